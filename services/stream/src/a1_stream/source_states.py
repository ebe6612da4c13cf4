"""How late the truth of a league is: the worst state of its sources, as `/health` rolls them up."""

from datetime import datetime

import msgspec

from a1_schemas import fast
from a1_schemas.vocabulary import SourceReason, SourceState
from a1_streaming.change_map import ChangeMap

_SEVERITY = {SourceState.UP: 0, SourceState.RECOVERING: 1, SourceState.DELAYED: 2, SourceState.DOWN: 3}
_STATES = {str(state): state for state in SourceState}
_read = msgspec.json.Decoder(fast.SourceStatus).decode


class SourceStates:
    """The statuses of a league's targets, read once each."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[int, fast.SourceStatus]] = {}
        """By target the version that was read, and the status."""

    def worst(self, sources: ChangeMap, now: datetime) -> SourceState | None:
        """Return the worst state of the feeds, or None where there is none.

        A retired target (a finished game, a past day) counts only if its feed has no other. A status past its
        `valid_until` is down.
        """
        of_feed: dict[tuple[str, str], tuple[bool, SourceState]] = {}
        for status in self._statuses(sources):
            state = SourceState.DOWN if status.valid_until < now else _STATES.get(status.state, SourceState.DELAYED)
            feed = (status.provider, status.feed)
            found = (status.reason != SourceReason.DISABLED, state)
            of_feed[feed] = max(of_feed.get(feed, found), found, key=lambda each: (each[0], _SEVERITY[each[1]]))
        return max((state for _, state in of_feed.values()), key=_SEVERITY.__getitem__, default=None)

    def _statuses(self, sources: ChangeMap) -> list[fast.SourceStatus]:
        current: dict[str, tuple[int, fast.SourceStatus]] = {}
        for change in sources.living:
            known = self._read.get(change.key)
            if known is None or known[0] != change.version:
                try:
                    known = (change.version, _read(change.value or b""))
                except msgspec.DecodeError:
                    continue
            current[change.key] = known
        self._read = current
        return [status for _, status in current.values()]
