"""The bytes of the last body, piece by piece, so that what did not change is not decoded again.

Never restored: after a restart the first body of a target is read whole. What is noted while a body is read counts only
once the body's effects are known to be out (`keep`); until then `forget` takes it back.
"""

from typing import Any


class PieceMemory:
    """The last bytes of each piece of one target. Keys are the mapper's own."""

    __slots__ = ("_kept", "_noted")

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}
        self._noted: dict[str, Any] = {}

    def is_same(self, key: str, piece: bytes) -> bool:
        """Whether the piece is byte for byte that of the last body; notes it."""
        self._noted[key] = piece
        return self._kept.get(key) == piece

    def drop(self, key: str) -> None:
        """Something of the piece was refused: it is read, and refused, again."""
        self._noted.pop(key, None)

    def last(self, key: str) -> Any:
        """What was noted under this key in the last body; None where nothing was."""
        return self._kept.get(key)

    def note(self, key: str, noted: object) -> None:
        """Note what the mapper wants to know when the next body is read."""
        self._noted[key] = noted

    def keep(self) -> None:
        """The body was handled whole: what was noted is now the last."""
        self._kept, self._noted = self._noted, {}

    def forget(self) -> None:
        """The body was not handled whole: nothing of it counts."""
        self._noted = {}
