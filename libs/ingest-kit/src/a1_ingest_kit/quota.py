"""Spends within a provider's quota: spread over the rest of its period, keeping a reserve, at a cost known beforehand.

The provider's headers are authoritative for what remains, so replicas need no shared counter. Each spends the share of
its leagues, and the next response includes what the others spent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

QuotaReading = Callable[[Mapping[str, str]], int | None]
"""Reads the remaining quota from a response's headers; None if they do not report it."""

BURST = timedelta(days=1)
"""A day's worth may be spent at once; the rest accrues with time."""
FORGET_AFTER = timedelta(hours=2)
LOOK_AGAIN = timedelta(hours=1)
"""A quota can be raised, so even an exhausted one is checked again, which costs nothing."""
LONGEST_STRETCH = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The terms of an account.

    `spread` is the time the remainder must last; None means until the first of next month.
    """

    allotment: int
    """The quota of one period, assumed until a header reports what remains."""
    reserve: int
    spread: timedelta | None = None


@dataclass(frozen=True, slots=True)
class _Demand:
    cost: int
    interval: timedelta
    seen_at: datetime


class Budget:
    """What one account may still spend in this replica. `share` is the replica's part, between 0 and 1."""

    def __init__(self, plan: Plan, *, share: float, now: datetime, remaining: int | None = None) -> None:
        self._plan = plan
        self._share = share
        self._remaining = plan.allotment if remaining is None else remaining
        self._highest = self._remaining
        self._granted = self._grant()
        self._period = (now.year, now.month)
        self._demands: dict[str, _Demand] = {}
        self._allowed_at = now
        self._allowance = self._burst(now)

    @property
    def remaining(self) -> int:
        """The quota the provider last reported, less the spending since."""
        return self._remaining

    def update_quota(self, remaining: int) -> None:
        """Set the remaining quota as the provider reports it.

        More than ever before means a raised quota, which is shared again.
        """
        self._remaining = remaining
        if remaining > self._highest:
            self._highest = remaining
            self._granted = self._grant()

    def rate(self, now: datetime) -> float:
        """Return what this replica may spend per second so that the remainder lasts the period."""
        spread = self._plan.spread if self._plan.spread is not None else until_next_month(now)
        return self._share * max(self._remaining - self._plan.reserve, 0) / max(spread.total_seconds(), 1.0)

    def register_demand(self, name: str, cost: int, interval: timedelta, now: datetime) -> None:
        """Register what a target would cost and how often. Demands that are not renewed expire."""
        self._demands[name] = _Demand(cost, interval, now)

    def stretched(self, interval: timedelta, now: datetime) -> timedelta:
        """Return the interval, lengthened so that the quota lasts the period for all registered demands."""
        self._demands = {key: each for key, each in self._demands.items() if now - each.seen_at < FORGET_AFTER}
        wanted = sum(each.cost / max(each.interval.total_seconds(), 0.001) for each in self._demands.values())
        rate = self.rate(now)
        if rate <= 0:
            return max(interval, LONGEST_STRETCH)
        return min(interval * max(1.0, wanted / rate), max(interval, LONGEST_STRETCH))

    def wait_for(self, cost: int, now: datetime) -> timedelta | None:
        """Return None if the cost may be spent now, else how long to wait before trying again."""
        self._renew(now)
        if cost == 0:
            return None
        if self._remaining - cost < self._plan.reserve or cost > self._granted:
            return LOOK_AGAIN
        self._grow(cost, now)
        missing = cost - self._allowance
        if missing <= 0:
            return None
        # A cost within grant and remainder leaves both above zero, so the rate is above zero too.
        return timedelta(seconds=min(missing / self.rate(now), LOOK_AGAIN.total_seconds()))

    def spend(self, cost: int) -> None:
        """Deducts a cost when the request is sent. The response's headers correct it."""
        self._allowance -= cost
        self._remaining -= cost
        self._granted -= cost

    def _grant(self) -> float:
        """Return this replica's part of the quota above the reserve.

        No replica exceeds its own grant, so the sum never passes the reserve, however outdated each one's view is.
        """
        return self._share * max(self._remaining - self._plan.reserve, 0)

    def _grow(self, cost: int, now: datetime) -> None:
        elapsed = max((now - self._allowed_at).total_seconds(), 0.0)
        ceiling = max(self._burst(now), float(cost))
        self._allowance = min(self._allowance + elapsed * self.rate(now), ceiling)
        self._allowed_at = now

    def _burst(self, now: datetime) -> float:
        return self.rate(now) * BURST.total_seconds()

    def _renew(self, now: datetime) -> None:
        """Restore the monthly allotment on the first of the month."""
        period = (now.year, now.month)
        if period != self._period:
            self._period = period
            self._remaining = self._highest = max(self._remaining, self._plan.allotment)
            self._granted = self._grant()


def until_next_month(now: datetime) -> timedelta:
    """Return the time until quotas renew: midnight UTC on the first of next month."""
    year, month = (now.year + 1, 1) if now.month == 12 else (now.year, now.month + 1)
    return datetime(year, month, 1, tzinfo=UTC) - now
