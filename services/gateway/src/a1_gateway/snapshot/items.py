"""An item of a list: its bytes, its position in the fixed order, and the facts that filters compare.

Bytes are built when the item's records change and joined on request, so a price change in one game of 300 costs one
item.
"""

import hashlib
from datetime import datetime
from enum import StrEnum

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
    """The facts that filters compare. Free texts are kept as lower-case words."""

    changed_at: datetime
    start_time: datetime | None = None
    status: str | None = None
    event_ids: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    bookmakers: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    stat_types: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    players: tuple[str, ...] = ()


Order = tuple[int, str]


class Item(msgspec.Struct, frozen=True):
    """One element of `data`."""

    order: Order
    body: bytes
    digest: bytes
    facts: Facts


_NEVER = 1 << 62
"""Sorts items without a start after those with one."""


def start_order(start_time: datetime | None, key: str) -> Order:
    """Sort by start, then id."""
    return (_microseconds(start_time) if start_time else _NEVER, key)


def newest_first(moment: datetime, key: str) -> Order:
    """Sort by age, then id."""
    return (-_microseconds(moment), key)


def make_item(order: Order, body: bytes, facts: Facts) -> Item:
    return Item(order, body, hashlib.blake2b(body, digest_size=8).digest(), facts)


def _microseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)
