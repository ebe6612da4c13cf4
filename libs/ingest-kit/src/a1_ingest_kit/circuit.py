"""One circuit breaker per provider host: a host that fails, or refuses us, is left alone for a while."""

import random
from datetime import datetime, timedelta

from a1_ingest_kit.waiting import backoff
from a1_schemas.vocabulary import PollReason

FAILURES_TO_OPEN = 5
FIRST_REST = timedelta(seconds=10)
LONGEST_REST = timedelta(seconds=30)

OUTAGES = frozenset({PollReason.TIMEOUT, PollReason.CONNECTION, PollReason.SERVER_ERROR})
"""What counts against the host, rather than against one request."""


class Circuit:
    """Closed until failures in a row open it; after its rest one probe decides. A verdict can open it at once."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._failures = 0
        self._openings = 0
        self._until: datetime | None = None
        self._probing = False
        self._cause = PollReason.CIRCUIT_OPEN

    def open_for(self, now: datetime) -> tuple[PollReason, timedelta] | None:
        """Why no request may be sent now, and for how long; None lets it pass (after a rest: one alone)."""
        if self._until is None:
            return None
        if now < self._until:
            return self._cause, self._until - now
        if self._probing:
            return self._cause, FIRST_REST
        self._probing = True
        return None

    def succeeded(self) -> None:
        """The host answered as it should."""
        self._failures = self._openings = 0
        self._until = None
        self._probing = False

    def failed(self, reason: PollReason, pause: timedelta | None, now: datetime) -> None:
        """The host failed; `pause` leaves it alone at once, for that long, for that reason."""
        probed, self._probing = self._probing, False
        if pause is not None:
            self._cause, self._until = reason, now + pause
            return
        if reason not in OUTAGES:
            self.succeeded()
            return
        self._failures += 1
        if probed or self._failures >= FAILURES_TO_OPEN:
            self._openings += 1
            self._cause = PollReason.CIRCUIT_OPEN
            self._until = now + backoff(FIRST_REST, self._openings, LONGEST_REST, self._rng)

    def abandoned(self) -> None:
        """A request that was let pass came to no end (its owner lost the league)."""
        self._probing = False
