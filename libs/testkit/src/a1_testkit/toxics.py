"""What a proxy does to the bytes of one direction, as a value: toxics, in Toxiproxy's words."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass

_READ_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Toxics:
    """One direction of each connection. The default passes everything on at once."""

    latency_s: float = 0.0
    jitter_s: float = 0.0
    """Added to the latency, at random between 0 and this. The order of bytes stays."""
    bandwidth: int | None = None
    """Bytes per second."""
    slice_bytes: int | None = None
    """Bytes of one write; longer reads are cut into writes of this size."""
    slice_pause_s: float = 0.0
    """Between two slices."""
    silent: bool = False
    """Nothing passes and nothing is closed. What was held back passes when this ends."""
    limit_bytes: int | None = None
    """The connection is closed after this many bytes of it."""
    slow_close_s: float = 0.0
    """A close is passed on after this time."""

    @property
    def read_bytes(self) -> int:
        """The bytes of one read: few where the bandwidth is bounded, so that the flow is even."""
        return _READ_BYTES if self.bandwidth is None else max(1, min(_READ_BYTES, self.bandwidth // 20))

    def slices(self, chunk: bytes) -> Iterator[bytes]:
        """Yield the writes of one read."""
        size = self.slice_bytes or max(len(chunk), 1)
        return (chunk[start : start + size] for start in range(0, len(chunk), size))

    async def delay(self, size: int, rng: random.Random) -> None:
        """Block for the latency and for the time that this many bytes take."""
        seconds = self.latency_s + (rng.uniform(0, self.jitter_s) if self.jitter_s else 0.0)
        if self.bandwidth is not None:
            seconds += size / self.bandwidth
        if seconds > 0:
            await asyncio.sleep(seconds)


CLEAN = Toxics()
SILENT = Toxics(silent=True)
