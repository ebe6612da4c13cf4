"""Decides which targets are fresh, and until when, and rolls them up to provider, league and feed.

Rules of the roll-up:

* A status past its `valid_until` is `down` with reason `no-heartbeat`, even if other targets of the feed are up.
* Targets are added and retired with games and days. A retired target (`disabled`: a finished game, a past day) counts
  only if the feed has no other.
* The worst state of the targets that count is the feed's state, with its reason.
* `last_success_at` and `valid_until` are the newest of all its targets; `quota_remaining` is the lowest valid one.
"""

import heapq
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import msgspec

from a1_gateway.snapshot.annotations import Moment, one_of
from a1_schemas import fast
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import SourceReason, SourceState

_SEVERITY = {SourceState.UP: 0, SourceState.RECOVERING: 1, SourceState.DELAYED: 2, SourceState.DOWN: 3}


class Source(msgspec.Struct, frozen=True):
    """The state of one provider's feed of a league."""

    provider: Annotated[str, one_of(Provider)]
    league: str
    feed: str
    state: Annotated[str, one_of(SourceState)]
    reason: Annotated[str, one_of(SourceReason)]
    last_success_at: Moment | None
    valid_until: Moment

    @property
    def believed(self) -> tuple[str, ...]:
        """The part that an ETag covers: everything but the times of polls."""
        return (self.provider, self.league, self.feed, self.state, self.reason)


class SourceWithQuota(Source, frozen=True):
    """The source as health shows it."""

    quota_remaining: int | None = None


class Freshness:
    """The freshness of each target."""

    def __init__(self) -> None:
        self._statuses: dict[str, fast.SourceStatus] = {}
        self._fresh: set[str] = set()
        self._expiries: list[tuple[datetime, str]] = []

    @property
    def due(self) -> datetime | None:
        """The next instant at which a fresh target may become stale, or None."""
        return self._expiries[0][0] if self._expiries else None

    def is_fresh(self, target: str) -> bool:
        """Whether the target is fresh. An unknown target is not."""
        return target in self._fresh

    def any_fresh(self, targets: Iterable[str]) -> bool:
        return any(target in self._fresh for target in targets)

    def feed_is_fresh(self, provider: str, feed: str) -> bool:
        """Whether any target of the feed is fresh."""
        return any(
            status.provider == provider and status.feed == feed and target in self._fresh
            for target, status in self._statuses.items()
        )

    def note(self, target: str, status: fast.SourceStatus | None, now: datetime) -> bool:
        """Store a new status. Returns whether the target's freshness changed."""
        was = target in self._fresh
        if status is None:
            self._statuses.pop(target, None)
        else:
            self._statuses[target] = status
        now_fresh = status is not None and _state(status, now) is not SourceState.DOWN
        if now_fresh and status is not None:
            self._fresh.add(target)
            heapq.heappush(self._expiries, (status.valid_until, target))
        else:
            self._fresh.discard(target)
        return was != now_fresh

    def expire(self, now: datetime) -> list[str]:
        """Return the targets that became stale by time since the last call."""
        expired: list[str] = []
        while self._expiries and self._expiries[0][0] < now:
            _, target = heapq.heappop(self._expiries)
            status = self._statuses.get(target)
            if target in self._fresh and (status is None or status.valid_until < now):
                self._fresh.discard(target)
                expired.append(target)
        return expired

    def rolled_up(self, now: datetime) -> list[SourceWithQuota]:
        """Return one row for each provider and feed, in a fixed order."""
        groups: dict[tuple[str, str, str], list[fast.SourceStatus]] = {}
        for status in self._statuses.values():
            groups.setdefault((status.provider, status.league, status.feed), []).append(status)
        return [_roll_up(groups[key], now) for key in sorted(groups)]


def _state(status: fast.SourceStatus, now: datetime) -> SourceState:
    return SourceState.DOWN if status.valid_until < now else SourceState(status.state)


def _roll_up(statuses: list[fast.SourceStatus], now: datetime) -> SourceWithQuota:
    valid = [status for status in statuses if status.valid_until >= now]
    counting = [status for status in statuses if status.reason != SourceReason.DISABLED] or valid or statuses
    worst = max(counting, key=lambda status: (_SEVERITY[_state(status, now)], status.target))
    is_expired = worst.valid_until < now
    quotas = [status.quota_remaining for status in valid if status.quota_remaining is not None]
    first = statuses[0]
    return SourceWithQuota(
        provider=first.provider,
        league=first.league,
        feed=first.feed,
        state=_state(worst, now),
        reason=SourceReason.NO_HEARTBEAT if is_expired else worst.reason,
        last_success_at=max((s.last_success_at for s in statuses if s.last_success_at), default=None),
        valid_until=max(status.valid_until for status in statuses),
        quota_remaining=min(quotas, default=None),
    )
