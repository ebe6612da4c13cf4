"""The times at which records may end, soonest first."""

import heapq
from datetime import datetime
from typing import Generic, TypeVar

N = TypeVar("N", bound=tuple[str, ...])

_SLACK = 64
"""Outdated entries that are not worth a sweep."""


class Schedule(Generic[N]):
    """One time for each name. A name stays due until it has another time or none.

    So what is due follows from the present times alone and not from how they came about.
    """

    def __init__(self) -> None:
        self._times: dict[N, datetime] = {}
        self._heap: list[tuple[datetime, N]] = []
        self._reached: dict[N, None] = {}

    def __len__(self) -> int:
        """The number of entries held, outdated ones included."""
        return len(self._heap) + len(self._reached)

    def set(self, name: N, time: datetime | None) -> None:
        """Set when a name is due; None means never."""
        if self._times.get(name) == time:
            return
        self._reached.pop(name, None)
        if time is None:
            self._times.pop(name)
        else:
            self._times[name] = time
            heapq.heappush(self._heap, (time, name))
        if len(self._heap) > 2 * len(self._times) + _SLACK:
            self._heap = [(time, name) for name, time in self._times.items() if name not in self._reached]
            heapq.heapify(self._heap)

    def due(self, now: datetime) -> list[N]:
        """Return the names that are due by `now`, sorted."""
        while self._heap and self._heap[0][0] <= now:
            time, name = heapq.heappop(self._heap)
            if self._times.get(name) == time:
                self._reached[name] = None
        return sorted(name for name in self._reached if self._times[name] <= now)
