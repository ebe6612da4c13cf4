"""The parameters of each list: names, meanings, bounds and words. Parsing and documentation follow this table."""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Any, NamedTuple

from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.sorting import Sort
from a1_grading.profiles import PROFILES
from a1_schemas.analytics_words import Claim, GradeResult, OpportunityKind, OpportunityState, PropMarket
from a1_schemas.providers import Provider
from a1_schemas.stats import OTHER, StatType
from a1_schemas.vocabulary import EventStatus, InjuryStatus, MarketKey

DEFAULT_LIMIT = 100
MAX_LIMIT = 500
MAX_VALUES = 50
MAX_TEXT = 200
MAX_CURSOR = 1_000
"""A cursor contains a record's key, which consists of up to seven parts."""


class Form(Enum):
    """The syntax of a parameter."""

    WORDS = auto()
    """May be repeated up to `MAX_VALUES` times. Any of the values matches."""
    CHOICE = auto()
    """One of its words, given once. The first is the default."""
    NUMBER = auto()
    LIST = auto()
    """Words, repeated or between commas."""
    FLAG = auto()
    TIME = auto()
    LIMIT = auto()
    CURSOR = auto()


class Parameter(NamedTuple):
    """A parameter of a list route. Without words, any text is a value."""

    meaning: str
    form: Form = Form.WORDS
    words: tuple[str, ...] = ()
    open_form: str = ""
    """The beginning of values beside the words."""


BOOK, PLAYER, PROVIDER = "book", "player", "provider"
_BY = (PLAYER, PROVIDER)
_GROUPS = (BOOK, PLAYER)
FULL, BEST = "full", "best"
ODDS, PROPS, STATS, NEWS, INJURIES, IDS = "odds", "props", "stats", "news", "injuries", "ids"
"""The parts of a game's page, beside the best prices."""
_SORT = "The order. `status` is live games first, then scheduled ones, then those that are off or over."
_COMMON = {
    "event_id": Parameter("Our id of a game, or an alias of it."),
    "bookmaker": Parameter("A bookmaker's key."),
    "market": Parameter("A market's key.", words=tuple(MarketKey)),
    "team": Parameter("A team's id, abbreviation or name; whole words of the name are enough."),
    "player": Parameter("A player's id or name; whole words of the name are enough."),
    "stat_type": Parameter(
        f"A statistic, or one in no vocabulary (`{OTHER}…`).", words=tuple(StatType), open_form=OTHER
    ),
    "status": Parameter("A status.", words=tuple(EventStatus)),
    "source": Parameter("A provider.", words=tuple(Provider)),
    "since": Parameter("Changed, or turned fresh or stale, at or after this time.", Form.TIME),
    "starts_from": Parameter("Starts at or after this time.", Form.TIME),
    "starts_to": Parameter("Starts at or before this time.", Form.TIME),
    "by": Parameter("What a row is: one merged from all providers, or each provider's own.", Form.CHOICE, _BY),
    "removed": Parameter("Whether `meta.removed` has what ended since then. Needs `since`.", Form.FLAG),
    "group": Parameter(
        "What a row is: a book's ladder, or the ladders of all books for a player.", Form.CHOICE, _GROUPS
    ),
    "sort": Parameter(_SORT, Form.CHOICE, (Sort.START, Sort.LATEST, Sort.STATUS)),
    "include": Parameter("What each game carries beside its own facts.", Form.LIST, (BEST,)),
    "view": Parameter("Whether each game has all offers, or the best prices alone.", Form.CHOICE, (FULL, BEST)),
    "limit": Parameter("Items in a page.", Form.LIMIT),
    "cursor": Parameter("`meta.next_cursor` of the page before.", Form.CURSOR),
}
_OF_ANALYTICS = _COMMON | {
    "market": Parameter("A market's key.", words=(*MarketKey, PropMarket.PLAYER_PROP)),
    "kind": Parameter("What an opportunity is.", words=tuple(OpportunityKind)),
    "state": Parameter("Whether it can be taken now, or has ended.", words=tuple(OpportunityState)),
    "min_profit": Parameter("The lowest profit, as a share of the stakes.", Form.NUMBER),
}
_OF_REFUSALS = _COMMON | {"kind": Parameter("What was refused.", words=tuple(Claim))}
_OF_INJURIES = _COMMON | {"status": Parameter("A status.", words=tuple(InjuryStatus))}
_OF_PROPS = _COMMON | {"sort": Parameter(_SORT, Form.CHOICE, tuple(Sort))}


def _of(names: str, known: dict[str, Parameter] = _COMMON) -> MappingProxyType[str, Parameter]:
    return MappingProxyType({name: known[name] for name in (*names.split(), "limit", "cursor")})


ONE_KIND = MappingProxyType(
    {
        Resource.ARBITRAGE: OpportunityKind.ARBITRAGE,
        Resource.ARBITRAGES: OpportunityKind.ARBITRAGE,
        Resource.EV: OpportunityKind.EV,
        Resource.MIDDLES: OpportunityKind.MIDDLE,
        Resource.LOW_HOLDS: OpportunityKind.LOW_HOLD,
    }
)
"""The lists of opportunities of one kind."""
_OF_ONE_KIND = "event_id bookmaker market player stat_type state min_profit since starts_from starts_to"

PARAMETERS = MappingProxyType(
    {
        Resource.GAMES: _of("event_id team status source since removed starts_from starts_to sort include"),
        Resource.ODDS: _of(
            "event_id bookmaker market team status source since removed starts_from starts_to sort view"
        ),
        Resource.PROPS: _of(
            "group event_id bookmaker team player stat_type status source since removed starts_from starts_to sort",
            _OF_PROPS,
        ),
        Resource.LIVE_GAMES: _of("event_id team source since sort include"),
        Resource.STATS: _of("by team player stat_type source since removed"),
        Resource.NEWS: _of("event_id team player source since removed"),
        Resource.INJURIES: _of("by team player status source since removed", _OF_INJURIES),
        Resource.BEST_PRICES: _of("event_id bookmaker market team status source since starts_from starts_to sort"),
        Resource.FAIR: _of("event_id bookmaker market since starts_from starts_to", _OF_ANALYTICS),
        Resource.FAIR_PROPS: _of("event_id bookmaker player stat_type since starts_from starts_to", _OF_ANALYTICS),
        Resource.OPPORTUNITIES: _of(f"kind {_OF_ONE_KIND}", _OF_ANALYTICS),
        **{resource: _of(_OF_ONE_KIND, _OF_ANALYTICS) for resource in ONE_KIND},
        Resource.REFUSALS: _of("kind since", _OF_REFUSALS),
        Resource.PERFORMANCE: _of("since"),
        Resource.PREDICTIONS: _of("event_id market since starts_from starts_to", _OF_ANALYTICS),
    }
)
"""Each path's parameters by name, in the order of the documentation."""

TEAMS = MappingProxyType({name: _COMMON[name] for name in ("team", "source", "since")})
"""The parameters of teams and standings, which have one page."""

ARRANGEMENTS = MappingProxyType(
    {
        (Resource.STATS, "by", PROVIDER): Resource.STATS_BY_PROVIDER,
        (Resource.INJURIES, "by", PROVIDER): Resource.INJURIES_BY_PROVIDER,
        (Resource.PROPS, "group", PLAYER): Resource.PROPS_BY_PLAYER,
    }
)
"""The list that answers instead of the path's own where this parameter has this word."""

GAME = MappingProxyType(
    {"include": Parameter("The parts of the answer.", Form.LIST, (ODDS, BEST, PROPS, STATS, NEWS, INJURIES, IDS))}
)
"""The parameters of one game's page."""

GRADES = MappingProxyType(
    {
        "profile": Parameter("The rules: `a1`, or a bookmaker's key.", words=tuple(PROFILES)),
        "market": Parameter("A market's key.", words=(*MarketKey, PropMarket.PLAYER_PROP)),
        "result": Parameter("How the bet ended.", words=tuple(GradeResult)),
        "limit": _COMMON["limit"],
        "cursor": _COMMON["cursor"],
    }
)
"""The parameters of a game's grades."""

SHOWN = MappingProxyType(
    {
        Resource.LIVE_GAMES: Resource.GAMES,
        Resource.BEST_PRICES: Resource.ODDS,
        **dict.fromkeys(ONE_KIND, Resource.OPPORTUNITIES),
    }
)
"""The list that a path shows a part of."""
FIXED: Mapping[Resource, Mapping[str, Any]] = MappingProxyType(
    {
        Resource.LIVE_GAMES: {"status": (EventStatus.LIVE, EventStatus.SUSPENDED)},
        Resource.BEST_PRICES: {"view": BEST},
        **{resource: {"kind": (kind,)} for resource, kind in ONE_KIND.items()},
    }
)
"""The filters that such a path has set."""
