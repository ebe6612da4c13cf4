"""The items of one list in their fixed order, rebuilt only where their records changed."""

from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from a1_gateway.snapshot.bodies import Bodies, Place
from a1_gateway.snapshot.items import Item, Order

_FEW = 100
"""So many changes are cheaper to carry out one by one than by sorting again."""


class Making(NamedTuple):
    """How the items of a list are made from their keys."""

    item: Callable[[str], Item | None]
    """None if there is nothing to show."""
    body: Callable[[str], bytes]
    """Only of keys that have an item."""


class SortedItems:
    """Items by key. Their bytes are kept in `bodies`, under the league and the list."""

    def __init__(self, making: Making, bodies: Bodies, league: str, name: str) -> None:
        self._making = making
        self._bodies = bodies
        self._league = league
        self._name = name
        self._items: dict[str, Item] = {}
        self._ordered: list[Item] = []
        self._dirty: set[str] = set()

    def touch(self, key: str) -> None:
        """Mark an item whose records may have changed."""
        self._dirty.add(key)

    def spoil(self, key: str) -> None:
        """Drop the bytes of an item, whose facts are as they were."""
        self._bodies.drop(self._place(key))

    def ordered(self) -> list[Item]:
        """Return all items in order. Callers may keep the list: it is replaced, never mutated."""
        if self._dirty:
            dirty, self._dirty = sorted(self._dirty), set()
            replaced = [(self._items.pop(key, None), self._rebuilt(key)) for key in dirty]
            if len(replaced) <= _FEW:
                self._ordered = _with(self._ordered, replaced)
            else:
                self._ordered = sorted(self._items.values(), key=_order)
        return self._ordered

    def body(self, item: Item) -> bytes:
        """Return the bytes of an item of the newest order."""
        place = self._place(item.key)
        body = self._bodies.get(place)
        if body is None:
            body = self._making.body(item.key)
            self._bodies.keep(place, body)
        return body

    def _rebuilt(self, key: str) -> Item | None:
        self.spoil(key)
        item = self._making.item(key)
        if item is not None:
            self._items[key] = item
        return item

    def _place(self, key: str) -> Place:
        return (self._league, self._name, key)


def _with(ordered: list[Item], replaced: list[tuple[Item | None, Item | None]]) -> list[Item]:
    """Return the items in order with a few of them replaced, removed or added."""
    changed = ordered.copy()
    for before, after in replaced:
        if before is not None:
            del changed[bisect_left(changed, before.order, key=_order)]
        if after is not None:
            changed.insert(bisect_left(changed, after.order, key=_order), after)
    return changed


def _order(item: Item) -> Order:
    return item.order
