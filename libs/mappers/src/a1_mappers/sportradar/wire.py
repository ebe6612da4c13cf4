"""The fields of Sportradar's feeds that are read, under its own names. Fields of varying type are `object`."""

import msgspec


class Team(msgspec.Struct, frozen=True, gc=False):
    """A side. `name` is the nickname beside `market`, the full name in schedules, the alias's owner in old feeds."""

    id: str | None = None
    name: str | None = None
    market: str | None = None
    alias: str | None = None
    abbr: str | None = None
    abbreviation: str | None = None
    sr_id: str | None = None
    points: object = None
    runs: object = None
    scoring: object = None
    probable_pitcher: object = None
    starting_pitcher: object = None
    strength: object = None


class Venue(msgspec.Struct, frozen=True, gc=False):
    """Where a game is played. `roof_type` is `type` in the oldest feeds."""

    name: str | None = None
    city: object = None
    state: object = None
    country: object = None
    city_name: object = None
    country_name: object = None
    roof_type: object = None
    type: object = None


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """The state of a baseball game."""

    current_inning: object = None
    current_inning_half: object = None
    count: object = None
    hitter: object = None
    pitcher: object = None
    runners: object = None


class Sides(msgspec.Struct, frozen=True, gc=False):
    """The sides of football's game feeds, which keep them apart from the game."""

    home: Team | None = None
    away: Team | None = None
    venue: Venue | None = None
    season: object = None
    week: object = None


class Scoring(msgspec.Struct, frozen=True, gc=False):
    """The score in football's schedules; in baseball's plays, the sides with their runs."""

    home: Team | None = None
    away: Team | None = None
    home_points: object = None
    away_points: object = None


class Game(msgspec.Struct, frozen=True, gc=False):
    """A game of a league product, in a schedule or as the top of a game feed.

    A side may be its code alone. `home_team` is a team in the oldest feeds, the id of `home` in baseball. `scoring` is
    a list of periods in football's game feeds.
    """

    id: str
    status: str | None = None
    scheduled: str | None = None
    home: Team | str | None = None
    away: Team | str | None = None
    home_team: Team | str | None = None
    away_team: Team | str | None = None
    summary: Sides | None = None
    home_points: object = None
    away_points: object = None
    scoring: Scoring | list[object] | None = None
    sr_id: str | None = None
    reference: object = None
    game_number: object = None
    double_header: bool | None = None
    neutral_site: bool | None = None
    time_tbd: bool | None = None
    start_time_tbd: bool | None = None
    tbd: bool | None = None
    venue: Venue | None = None
    clock: str | None = None
    quarter: object = None
    half: object = None
    period: object = None
    outcome: Outcome | None = None
    final: object = None
    innings: object = None
    periods: object = None
    situation: object = None
    title: object = None
    weather: object = None
    broadcast: object = None
    broadcasts: object = None


class League(msgspec.Struct, frozen=True, gc=False):
    """The league of a feed."""

    alias: str | None = None
    name: str | None = None


class Bracketed(msgspec.Struct, frozen=True, gc=False):
    """The games of a bracket."""

    games: list[msgspec.Raw] = []


class Round(msgspec.Struct, frozen=True, gc=False):
    """A round of a tournament, a week of a season, or a series."""

    sequence: object = None
    title: object = None
    name: object = None
    games: list[msgspec.Raw] = []
    bracketed: list[Bracketed] = []


class LeagueSchedule(msgspec.Struct, frozen=True):
    """A league's games: of a day or season (`games`), by week, series or round."""

    league: League | None = None
    season: object = None
    type: object = None
    games: list[msgspec.Raw] | None = None
    week: Round | None = None
    weeks: list[Round] | None = None
    series: list[Round] | None = None
    rounds: list[Round] | None = None


class Named(msgspec.Struct, frozen=True, gc=False):
    """Something with an id and a name."""

    id: str | None = None
    name: str | None = None


class Context(msgspec.Struct, frozen=True, gc=False):
    """The competition of a match (v4)."""

    competition: Named | None = None
    season: object = None
    round: object = None


class Competitor(msgspec.Struct, frozen=True, gc=False):
    """A side of a match."""

    id: str | None = None
    name: str | None = None
    abbreviation: str | None = None
    qualifier: str | None = None


class Ground(msgspec.Struct, frozen=True, gc=False):
    """The ground of a match."""

    neutral: bool | None = None


class Conditions(msgspec.Struct, frozen=True, gc=False):
    """The conditions of a match. In v3 the venue may be here."""

    ground: Ground | None = None
    venue: Venue | None = None


class SportEvent(msgspec.Struct, frozen=True, gc=False):
    """A match of a general sport product: `scheduled` and `tournament` in v3, `start_time` and a context in v4."""

    id: str
    scheduled: str | None = None
    start_time: str | None = None
    start_time_tbd: bool | None = None
    start_time_confirmed: bool | None = None
    tournament: Named | None = None
    sport_event_context: Context | None = None
    competitors: list[Competitor] = []
    venue: Venue | None = None
    sport_event_conditions: Conditions | None = None
    status: str | None = None
    season: object = None
    tournament_round: object = None


class MatchClock(msgspec.Struct, frozen=True, gc=False):
    """The clock, counting up: `match_time` in v3, `played` in v4."""

    match_time: str | None = None
    played: str | None = None


class MatchStatus(msgspec.Struct, frozen=True, gc=False):
    """The state of a match: `status` is its life cycle, `match_status` is for display."""

    status: str | None = None
    match_status: str | None = None
    home_score: object = None
    away_score: object = None
    period: object = None
    clock: MatchClock | None = None
    period_scores: object = None


class Match(msgspec.Struct, frozen=True):
    """A match with its status: an entry of a schedule, or the top of a match feed."""

    sport_event: SportEvent
    sport_event_status: MatchStatus | None = None
    sport_event_conditions: Conditions | None = None
    statistics: object = None


class Schedules(msgspec.Struct, frozen=True):
    """Matches of a day, a season or a tournament, with or without their status."""

    generated_at: str | None = None
    schedules: list[msgspec.Raw] | None = None
    results: list[msgspec.Raw] | None = None
    summaries: list[msgspec.Raw] | None = None
    sport_events: list[msgspec.Raw] | None = None


class ErrorBody(msgspec.Struct, frozen=True, gc=False):
    """An error body."""

    message: object = None
    code: object = None


class InjuryFeed(msgspec.Struct, frozen=True):
    """A league's injuries by team."""

    teams: list[msgspec.Raw]
    league: League | None = None


class Wrapper(msgspec.Struct, frozen=True):
    """The envelope of baseball's game feeds, and `sport_event` of matches."""

    game: msgspec.Raw = msgspec.Raw()
    sport_event: msgspec.Raw = msgspec.Raw()


class PushPayload(msgspec.Struct, frozen=True, gc=False):
    """The game as of the event, and the event."""

    game: Game
    event: dict[str, object] = {}


class PushMetadata(msgspec.Struct, frozen=True, gc=False):
    """The operation on the event: `create`, `update` or `delete`."""

    league: str | None = None
    operation: str | None = None


class PushMessage(msgspec.Struct, frozen=True):
    """A line of a push stream: a heartbeat, a message of a game, or one of a draft."""

    heartbeat: object = None
    payload: PushPayload | None = None
    metadata: PushMetadata | None = None
    draft: Named | None = None


class Profile(msgspec.Struct, frozen=True):
    """A team's profile. Soccer nests the team in its own object."""

    team: Team | None = None
    league: League | None = None
    conference: Named | None = None
    division: Named | None = None
    team_colors: object = None
