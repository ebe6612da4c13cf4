"""Clocks that a test moves."""

import asyncio
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 25, 12, tzinfo=UTC)


class ManualClock:
    """Stands still until `advance`; a sleep ends when the clock has passed its end."""

    def __init__(self) -> None:
        self._elapsed_s = 0.0
        self._alarms: list[tuple[float, asyncio.Event]] = []

    def now(self) -> datetime:
        return START + timedelta(seconds=self._elapsed_s)

    def monotonic(self) -> float:
        return self._elapsed_s

    async def sleep(self, seconds: float) -> None:
        alarm = self._elapsed_s + seconds, asyncio.Event()
        self._alarms.append(alarm)
        try:
            await alarm[1].wait()
        finally:
            self._alarms.remove(alarm)

    @property
    def sleepers(self) -> int:
        """How many sleeps are under way."""
        return len(self._alarms)

    def advance(self, seconds: float) -> None:
        self._elapsed_s += seconds
        for ends_at, event in self._alarms:
            if ends_at <= self._elapsed_s:
                event.set()
