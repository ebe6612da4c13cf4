"""The shapes of the answers, for OpenAPI. Answers themselves are prepared bytes, not validated on the way out."""

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel

from a1_gateway.errors import PROBLEM_TYPE
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.queries import MAX_CURSOR, MAX_LIMIT, PARAMETERS, closed_values
from a1_schemas.base import ExactNumber, Frozen, UtcTime
from a1_schemas.betting_odds import OfferMarket
from a1_schemas.injury import Injury
from a1_schemas.leagues import League
from a1_schemas.news_item import NewsItem
from a1_schemas.player_prop import PropLine, PropPlayer
from a1_schemas.player_stats import PlayerStats
from a1_schemas.providers import Provider
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import (
    EventStatus,
    MarketKey,
    Period,
    Selection,
    SettlementScope,
    SourceReason,
    SourceState,
    Sport,
)

Freshness = Literal["fresh", "stale"]
"""Stale: the source that proves it is down, or its proof is too old."""


class Game(SportingEvent):
    """A game, as all providers that carry it see it together."""

    freshness: Freshness


class Team(Frozen):
    """A side, without its score."""

    team_id: str | None
    name: str
    abbreviation: str | None


class Offer(Frozen):
    """One bookmaker's offer, as one provider carries it."""

    bookmaker: str
    bookmaker_name: str
    provider: Provider
    feed: str
    observed_at: UtcTime | None
    changed_at: UtcTime
    freshness: Freshness
    markets: tuple[OfferMarket, ...]


class BestPrice(Frozen):
    """The best price for one selection at one line: the highest, of lay markets the lowest; fresh before stale."""

    key: MarketKey
    period: Period
    scope: SettlementScope
    selection: Selection
    line: ExactNumber | None
    price: ExactNumber
    american: int | None
    bookmaker: str
    provider: Provider
    freshness: Freshness


class EventOdds(Frozen):
    """All offers on one game."""

    event_id: str
    league: League
    sport: Sport
    start_time: UtcTime | None
    status: EventStatus
    home: Team
    away: Team
    offers: tuple[Offer, ...]
    best: tuple[BestPrice, ...]


class Prop(Frozen):
    """One source's ladder of lines for one player and one statistic in one game."""

    event_id: str
    league: League
    start_time: UtcTime | None
    player: PropPlayer
    stat_type: StatType
    period: Period
    source: Provider
    feed: str
    bookmaker: str
    lines: tuple[PropLine, ...]
    observed_at: UtcTime | None
    changed_at: UtcTime
    freshness: Freshness


class Statistics(PlayerStats):
    """One player's statistics in one game, as one provider counts them."""

    freshness: Freshness


class Article(NewsItem):
    """An article."""

    freshness: Freshness


class InjuryReport(Injury):
    """Whether a player can be expected to play, as one provider reports it."""

    freshness: Freshness


class Source(Frozen):
    """The state of one provider's feed of a league."""

    provider: Provider
    league: str
    feed: str
    state: SourceState
    reason: SourceReason
    last_success_at: UtcTime | None
    valid_until: UtcTime


class Meta(Frozen):
    """What a page says of itself."""

    count: int
    """Items in this page."""
    next_cursor: str | None
    generated_at: UtcTime
    view: Literal["complete", "rebuilding", "disconnected"]
    """Whether what is served is all there is, or what was there before an outage."""
    sources: tuple[Source, ...]


T = TypeVar("T", bound=BaseModel)


class Page(Frozen, Generic[T]):
    """A page of a list."""

    data: tuple[T, ...]
    meta: Meta


class ProblemDetails(Frozen):
    """Every error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    parameter: str | None = None
    """The parameter at fault."""
    allowed: list[str] | None = None
    leagues: list[dict[str, str]] | None = None
    """For an unknown sport: all leagues there are."""


Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """The errors of a route."""
    schema = {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}
    return {
        status: {"description": _MEANINGS[status], "content": {PROBLEM_TYPE: schema}} for status in sorted(statuses)
    }


def page_of(model: type[BaseModel]) -> Responses:
    """The answers of a list route."""
    unchanged = {304: {"description": "What `If-None-Match` names still holds."}}
    return {200: {"model": Page[model]}} | unchanged | problems(404, 422, 503)


def parameters_of(resource: Resource) -> dict[str, Any]:
    """The parameters of a list route, as OpenAPI wants them."""
    path = _GAME_ID if resource is Resource.STATS else _SPORT
    return {"parameters": [path, *(_parameter(resource, name) for name in PARAMETERS[resource])]}


_MEANINGS = {
    404: "Unknown sport, game or id.",
    422: "A parameter that cannot be used or does not exist.",
    503: "The view has not been read yet.",
}
_DESCRIPTIONS = {
    "event_id": "Our id of a game, or an alias of it.",
    "bookmaker": "A bookmaker's key.",
    "market": "A market's key.",
    "team": "A team's id, abbreviation or name; whole words of the name are enough.",
    "player": "A player's id or name; whole words of the name are enough.",
    "stat_type": "A statistic.",
    "status": "A status.",
    "source": "A provider.",
    "since": "Changed at or after this time.",
    "starts_from": "Starts at or after this time.",
    "starts_to": "Starts at or before this time.",
    "limit": "Items in a page.",
    "cursor": "`meta.next_cursor` of the page before.",
}
_SPORT = {
    "name": "sport",
    "in": "path",
    "required": True,
    "schema": {"type": "string"},
    "description": "A league (`nba`), a sport (`basketball`) or The Odds API's key (`basketball_nba`).",
}
_GAME_ID = {
    "name": "game_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string"},
    "description": _DESCRIPTIONS["event_id"],
}
_SINGLE: dict[str, dict[str, Any]] = {
    "limit": {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": 100},
    "cursor": {"type": "string", "maxLength": MAX_CURSOR},
    "since": {"type": "string", "format": "date-time"},
    "starts_from": {"type": "string", "format": "date-time"},
    "starts_to": {"type": "string", "format": "date-time"},
}


def _parameter(resource: Resource, name: str) -> dict[str, Any]:
    schema = _SINGLE.get(name) or {"type": "array", "maxItems": 50, "items": _item_schema(resource, name)}
    return {"name": name, "in": "query", "required": False, "description": _DESCRIPTIONS[name], "schema": schema}


def _item_schema(resource: Resource, name: str) -> dict[str, Any]:
    allowed = closed_values(resource, name)
    return (
        {"type": "string", "enum": list(allowed)} if allowed else {"type": "string", "minLength": 1, "maxLength": 200}
    )
