"""The records a mapper extracts from one raw body: the provider's ids and names, canonical vocabulary, no canonical id.

Facts of one body, in the provider's orientation of home and away: the resolver decides which game, team and player
they are of. `league` is our word (`nba`), else the provider's own short name in kebab case. A body may hold several.
"""

from datetime import date, datetime
from decimal import Decimal

import msgspec

from a1_mappers.extracted_offers import Offer
from a1_mappers.league_entry import LeagueEntry
from a1_mappers.team_facts import TeamFacts
from a1_schemas.game_facts import (
    Broadcast,
    GameClock,
    PeriodScore,
    Pitchers,
    Season,
    Series,
    SideScores,
    Situation,
    Venue,
    Weather,
)
from a1_schemas.game_words import InningHalf
from a1_schemas.roster_status import RosterStatus
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, InjuryStatus, Kind, LineType, Period, RejectReason, Selection


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a contest as the provider names it. `name` is None if still to be determined (TBD, TBA, bye)."""

    name: str | None
    native_id: str | None = None
    abbreviation: str | None = None
    also_named: tuple[str, ...] = ()
    """Other spellings in the same body: nickname, market, short name."""
    score: int | None = None


class Contest(msgspec.Struct, frozen=True, kw_only=True):
    """A game as this body lists it. Sides have no name in bodies that contain only ids."""

    native_id: str
    league: str
    home: Side
    away: Side
    sides_ordered: bool = True
    """False where the provider does not say which side is at home."""
    start_time: datetime | None = None
    start_time_confirmed: bool = True
    """False where the time of day is a placeholder."""
    status: EventStatus | None = None
    native_status: str | None = None
    period: int | None = None
    half: InningHalf | None = None
    period_label: str | None = None
    clock: GameClock | None = None
    detail: str | None = None
    situation: Situation | None = None
    periods: tuple[PeriodScore, ...] | None = None
    regulation: SideScores | None = None
    season: Season | None = None
    week: int | None = None
    round: str | None = None
    series: Series | None = None
    venue: Venue | None = None
    neutral_site: bool | None = None
    game_number: int | None = None
    broadcasts: tuple[Broadcast, ...] | None = None
    weather: Weather | None = None
    pitchers: Pitchers | None = None
    also_ids: tuple[str, ...] = ()
    """Other ids of the same game in the same provider's feeds (`sr:match:…`, a league's own reference)."""
    observed_at: datetime | None = None

    @property
    def is_named(self) -> bool:
        """Whether both sides have a name."""
        return self.home.name is not None and self.away.name is not None


class Player(msgspec.Struct, frozen=True, kw_only=True):
    """A player as the provider names one. `team` is the player's side, where the provider reports it.

    `name` is empty where a body contains only the player's id. Such a record is counted and rejected by the resolver.
    """

    name: str
    native_id: str | None = None
    team: Side | None = None
    position: str | None = None
    jersey: str | None = None
    is_team: bool = False
    """A team's defence, which some markets list among players. `team` is then the team itself."""


class LinePrice(msgspec.Struct, frozen=True, gc=False):
    """What one side of a rung pays: decimal odds, or a multiplier. Neither where it is not reported."""

    decimal: Decimal | None = None
    american: int | None = None
    """As the provider wrote it; None where it wrote decimal odds."""
    multiplier: Decimal | None = None
    native_id: str | None = None
    link: str | None = None
    limit: Decimal | None = None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One rung of a ladder. A yes/no market has no line, and `over` is yes."""

    line: Decimal | None
    line_type: LineType | None = LineType.STANDARD
    """None where the line is not one that can be taken. A reject says why, and the resolver passes it over."""
    over: LinePrice | None = None
    under: LinePrice | None = None
    sides: tuple[Selection, ...] | None = None
    """The sides that can be taken; None where those with a price can."""
    is_adjusted: bool | None = None
    """Whether it pays otherwise than its type does, where the provider reports it."""
    promo: bool = False
    regular_line: Decimal | None = None
    suspended: bool = False
    native_id: str | None = None
    native_key: str | None = None
    """The provider's market key, where a ladder is spread over several markets (`player_points_alternate`)."""


class Prop(msgspec.Struct, frozen=True, kw_only=True):
    """One source's ladder for one player and one statistic in one contest.

    `stat_type` and `period` are None for words in no vocabulary. The resolver keeps the words of such a statistic, and
    counts and rejects a record of such a period.
    """

    contest_id: str
    league: str
    bookmaker: str
    bookmaker_name: str
    player: Player
    is_combo: bool = False
    """Several players together."""
    members: tuple[Player, ...] = ()
    """The players of a combo. The resolver rejects one that does not name two to four as `unsupported-combo`."""
    stat_type: StatType | None
    native_stat: str
    period: Period | None = Period.GAME
    native_period: str | None = None
    lines: tuple[Line, ...]
    observed_at: datetime | None = None


class PlayerBoxScore(msgspec.Struct, frozen=True, kw_only=True):
    """One player's statistics in one contest, with the status in the body. Statistics in no vocabulary are left out."""

    contest_id: str
    league: str
    player: Player
    starter: bool | None = None
    """Whether the player started, where the provider reports it."""
    stats: dict[StatType, Decimal]
    game_status: EventStatus | None = None
    observed_at: datetime | None = None


class LineupPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A player's place in the line-up of one contest, without statistics."""

    contest_id: str
    league: str
    player: Player
    starter: bool
    observed_at: datetime | None = None


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture of an article. Width and height are in pixels."""

    url: str
    width: int | None = None
    height: int | None = None
    caption: str | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a news feed."""

    native_id: str
    league: str
    headline: str
    description: str | None = None
    article_type: str | None = None
    url: str | None = None
    byline: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    premium: bool | None = None
    teams: tuple[Side, ...] = ()
    contest_ids: tuple[str, ...] = ()
    players: tuple[Player, ...] = ()
    images: tuple[Picture, ...] = ()


class InjuryReport(msgspec.Struct, frozen=True, kw_only=True):
    """A player's availability. `status` is None where the provider's word is in no vocabulary."""

    league: str
    team: Side
    player: Player
    status: InjuryStatus | None
    native_status: str
    body_part: str | None = None
    comment: str | None = None
    expected_return_on: date | None = None
    observed_at: datetime | None = None


class TeamEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A team in a list of teams, a hierarchy, a table or a roster, and what that says of it."""

    league: str
    team: Side
    facts: TeamFacts = TeamFacts()


class RosterPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A player on a team's roster. `status` is None where the provider's word is in no vocabulary."""

    league: str
    team: Side
    player: Player
    headshot: str | None = None
    status: RosterStatus | None = None
    native_status: str | None = None


class Unchanged(msgspec.Struct, frozen=True, gc=False):
    """Pieces with the same bytes as in this target's last body, so their records still hold.

    `key` is `(contest_id, *bookmakers)` for offers and props, `(contest_id,)` for all records of a contest.
    """

    kind: Kind
    key: tuple[str, ...]


class UnchangedLadders(msgspec.Struct, frozen=True, gc=False):
    """Props of a contest that still hold while others changed: their statistics with periods, and their players."""

    contest_id: str
    bookmaker: str
    ladders: tuple[tuple[str, Period], ...]
    players: tuple[Player, ...]


class KeepAlive(msgspec.Struct, frozen=True):
    """A contest that omits this kind without withdrawing it: the target's earlier records of the kind stay."""

    kind: Kind
    contest_id: str


class Complete(msgspec.Struct, frozen=True):
    """The body is the complete list of these kinds for its target: records missing from it have ended.

    Only records that the same target wrote last can end this way. A mapper yields it last, after the whole body.
    """

    kinds: tuple[Kind, ...]


class Reject(msgspec.Struct, frozen=True):
    """A piece that yielded no record, and why. `path` is the JSON path of the piece."""

    reason: RejectReason
    path: str
    detail: str = ""


Extracted = (
    Contest
    | Offer
    | Prop
    | PlayerBoxScore
    | LineupPlace
    | Article
    | InjuryReport
    | TeamEntry
    | RosterPlace
    | LeagueEntry
    | Unchanged
    | UnchangedLadders
    | KeepAlive
    | Complete
    | Reject
)
