"""The sandbox's time: the time of day, which can be stopped and goes on from where it stood."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def system_now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)


class PausableClock:
    """Reads as the time of day less all pauses."""

    def __init__(self, started_at: datetime, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.started_at = started_at
        self._monotonic = monotonic
        self._running_since: float | None = monotonic()
        self._elapsed = 0.0

    @property
    def paused(self) -> bool:
        return self._running_since is None

    def now(self) -> datetime:
        """The reading now; the same for as long as the clock is paused."""
        running = 0.0 if self._running_since is None else self._monotonic() - self._running_since
        return self.started_at + timedelta(seconds=self._elapsed + running)

    def pause(self) -> None:
        """Stop; a stopped clock stays where it is."""
        if self._running_since is not None:
            self._elapsed += self._monotonic() - self._running_since
            self._running_since = None

    def resume(self) -> None:
        """Go on from the reading at which it stopped."""
        if self._running_since is None:
            self._running_since = self._monotonic()
