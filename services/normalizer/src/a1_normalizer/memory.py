"""The bytes of the last body, piece by piece, so that what did not change is not decoded again.

Never restored: after a restart the first body of a target is read whole. What is noted while a body is read counts only
once the body's effects are known to be out (`keep`); until then `forget` takes it back.
"""


class PieceMemory:
    """The last bytes of each piece of one target. Keys are the mapper's own."""

    __slots__ = ("_kept", "_noted")

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._noted: dict[str, bytes] = {}

    def is_same(self, key: str, piece: bytes) -> bool:
        """Whether the piece is byte for byte that of the last body; notes it."""
        self._noted[key] = piece
        return self._kept.get(key) == piece

    def keep(self) -> None:
        """The body was handled whole: its pieces are now the last ones."""
        self._kept, self._noted = self._noted, {}

    def forget(self) -> None:
        """The body was not handled whole: nothing of it counts."""
        self._noted = {}
