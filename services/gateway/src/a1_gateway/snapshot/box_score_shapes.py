"""The shapes of a game's box score. They are encoded, and the OpenAPI document is generated from them."""

from typing import Annotated, Literal

import msgspec

from a1_gateway.snapshot.annotations import COMPONENTS, Moment, one_of
from a1_gateway.snapshot.answers import FreshOrStale, Meta
from a1_gateway.snapshot.reported_players import ReportedPlayer
from a1_schemas import fast
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType

Side = Literal["home", "away"]
BY_STATISTIC = msgspec.Meta(extra_json_schema={"propertyNames": {"$ref": COMPONENTS + StatType.__name__}})


class OtherFigure(msgspec.Struct, frozen=True, gc=False):
    """What a provider reports instead."""

    provider: Annotated[str, one_of(Provider)]
    value: fast.Number
    """The provider's figure."""


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A player's figure of one statistic."""

    value: fast.Number
    """The figure of the provider that counts first."""
    providers: list[Annotated[str, one_of(Provider)]]
    """The providers that report it, the one that counts first at the front."""
    differs: list[OtherFigure]
    """The providers that report another figure. Whole minutes do not differ from the seconds that they round."""


class StatisticsReport(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One provider's report of the player in this game."""

    provider: Annotated[str, one_of(Provider)]
    feed: str
    native_id: str | None
    """The provider's own id of the player."""
    changed_at: Moment
    freshness: FreshOrStale


class PlayerFigures(msgspec.Struct, frozen=True, kw_only=True):
    """A player's statistics in one game, merged from all providers that report them."""

    event_id: str
    league: Annotated[str, one_of(League)]
    player: ReportedPlayer
    team: fast.Team | None
    """The player's side of the game; null where it is unknown."""
    side: Side | None
    """The same as a word."""
    starter: bool | None
    """Whether the player started, where a provider reports it."""
    seconds: int | None
    """Seconds played, where a provider reports them; `minutes` are the same as a decimal number."""
    stats: Annotated[dict[str, Figure], BY_STATISTIC]
    """The figures by statistic."""
    reports: list[StatisticsReport]
    """The reports that were merged, the one that counts first at the front."""
    changed_at: Moment
    """The newest of its reports."""
    freshness: FreshOrStale
    """Stale only where every report is."""


class SideTotals(msgspec.Struct, frozen=True):
    """A side's figures: the sums of its players' ones, without what only a team has, such as team rebounds."""

    side: Side
    """The side."""
    team: fast.Team
    """Its team."""
    stats: Annotated[dict[str, fast.Number], BY_STATISTIC]
    """The sums by statistic. Minutes, plus-minus, percentages and longest plays have none."""


class BoxScoreMeta(Meta, frozen=True):
    """The metadata of a page of a box score."""

    totals: list[SideTotals]
    """The home and the away side's totals, of all players of the game on any page."""
    differing: int
    """Figures of all players of the game that two providers report differently."""


class BoxScore(msgspec.Struct, frozen=True):
    """A page of a box score."""

    data: tuple[PlayerFigures, ...]
    meta: BoxScoreMeta
