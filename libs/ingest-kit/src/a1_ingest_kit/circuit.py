"""A circuit breaker for one provider host: after failures or a rejection the host gets no requests for a while."""

import random
from datetime import datetime, timedelta

from a1_ingest_kit.waiting import backoff
from a1_schemas.vocabulary import PollReason

FAILURES_TO_OPEN = 5
FIRST_REST = timedelta(seconds=10)
LONGEST_REST = timedelta(seconds=30)

OUTAGES = frozenset({PollReason.TIMEOUT, PollReason.CONNECTION, PollReason.SERVER_ERROR})
"""Reasons that count against the host rather than against one request."""


class Circuit:
    """Opens after consecutive failures; after a rest, one probe decides whether it closes.

    A response class with a pause opens it at once.
    """

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._failures = 0
        self._openings = 0
        self._until: datetime | None = None
        self._probing = False
        self._cause = PollReason.CIRCUIT_OPEN
        self._because = PollReason.CIRCUIT_OPEN

    @property
    def is_open(self) -> bool:
        """Whether the host is left alone, or probed after that."""
        return self._until is not None

    @property
    def because(self) -> PollReason:
        """The newest failure that counts against the host."""
        return self._because

    def open_for(self, now: datetime) -> tuple[PollReason, timedelta] | None:
        """Return why and for how long no request may be sent, or None to let one pass. After a rest only one may."""
        if self._until is None:
            return None
        if now < self._until:
            return self._cause, self._until - now
        if self._probing:
            return self._cause, FIRST_REST
        self._probing = True
        return None

    def succeeded(self) -> None:
        """Record a response that is no failure. Closes the circuit."""
        self._failures = self._openings = 0
        self._until = None
        self._probing = False

    def failed(self, reason: PollReason, pause: timedelta | None, now: datetime) -> None:
        """Record a failure. With `pause` the circuit opens at once, for that long and with that reason."""
        probed, self._probing = self._probing, False
        if pause is not None:
            self._cause, self._because, self._until = reason, reason, now + pause
            return
        if reason not in OUTAGES:
            self.succeeded()
            return
        self._failures += 1
        self._because = reason
        if probed or self._failures >= FAILURES_TO_OPEN:
            self._openings += 1
            self._cause = PollReason.CIRCUIT_OPEN
            self._until = now + backoff(FIRST_REST, self._openings, LONGEST_REST, self._rng)

    def abandoned(self) -> None:
        """Release the probe of a request that was cancelled before it had a result."""
        self._probing = False
