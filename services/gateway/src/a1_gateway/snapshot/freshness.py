"""Decides which targets are fresh, and until when, and rolls them up to provider, league and feed.

Rules of the roll-up:

* A status past its `valid_until` is `down` with reason `no-heartbeat`, even if other targets of the feed are up.
* Targets are added and retired with games and days. A retired target (`disabled`: a finished game, a past day) counts
  only if the feed has no other.
* The worst state of the targets that count is the feed's state, with its reason.
* `last_success_at` and `valid_until` are the newest of all its targets; `quota_remaining` is the lowest valid one.
"""

import heapq
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import msgspec

from a1_gateway.snapshot.annotations import Moment, one_of
from a1_schemas import fast
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import SourceReason, SourceState

_SEVERITY = {SourceState.UP: 0, SourceState.RECOVERING: 1, SourceState.DELAYED: 2, SourceState.DOWN: 3}
_STATES = {str(state): state for state in SourceState}


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


_Feed = tuple[str, str, str]
"""Provider, league and feed."""


class Freshness:
    """The freshness of each target."""

    def __init__(self) -> None:
        self._statuses: dict[str, fast.SourceStatus] = {}
        self._fresh: set[str] = set()
        self._fresh_of_feed: Counter[tuple[str, str]] = Counter()
        self._expiries: list[tuple[datetime, str]] = []
        self._of_feed: dict[_Feed, dict[str, fast.SourceStatus]] = {}
        self._rows: dict[_Feed, tuple[datetime | None, SourceWithQuota]] = {}
        """The row of each feed whose statuses have not changed, and until when it holds."""

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
        return self._fresh_of_feed[provider, feed] > 0

    def note(self, target: str, status: fast.SourceStatus | None, now: datetime) -> bool:
        """Store a new status. Returns whether the target's freshness changed."""
        was = target in self._fresh
        self._forget(target)
        if status is not None:
            self._statuses[target] = status
            self._of_feed.setdefault(_feed_of(status), {})[target] = status
            self._rows.pop(_feed_of(status), None)
            if _state(status, now) is not SourceState.DOWN:
                self._fresh.add(target)
                self._fresh_of_feed[status.provider, status.feed] += 1
                heapq.heappush(self._expiries, (status.valid_until, target))
        return was != (target in self._fresh)

    def expire(self, now: datetime) -> list[str]:
        """Return the targets that became stale by time since the last call."""
        expired: list[str] = []
        while self._expiries and self._expiries[0][0] < now:
            _, target = heapq.heappop(self._expiries)
            status = self._statuses.get(target)
            if target in self._fresh and status is not None and status.valid_until < now:
                self._stale(target, status)
                expired.append(target)
        return expired

    def rolled_up(self, now: datetime) -> list[SourceWithQuota]:
        """Return one row for each provider and feed, in a fixed order."""
        return [self._row(feed, now) for feed in sorted(self._of_feed)]

    def _row(self, feed: _Feed, now: datetime) -> SourceWithQuota:
        until, row = self._rows.get(feed, (now, None))
        if row is None or (until is not None and until < now):
            statuses = list(self._of_feed[feed].values())
            row = _roll_up(statuses, now)
            until = min((each.valid_until for each in statuses if each.valid_until >= now), default=None)
            self._rows[feed] = (until, row)
        return row

    def _forget(self, target: str) -> None:
        before = self._statuses.pop(target, None)
        if before is None:
            return
        if target in self._fresh:
            self._stale(target, before)
        feed = _feed_of(before)
        self._rows.pop(feed, None)
        del self._of_feed[feed][target]
        if not self._of_feed[feed]:
            del self._of_feed[feed]

    def _stale(self, target: str, status: fast.SourceStatus) -> None:
        self._fresh.discard(target)
        self._fresh_of_feed[status.provider, status.feed] -= 1


def _feed_of(status: fast.SourceStatus) -> _Feed:
    return (status.provider, status.league, status.feed)


def _state(status: fast.SourceStatus, now: datetime) -> SourceState:
    """Return the state. A word that is newer than this process counts as delayed: the source is there, if not well."""
    return SourceState.DOWN if status.valid_until < now else _STATES.get(status.state, SourceState.DELAYED)


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
