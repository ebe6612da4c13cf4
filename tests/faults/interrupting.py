"""Arms normalizers that interrupt themselves at an await point of a batch (`programs/interrupted.py`)."""

from pathlib import Path

from tests.faults.processes import Child
from tests.faults.rig import EMBEDDED, KAFKA, PROGRAMS, Rig

_SESSION_MS = {KAFKA: 6_000, EMBEDDED: 3_000}
"""The shortest session that Apache Kafka takes by default; the embedded broker takes any."""


class Interruptions:
    """The order that all replicas of a rig see, and what became of it."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self._folder = rig.folder / "interruptions"
        self._folder.mkdir()

    def normalizer(self, name: str, **environment: str) -> Child:
        """A normalizer that takes these orders, not yet started."""
        return self._rig.service(
            "normalizer",
            name,
            *(str(PROGRAMS / "interrupted.py"), str(self._folder)),
            KAFKA__SESSION_TIMEOUT_MS=str(_SESSION_MS[self._rig.kind]),
            KAFKA__HEARTBEAT_INTERVAL_MS="500",
            **environment,
        )

    def arm(self, half: str, point: int, signal: str) -> None:
        """The next batch of this half is interrupted at its point of this number, from 1."""
        for path in self._folder.iterdir():
            path.unlink()
        partial = Path(self._folder / "armed.new")
        partial.write_text(f"{half} {point} {signal}")
        partial.rename(self._folder / "armed")

    @property
    def reached(self) -> int | None:
        """The process id of the one that was interrupted."""
        return self._number("reached")

    @property
    def passed(self) -> int | None:
        """How many points a batch had that ended before the wanted one."""
        return self._number("passed")

    def _number(self, name: str) -> int | None:
        path = self._folder / name
        return int(path.read_text()) if path.exists() else None
