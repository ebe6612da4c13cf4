"""Which targets are proven at the league's newest time."""

import heapq
from datetime import datetime

from a1_schemas import fast
from a1_schemas.vocabulary import SourceState


class SourcesUp:
    """The targets that are up. A status counts until its `valid_until`."""

    def __init__(self) -> None:
        self.up: set[str] = set()
        self.known: set[str] = set()
        """Targets with a status that was seen. A body's first records are published before it."""
        self.turns = 0
        """How often a target turned up or down, or became known."""
        self._valid_until: dict[str, datetime] = {}
        self._ends: list[tuple[datetime, str]] = []

    def note(self, target: str, status: fast.SourceStatus | None, now: datetime) -> bool:
        """Take up a status; None removes it. Returns whether the target turned up or down, or became known."""
        was, knew = target in self.up, target in self.known
        if status is None:
            self.known.discard(target)
        else:
            self.known.add(target)
        if status is None or status.state == SourceState.DOWN or status.valid_until < now:
            self.up.discard(target)
            self._valid_until.pop(target, None)
        else:
            self.up.add(target)
            self._valid_until[target] = status.valid_until
            heapq.heappush(self._ends, (status.valid_until, target))
        has_turned = was != (target in self.up) or knew != (target in self.known)
        self.turns += has_turned
        return has_turned

    def expire(self, now: datetime) -> list[str]:
        """Return the targets whose status ended before this time since the last call."""
        expired: list[str] = []
        while self._ends and self._ends[0][0] < now:
            _, target = heapq.heappop(self._ends)
            if target in self.up and self._valid_until[target] < now:
                self.up.discard(target)
                expired.append(target)
        self.turns += len(expired)
        return expired
