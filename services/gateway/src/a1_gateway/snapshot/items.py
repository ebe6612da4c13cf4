"""An item of a list: its position in the fixed order, and the facts that filters compare.

Items are built when their records change and their bytes are joined on request, so a price change in one game of 300
costs one item. Bytes that were not asked for lately are built again from the records.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import msgspec


class Resource(StrEnum):
    """The lists. Values are the words in the paths."""

    GAMES = "unified-games"
    ODDS = "unified-odds"
    PROPS = "player-props"
    STATS = "player-stats"
    NEWS = "sports-news"
    INJURIES = "injuries"


class Facts(msgspec.Struct, frozen=True):
    """The facts that filters compare. Free texts are lower-case words between blanks, see `as_words`."""

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


Order = tuple[int, str]


class Item(msgspec.Struct, frozen=True):
    """One element of `data`. The second part of its order is its key in the list."""

    order: Order
    facts: Facts


class Built(NamedTuple):
    """An item and its bytes."""

    item: Item
    body: bytes


_NEVER = 1 << 62
"""Sorts items without a start after those with one."""


def start_order(start_time: datetime | None, key: str) -> Order:
    """Sort by start, then id."""
    return (_microseconds(start_time) if start_time else _NEVER, key)


def newest_first(moment: datetime, key: str) -> Order:
    """Sort by age, then id."""
    return (-_microseconds(moment), key)


def build_item(order: Order, body: bytes, facts: Facts) -> Built:
    return Built(Item(order, facts), body)


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
