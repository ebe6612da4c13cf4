"""The bytes of the last body, piece by piece, so that what did not change is not decoded again.

Never restored: after a restart the first body of a target is read whole. What is noted while a body is read counts only
once the body's effects are known to be out (`keep`); until then `forget` takes it back.
"""

from collections.abc import Mapping
from typing import Any


class PieceMemory:
    """The last bytes of each piece of one target. Keys are the mapper's own."""

    __slots__ = ("_kept", "_kept_parts", "_noted", "_noted_parts")

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._noted: dict[str, bytes] = {}
        self._kept_parts: dict[str, Mapping[bytes, Any]] = {}
        self._noted_parts: dict[str, Mapping[bytes, Any]] = {}

    def is_same(self, key: str, piece: bytes) -> bool:
        """Whether the piece is byte for byte that of the last body; notes it."""
        self._noted[key] = piece
        return self._kept.get(key) == piece

    def last_parts(self, whole: str) -> Mapping[bytes, Any] | None:
        """What was noted of a whole's parts in the last body, by their bytes; None where the whole was not in it."""
        return self._kept_parts.get(whole)

    def note_parts(self, whole: str, parts: Mapping[bytes, Any]) -> None:
        """Note a whole by its parts: those that were read, with what the mapper wants to know of them again."""
        self._noted_parts[whole] = parts

    def keep(self) -> None:
        """The body was handled whole: its pieces are now the last ones."""
        self._kept, self._noted = self._noted, {}
        self._kept_parts, self._noted_parts = self._noted_parts, {}

    def forget(self) -> None:
        """The body was not handled whole: nothing of it counts."""
        self._noted = {}
        self._noted_parts = {}
