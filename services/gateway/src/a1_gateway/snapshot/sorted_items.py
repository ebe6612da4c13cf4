"""The items of one list in their fixed order, rebuilt only where their records changed."""

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable

from a1_gateway.snapshot.items import Built, Item, Order

_BODY_BYTES = 4_000_000
"""Bytes kept of the items asked for last. A page of all bookmakers' odds has up to 2 MB."""
_FEW = 100
"""So many changes are cheaper to carry out one by one than by sorting again."""


class SortedItems:
    """Items by key. `build` returns the item of a key, or None if there is nothing to show."""

    def __init__(self, build: Callable[[str], Built | None]) -> None:
        self._build = build
        self._items: dict[str, Item] = {}
        self._ordered: list[Item] = []
        self._dirty: set[str] = set()
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._body_bytes = 0

    def touch(self, key: str) -> None:
        """Mark an item whose records may have changed."""
        self._dirty.add(key)

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
        key = item.order[1]
        body = self._bodies.get(key)
        if body is not None:
            self._bodies.move_to_end(key)
            return body
        built = self._build(key)
        if built is None:
            raise KeyError(key)
        self._keep(key, built.body)
        return built.body

    def _rebuilt(self, key: str) -> Item | None:
        self._body_bytes -= len(self._bodies.pop(key, b""))
        built = self._build(key)
        if built is None:
            return None
        self._items[key] = built.item
        self._keep(key, built.body)
        return built.item

    def _keep(self, key: str, body: bytes) -> None:
        self._bodies[key] = body
        self._body_bytes += len(body)
        while self._body_bytes > _BODY_BYTES and len(self._bodies) > 1:
            _, oldest = self._bodies.popitem(last=False)
            self._body_bytes -= len(oldest)


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
