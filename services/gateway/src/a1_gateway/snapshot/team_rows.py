"""A team as one, merged from all feeds that describe it."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated

import msgspec

from a1_gateway.snapshot.annotations import Moment, one_of
from a1_gateway.snapshot.answers import FreshOrStale
from a1_gateway.snapshot.freshness import Freshness
from a1_gateway.snapshot.profile_precedence import ProfileSource, by_precedence, first, sources_of
from a1_schemas import fast
from a1_schemas.leagues import League


class SeasonRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A team's results in the season so far."""

    wins: int
    """Games won."""
    losses: int
    """Games lost, in overtime too where the league counts no overtime losses."""
    ties: int | None
    """Games drawn."""
    overtime_losses: int | None
    """Games lost after regulation, where the league counts them apart."""


class LeagueTeam(msgspec.Struct, frozen=True, kw_only=True):
    """A team. Each fact is that of the first of its sources that has it."""

    team_id: str
    league: Annotated[str, one_of(League)]
    name: str
    """The registered name."""
    nickname: str | None
    """The name without its place: `Lakers`."""
    abbreviation: str | None
    city: str | None
    """The place in the team's name, which may be a state or a school."""
    colors: tuple[str, ...]
    """The first colour first, as `#552583`."""
    logo: str | None
    """A link to an image."""
    conference: str | None
    """As the feed writes it."""
    division: str | None
    """As the feed writes it."""
    record: SeasonRecord | None
    """The results of the season."""
    rank: int | None
    """The place in the table that the record is from, from 1: of the conference, of the division, or of the league."""
    standing: str | None
    """The place in words: `1st in Pacific Division`."""
    provider_ids: dict[str, str]
    """The providers' own ids of the team, by provider."""
    sources: list[ProfileSource]
    """The feeds that describe it, the first one first."""
    changed_at: Moment
    """The newest of its sources."""
    freshness: FreshOrStale
    """Fresh while any of its sources is."""


def team_row(profiles: Sequence[fast.TeamProfile], freshness: Freshness) -> LeagueTeam:
    """Return the team of these profiles. Raises IndexError without any."""
    ranked = by_precedence(profiles, freshness)
    table = next((each for each in ranked if each.record is not None), ranked[0])
    sources = sources_of(ranked, freshness)
    return LeagueTeam(
        team_id=ranked[0].team_id,
        league=ranked[0].league,
        name=ranked[0].name,
        nickname=first(ranked, attrgetter("nickname")),
        abbreviation=first(ranked, attrgetter("abbreviation")),
        city=first(ranked, attrgetter("city")),
        colors=next((each.colors for each in ranked if each.colors), ()),
        logo=first(ranked, attrgetter("logo")),
        conference=first(ranked, attrgetter("conference")),
        division=first(ranked, attrgetter("division")),
        record=_record(table.record),
        rank=table.rank if table.record is not None else first(ranked, attrgetter("rank")),
        standing=first(ranked, attrgetter("standing")),
        provider_ids={each.provider: each.native_id for each in reversed(ranked) if each.native_id is not None},
        sources=sources,
        changed_at=max(each.changed_at for each in ranked),
        freshness="fresh" if any(source.freshness == "fresh" for source in sources) else "stale",
    )


def by_name(team: LeagueTeam) -> tuple[str, str]:
    """Return the place in the list of teams."""
    return (team.name, team.team_id)


def by_standing(team: LeagueTeam) -> tuple[str, str, int, int, str]:
    """Return the place in the standings: by conference, division and rank; teams without a rank come last."""
    is_last, rank = (1, 0) if team.rank is None else (0, team.rank)
    return (team.conference or "", team.division or "", is_last, rank, team.name)


def _record(found: fast.TeamRecord | None) -> SeasonRecord | None:
    if found is None:
        return None
    return SeasonRecord(wins=found.wins, losses=found.losses, ties=found.ties, overtime_losses=found.overtime_losses)
