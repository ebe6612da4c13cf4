"""Something that is away for now: its failures are noted with a line a minute, and waited for in place."""

from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger

BACKOFF_S = (0.1, 0.5, 1.0, 2.0)
_LINE_EVERY_S = 60.0


class Outage:
    """The failures in a row of one thing that is retried in place.

    `event` is the name of its log line, which is written at the first failure and once a minute after it.
    """

    def __init__(self, event: str, clock: Clock, **facts: object) -> None:
        self._event = event
        self._event_over = f"{event}.over"
        self._clock = clock
        self._facts = facts
        self._failures = 0
        self._logged_at = float("-inf")
        self._logger = get_logger("a1.outage")

    def note(self, error: BaseException) -> None:
        """Count a failure, and log it where a line is due."""
        self._failures += 1
        if self._clock.monotonic() - self._logged_at >= _LINE_EVERY_S:
            self._logged_at = self._clock.monotonic()
            self._logger.warning(self._event, error=type(error).__name__, failures=self._failures, **self._facts)

    async def wait(self, error: BaseException) -> None:
        """Note a failure and block for the backoff: 0.1 s at first, 2 s at most."""
        self.note(error)
        await self._clock.sleep(BACKOFF_S[min(self._failures, len(BACKOFF_S)) - 1])

    def end(self) -> None:
        """It answers: the next failure is a first one."""
        if self._failures > 1:
            self._logger.info(self._event_over, failures=self._failures, **self._facts)
        self._failures = 0
        self._logged_at = float("-inf")
