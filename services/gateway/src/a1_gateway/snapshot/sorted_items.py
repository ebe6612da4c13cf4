"""The items of one list in their fixed order, rebuilt only where their records changed."""

from collections.abc import Callable

from a1_gateway.snapshot.items import Item


class SortedItems:
    """Items by key. `build` returns the item of a key, or None if there is nothing to show."""

    def __init__(self, build: Callable[[str], Item | None]) -> None:
        self._build = build
        self._items: dict[str, Item] = {}
        self._ordered: list[Item] = []
        self._dirty: set[str] = set()

    def touch(self, key: str) -> None:
        """Mark an item whose records may have changed."""
        self._dirty.add(key)

    def ordered(self) -> list[Item]:
        """Return all items in order. Callers may keep the list: it is replaced, never mutated."""
        if self._dirty:
            for key in sorted(self._dirty):
                item = self._build(key)
                if item is None:
                    self._items.pop(key, None)
                else:
                    self._items[key] = item
            self._dirty.clear()
            self._ordered = sorted(self._items.values(), key=lambda item: item.order)
        return self._ordered
