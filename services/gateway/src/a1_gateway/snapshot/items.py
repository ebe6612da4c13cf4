"""An item of a list: its position in the fixed order, and the facts that filters compare.

Items are built when their records change, so a price change in one game of 300 costs one item. Their bytes are built
from the records when they are asked for.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

import msgspec


class Resource(StrEnum):
    """The lists. Values are the words in the paths, with the arrangement where a path has another beside its own."""

    GAMES = "unified-games"
    LIVE_GAMES = "live-games"
    ODDS = "unified-odds"
    PROPS = "player-props"
    PROPS_BY_PLAYER = "player-props?group=player"
    STATS = "player-stats"
    STATS_BY_PROVIDER = "player-stats?by=provider"
    NEWS = "sports-news"
    INJURIES = "injuries"
    INJURIES_BY_PROVIDER = "injuries?by=provider"
    BEST_PRICES = "analytics/best-prices"
    FAIR = "analytics/fair"
    FAIR_PROPS = "analytics/props"
    OPPORTUNITIES = "betting-opportunities"
    ARBITRAGE = "analytics/arbitrage"
    ARBITRAGES = "arbitrage"
    EV = "analytics/ev"
    MIDDLES = "analytics/middles"
    LOW_HOLDS = "analytics/low-holds"
    REFUSALS = "analytics/refusals"
    PERFORMANCE = "analytics/performance"
    PREDICTIONS = "predictions"


Order = tuple[int, str]


class Item(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One element of `data`: its position in the fixed order, and the facts that filters compare.

    Free texts are lower-case words between blanks, see `as_words`.
    """

    at: int
    key: str
    """Its key in the list."""
    changed_at: datetime
    start_time: datetime | None = None
    status: str | None = None
    event_ids: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    bookmakers: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    stat_types: tuple[str, ...] = ()
    teams: str = ""
    players: str = ""
    kind: str = ""
    """Of an opportunity or a refusal."""
    state: str = ""
    """Of an opportunity."""
    profit: float = 0.0
    """Of an opportunity."""

    @property
    def order(self) -> Order:
        """Its position: items at one place are in the order of their keys."""
        return (self.at, self.key)


NEVER = 1 << 62
"""Sorts items without a start after those with one."""


@lru_cache(maxsize=65_536)
def by_start(start_time: datetime | None) -> int:
    """Return the place of what is sorted by start: the same object for equal starts."""
    return _microseconds(start_time) if start_time else NEVER


def newest_first(moment: datetime) -> int:
    """Return the place of what is sorted by age."""
    return -_microseconds(moment)


@lru_cache(maxsize=65_536)
def shared(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the same tuple for equal ones: most items share theirs with thousands."""
    return texts


@lru_cache(maxsize=65_536)
def as_words(texts: tuple[str, ...]) -> str:
    """Return texts as one, where a text is found between blanks. The value of a filter has no line feed."""
    return "\n".join(f" {text} " for text in texts)


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return shared(tuple(dict.fromkeys(texts)))


def _microseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)
