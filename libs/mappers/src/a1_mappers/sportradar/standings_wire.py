"""The fields of Sportradar's hierarchies and standings that are read, under its own names."""

import msgspec

from a1_mappers.sportradar.wire import League, Team


class Member(Team, frozen=True):
    """A team of a hierarchy or of a table. `win` and `loss` are baseball's old words. A rank is a number, or several
    by group.
    """

    wins: object = None
    win: object = None
    losses: object = None
    loss: object = None
    ties: object = None
    overtime_losses: object = None
    rank: object = None
    calc_rank: object = None
    team_colors: object = None


class Group(msgspec.Struct, frozen=True):
    """A hierarchy or a part of it, down to the teams."""

    name: str | None = None
    league: League | None = None
    leagues: list["Group"] = []
    conferences: list["Group"] = []
    divisions: list["Group"] = []
    teams: list[Member] = []


class StandingsSeason(msgspec.Struct, frozen=True):
    """The season that contains the leagues in baseball's standings."""

    leagues: list[Group] = []


class StandingsLeague(msgspec.Struct, frozen=True):
    """The league of a table, as `League`."""

    alias: str | None = None
    season: StandingsSeason | None = None


class StandingsRow(msgspec.Struct, frozen=True):
    """A row of a soccer table: `team` in version 3, `competitor` in version 4."""

    team: Team | None = None
    competitor: Team | None = None
    rank: object = None
    win: object = None
    draw: object = None
    loss: object = None
    current_outcome: str | None = None


class StandingsGroup(msgspec.Struct, frozen=True):
    """A group's rows: `team_standings` in version 3, `standings` in version 4."""

    team_standings: list[StandingsRow] = []
    standings: list[StandingsRow] = []


class StandingsTable(msgspec.Struct, frozen=True):
    """The whole table (`total`), or that of home or away games."""

    type: str | None = None
    groups: list[StandingsGroup] = []


class Standings(msgspec.Struct, frozen=True):
    """Standings of a league by conference, or of a soccer season by group."""

    league: StandingsLeague | None = None
    conferences: list[Group] = []
    divisions: list[Group] = []
    standings: list[StandingsTable] = []
