"""The shapes of responses. These structs are encoded, and the OpenAPI document is generated from them.

Games, statistics, articles and injuries are the bytes of the contract's messages with one more field, so their shapes
are the contract's models. Responses are not validated.
"""

from typing import Annotated, Any, Generic, Literal, TypeVar

import msgspec
from pydantic import WithJsonSchema

from a1_gateway.snapshot.annotations import COMPONENTS, Moment, one_of
from a1_gateway.snapshot.freshness import Source
from a1_gateway.snapshot.removal_shapes import Removals
from a1_schemas import fast
from a1_schemas.injury import Injury
from a1_schemas.leagues import League
from a1_schemas.news_item import NewsItem
from a1_schemas.player_stats import PlayerStats
from a1_schemas.providers import Provider
from a1_schemas.sporting_event import Score, SportingEvent
from a1_schemas.vocabulary import EventStatus, MarketKey, Period, Selection, SettlementScope, Sport

FreshOrStale = Annotated[Literal["fresh", "stale"], msgspec.Meta(extra_json_schema={"type": "string"})]
"""Stale: the record's source is down, or was last proven too long ago."""


ViewState = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["complete", "rebuilding", "disconnected"]})]


StreamCursor = Annotated[
    str | None,
    msgspec.Meta(
        description="Where the stream of this league goes on: the page has everything up to it, and may have newer "
        "changes. Null for several leagues, and where the log does not say which one it is."
    ),
]


class GameScore(Score):
    """The score, with its source and whether that is believed now."""

    freshness: FreshOrStale


class Game(SportingEvent):
    """A game, merged from the listings of all providers that carry it."""

    score: GameScore | None = None  # pyright: ignore[reportIncompatibleVariableOverride] - models are frozen
    """The sides' scores once more, with the source that reports them."""
    freshness: FreshOrStale
    best: Annotated[list[Any], WithJsonSchema({"type": "array", "items": {"$ref": f"{COMPONENTS}BestMarket"}})]
    """The best prices; only with `include=best`."""


class Statistics(PlayerStats):
    """One player's statistics in one game, as one provider reports them."""

    freshness: FreshOrStale


class Article(NewsItem):
    """An article."""

    freshness: FreshOrStale


class InjuryReport(Injury):
    """A player's availability, as one provider reports it."""

    freshness: FreshOrStale


class Offer(msgspec.Struct, frozen=True):
    """One bookmaker's offer, as one provider reports it."""

    bookmaker: str
    bookmaker_name: str
    provider: Annotated[str, one_of(Provider)]
    feed: str
    observed_at: Moment | None
    changed_at: Moment
    freshness: FreshOrStale
    markets: tuple[fast.OfferMarket, ...]


class BestSide(msgspec.Struct, frozen=True, gc=False):
    """The best price of one selection: the highest, or the lowest of lay markets."""

    selection: Annotated[str, one_of(Selection)]
    line: fast.Number | None
    price: fast.Number
    american: int | None
    bookmakers: list[str]
    """The keys of all that offer it, sorted."""
    bookmaker_names: list[str]
    """Their names, in the same order."""
    next_best: fast.Number | None
    """The next best decimal odds, where a bookmaker offers other ones."""
    freshness: FreshOrStale
    """Stale only where no fresh offer exists."""


class BestMarket(msgspec.Struct, frozen=True):
    """The best prices of a market at a line, of all bookmakers whose offers can be bet on now."""

    key: Annotated[str, one_of(MarketKey)]
    period: Annotated[str, one_of(Period)]
    scope: Annotated[str, one_of(SettlementScope)]
    line: fast.Number | None
    """Of a spread that of the home side."""
    sides: list[BestSide]
    hold: float | None
    """The bookmakers' share of all stakes at these prices, below zero in an arbitrage. Null where a side is missing."""


class EventOdds(msgspec.Struct, frozen=True):
    """All offers on one game."""

    event_id: str
    league: Annotated[str, one_of(League)]
    sport: Annotated[str, one_of(Sport)]
    start_time: Moment | None
    status: Annotated[str, one_of(EventStatus)]
    home: fast.Team
    away: fast.Team
    best: list[BestMarket]
    offers: list[Offer] | msgspec.UnsetType = msgspec.UNSET
    """Absent with `view=best`."""


class Meta(msgspec.Struct, frozen=True):
    """The metadata of a page."""

    count: Annotated[int, msgspec.Meta(description="Items in this page.")]
    next_cursor: Annotated[str | None, msgspec.Meta(description="The `cursor` of the next page; null on the last one.")]
    generated_at: Annotated[Moment, msgspec.Meta(description="When the page was built.")]
    view: ViewState
    """Whether what is served is all there is, or what was there before an outage."""
    sources: list[Source]
    removed: Removals | None
    """With `removed=true`, on the first page."""
    cursor: StreamCursor


T = TypeVar("T")


class Page(msgspec.Struct, Generic[T]):
    """A page of a list."""  # its bytes are spliced from those of its items

    data: tuple[T, ...]
    meta: Meta


ABSENT = frozenset({(Game.__name__, "best")})
"""Fields of models that are there only where they are asked for."""
