"""The piece memories of a league's targets. They are not restored: they save work and change no result."""

from a1_mappers.memory import PieceMemory


class Memories:
    """One memory for each target. One body at a time is read."""

    def __init__(self) -> None:
        self._by_target: dict[str, PieceMemory] = {}
        self._reading: PieceMemory | None = None

    def __len__(self) -> int:
        return len(self._by_target)

    def reading(self, target: str) -> PieceMemory:
        """Return the memory for the next body of this target. Discards notes of a body that was never applied."""
        memory = self._by_target.setdefault(target, PieceMemory())
        memory.forget()
        self._reading = memory
        return memory

    def keep(self) -> None:
        """Make what was noted of the current body what is known of its target, since its changes are applied."""
        if self._reading is not None:
            self._reading.keep()
            self._reading = None

    def abandon(self) -> None:
        """Discard the memory of the current body, which could not be read completely."""
        if self._reading is not None:
            self._reading.forget()
            self._reading = None

    def discard(self, target: str) -> None:
        """Discard all that is known of a target: its next body is read completely."""
        self._by_target.pop(target, None)
