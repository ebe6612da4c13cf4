"""Bytes of items that were asked for lately, within one bound for all lists of a process."""

from collections import OrderedDict

Place = tuple[str, str, str]
"""League, list, and the item's key."""

_MAX_BYTES = 16_000_000
"""A page of all bookmakers' odds has up to 2 MB."""


class Bodies:
    """Bytes by the place of their item. Those not asked for longest go first."""

    def __init__(self, max_bytes: int = _MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._kept: OrderedDict[Place, bytes] = OrderedDict()
        self._bytes = 0

    def get(self, place: Place) -> bytes | None:
        """Return the bytes kept of an item, or None."""
        body = self._kept.get(place)
        if body is not None:
            self._kept.move_to_end(place)
        return body

    def keep(self, place: Place, body: bytes) -> None:
        """Keep the bytes of an item. None of it may be kept yet."""
        self._kept[place] = body
        self._bytes += len(body)
        while self._bytes > self._max_bytes and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest)

    def drop(self, place: Place) -> None:
        """Drop the bytes of an item, if any are kept."""
        self._bytes -= len(self._kept.pop(place, b""))
