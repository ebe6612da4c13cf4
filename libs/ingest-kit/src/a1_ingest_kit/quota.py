"""Spending within a provider's quota: spread over what is left of its period, a reserve kept, cost known beforehand.

The provider's own headers are the last word on what remains, so replicas need no shared counter: each spends the
share of its leagues, and sees in the next answer what the others spent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

QuotaReading = Callable[[Mapping[str, str]], int | None]
"""What remains, from an answer's headers; None where they do not say."""

BURST = timedelta(days=1)
"""A day's worth may be spent at once; the rest comes with time."""
FORGET_AFTER = timedelta(hours=2)
LOOK_AGAIN = timedelta(hours=1)
"""A quota can be raised, so even a spent one is looked at again; looking costs nothing."""
LONGEST_STRETCH = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An account's terms. `spread`: over how long the remainder is spent; None: until the first of next month."""

    allotment: int
    """What a period holds, until a header says what remains."""
    reserve: int
    spread: timedelta | None = None


@dataclass(frozen=True, slots=True)
class _Demand:
    cost: int
    interval: timedelta
    seen_at: datetime


class Budget:
    """What one account may still spend here. `share` is this replica's part of it."""

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
        """By the provider's last word, less what was spent since."""
        return self._remaining

    def update_quota(self, remaining: int) -> None:
        """The provider's word. More than there ever was is a raised quota, to be divided anew."""
        self._remaining = remaining
        if remaining > self._highest:
            self._highest = remaining
            self._granted = self._grant()

    def rate(self, now: datetime) -> float:
        """What may be spent here per second, evenly, from now on."""
        spread = self._plan.spread if self._plan.spread is not None else until_next_month(now)
        return self._share * max(self._remaining - self._plan.reserve, 0) / max(spread.total_seconds(), 1.0)

    def register_demand(self, name: str, cost: int, interval: timedelta, now: datetime) -> None:
        """A target's wish: so much, so often. Targets no longer wished for are forgotten after a while."""
        self._demands[name] = _Demand(cost, interval, now)

    def stretched(self, interval: timedelta, now: datetime) -> timedelta:
        """The interval that the quota allows, so that all wished-for targets together last the period."""
        self._demands = {key: each for key, each in self._demands.items() if now - each.seen_at < FORGET_AFTER}
        wanted = sum(each.cost / max(each.interval.total_seconds(), 0.001) for each in self._demands.values())
        rate = self.rate(now)
        if rate <= 0:
            return max(interval, LONGEST_STRETCH)
        return min(interval * max(1.0, wanted / rate), max(interval, LONGEST_STRETCH))

    def wait_for(self, cost: int, now: datetime) -> timedelta | None:
        """None where the cost may be spent now; else how long to wait before looking again."""
        self._renew(now)
        if cost == 0:
            return None
        if self._remaining - cost < self._plan.reserve or cost > self._granted:
            return LOOK_AGAIN
        self._grow(cost, now)
        missing = cost - self._allowance
        if missing <= 0:
            return None
        rate = self.rate(now)
        return min(timedelta(seconds=min(missing / rate, 1e9)), LOOK_AGAIN) if rate > 0 else LOOK_AGAIN

    def spend(self, cost: int) -> None:
        """Counted when the call is sent; the answer's headers correct it."""
        self._allowance -= cost
        self._remaining -= cost
        self._granted -= cost

    def _grant(self) -> float:
        """The part of what may be spent at all that falls to this replica.

        Each keeps to its own, so the sum never passes the reserve, however old the view of what the others spent.
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
        """On the first of the month the provider gives anew what it gives a month."""
        period = (now.year, now.month)
        if period != self._period:
            self._period = period
            self._remaining = self._highest = max(self._remaining, self._plan.allotment)
            self._granted = self._grant()


def until_next_month(now: datetime) -> timedelta:
    """To the first of next month, midnight UTC, when quotas are given anew."""
    year, month = (now.year + 1, 1) if now.month == 12 else (now.year, now.month + 1)
    return datetime(year, month, 1, tzinfo=UTC) - now
