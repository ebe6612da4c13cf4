"""The items of one list in their fixed order, rebuilt only where their records changed."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from a1_gateway.snapshot.bodies import Bodies
from a1_gateway.snapshot.items import Item, Order

_WHOLE = ""
_FEW = 100
"""So many changes are cheaper to carry out one by one than by sorting again."""


class Making(NamedTuple):
    """How the items of a list are made from their keys."""

    item: Callable[[str], Item | None]
    """None if there is nothing to show."""
    body: Callable[[str], bytes]
    """Only of keys that have an item."""
    parts: Mapping[Any, Callable[[str], bytes]] = MappingProxyType({})
    """Parts of an item that are served alone, by name. Only of keys that have an item."""


class SortedItems:
    """Items by key. Their bytes are kept in `bodies`, under the league and the list."""

    def __init__(self, making: Making, bodies: Bodies, league: str, name: str) -> None:
        self._making = making
        self._bodies = bodies
        self._league = league
        self._names = {part: f"{name}/{part}" if part else name for part in (_WHOLE, *making.parts)}
        self._items: dict[str, Item] = {}
        self._ordered: list[Item] = []
        self._dirty: set[str] = set()
        self._turned_at: dict[str, datetime] = {}

    def touch(self, key: str) -> None:
        """Mark an item whose records may have changed."""
        self._dirty.add(key)

    def spoil(self, key: str) -> None:
        """Drop the bytes of an item, whose facts are as they were."""
        for name in self._names.values():
            self._bodies.drop((self._league, name, key))

    def ordered(self) -> list[Item]:
        """Return all items in order, until the next call: a copy of the list would cost as much as a change."""
        if self._dirty:
            dirty, self._dirty = sorted(self._dirty), set()
            replaced = [(self._items.pop(key, None), self._rebuilt(key)) for key in dirty]
            if len(replaced) <= _FEW:
                for before, after in replaced:
                    _replace(self._ordered, before, after)
            else:
                self._ordered = sorted(self._items.values(), key=_order)
        return self._ordered

    def turn(self, key: str, now: datetime) -> None:
        """Drop the bytes of an item that turned fresh or stale."""
        self.spoil(key)
        self._turned_at[key] = now

    def changed_at(self, item: Item) -> datetime:
        """Return when an item changed, or turned fresh or stale after that."""
        return max(item.changed_at, self._turned_at.get(item.key, item.changed_at))

    def find(self, key: str) -> Item | None:
        """Return the item of a key in the newest order, or None."""
        self.ordered()
        return self._items.get(key)

    def body(self, item: Item) -> bytes:
        """Return the bytes of an item of the newest order."""
        return self._made(_WHOLE, item.key, self._making.body)

    def part(self, item: Item, part: str) -> bytes:
        """Return the bytes of a part of an item of the newest order."""
        return self._made(part, item.key, self._making.parts[part])

    def _made(self, part: str, key: str, make: Callable[[str], bytes]) -> bytes:
        place = (self._league, self._names[part], key)
        made = self._bodies.get(place)
        if made is None:
            made = make(key)
            self._bodies.keep(place, made)
        return made

    def _rebuilt(self, key: str) -> Item | None:
        self.spoil(key)
        item = self._making.item(key)
        if item is not None:
            self._items[key] = item
        else:
            self._turned_at.pop(key, None)
        return item


def _replace(ordered: list[Item], before: Item | None, after: Item | None) -> None:
    """Replace, remove or add an item of a list in order."""
    if before is not None and after is not None and before.order == after.order:
        ordered[bisect_left(ordered, after.order, key=_order)] = after
        return
    if before is not None:
        del ordered[bisect_left(ordered, before.order, key=_order)]
    if after is not None:
        ordered.insert(bisect_left(ordered, after.order, key=_order), after)


def _order(item: Item) -> Order:
    return item.order
