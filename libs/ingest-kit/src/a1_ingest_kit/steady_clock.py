"""A clock for durations: the wall clock as it was at its start, moved on by the monotonic clock.

Budgets and circuits count with it, so a step of the wall clock neither grants an hour's quota nor prolongs a rest.
"""

from datetime import datetime, timedelta

from a1_service_kit.clock import Clock


class SteadyClock:
    """Never steps."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began_at = clock.now()
        self._began_s = clock.monotonic()

    def now(self) -> datetime:
        """Return the instant at which the wall clock would be without its steps since the start."""
        return self._began_at + timedelta(seconds=self._clock.monotonic() - self._began_s)
