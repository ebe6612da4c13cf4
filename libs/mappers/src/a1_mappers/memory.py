"""The bytes of a target's last body, piece by piece, so that unchanged pieces are not decoded again.

The memory is never restored: after a restart the first body of a target is read completely. Notes made while reading a
body become effective when its changes are applied (`keep`); until then `forget` discards them.
"""

from typing import Any


class PieceMemory:
    """The last bytes of each piece of one target. The mapper chooses the keys."""

    __slots__ = ("_doubled", "_kept", "_noted")

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}
        self._noted: dict[str, Any] = {}
        self._doubled: set[str] = set()
        """Keys of two different pieces of the current body."""

    def is_same(self, key: str, piece: bytes) -> bool:
        """Whether the piece equals that of the last body, byte for byte. Also notes the piece.

        Of a key with two different pieces both are read in every body, so that the same one comes last each time.
        """
        if self.is_other(key, piece):
            self._doubled.add(key)
        self._noted[key] = piece
        return key not in self._doubled and self._kept.get(key) == piece

    def is_other(self, key: str, piece: bytes) -> bool:
        """Whether the current body has had another piece of this key."""
        return self._noted.get(key, piece) != piece

    def drop(self, key: str) -> None:
        """Drop a noted piece because part of it was rejected, so that the next body reads and rejects it again."""
        self._noted.pop(key, None)

    def last(self, key: str) -> Any:
        """Return what was noted under this key in the last body, or None."""
        return self._kept.get(key)

    def note(self, key: str, noted: object) -> None:
        """Note a value for reading the next body."""
        self._noted[key] = noted

    def keep(self) -> None:
        """Make the current notes the last ones. Called when the body's changes are applied."""
        for key in self._doubled:
            self._noted.pop(key, None)
        self._kept, self._noted, self._doubled = self._noted, {}, set()

    def forget(self) -> None:
        """Discard the current notes. Called when the body could not be read completely."""
        self._noted, self._doubled = {}, set()

    def clear(self) -> None:
        """Discard everything, so that the next body is read completely."""
        self._kept, self._noted, self._doubled = {}, {}, set()
