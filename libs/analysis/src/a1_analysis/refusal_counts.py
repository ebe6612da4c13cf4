"""Counts of what is refused, by claim and reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from a1_analysis.found import RefusedClaim
from a1_analysis.game_ledger import Place
from a1_analysis.markets import Bet
from a1_analysis.outputs import Entry, Output, Trigger, changed
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import AnalyticsKind

_Cell = tuple[str, str]
"""Claim and reason."""


@dataclass(slots=True)
class _Count:
    count: int = 0
    now: int = 0
    last: wire.RefusalExample | None = None


class RefusalCounts:
    """How many combinations are refused now, and how often one began to be."""

    def __init__(self, league: str) -> None:
        self._league = league
        self._counts: dict[_Cell, _Count] = {}
        self._entries: dict[_Cell, Entry[wire.RefusalCount]] = {}
        self._touched: dict[_Cell, None] = {}

    def restore(self, entry: Entry[wire.RefusalCount]) -> None:
        """Take up what was published last. How many are refused now is found again."""
        message = entry.message
        cell = (message.kind, message.reason)
        self._entries[cell] = entry
        self._counts[cell] = _Count(message.count, 0, message.last)
        self._touched[cell] = None

    def replace(
        self,
        place: Place,
        before: Sequence[RefusedClaim],
        after: Sequence[RefusedClaim],
        now: datetime,
        *,
        is_new: bool,
    ) -> None:
        """Replace what is refused at a place. With `is_new` what was not refused there before is counted."""
        old, new = _by_cell(before), _by_cell(after)
        for cell in old.keys() - new.keys():
            self._cell(cell).now -= 1
        for cell, refusal in new.items():
            if cell in old:
                continue
            found = self._cell(cell)
            found.now += 1
            if is_new:
                found.count += 1
                found.last = _example(place, refusal, now)

    def outputs(self, trigger: Trigger) -> Iterable[Output]:
        """Yield the counts that changed since the last call."""
        touched, self._touched = self._touched, {}
        for cell in sorted(touched):
            claim, reason = cell
            found = self._counts[cell]
            message = wire.RefusalCount(
                league=self._league, kind=claim, reason=reason, count=found.count, now=found.now, last=found.last
            )
            key = f"{self._league}|{claim}|{reason}"
            made = changed(AnalyticsKind.REFUSALS, self._entries.get(cell), key, message, trigger)
            if made is not None:
                self._entries[cell], output = made
                yield output

    def _cell(self, cell: _Cell) -> _Count:
        self._touched[cell] = None
        return self._counts.setdefault(cell, _Count())


def _by_cell(refusals: Iterable[RefusedClaim]) -> dict[_Cell, RefusedClaim]:
    return {(str(each.claim), str(each.reason)): each for each in refusals}


def _example(place: Place, refusal: RefusedClaim, now: datetime) -> wire.RefusalExample:
    board, scope, line = (place.board, place.scope, place.line) if isinstance(place, Bet) else (place, None, None)
    return wire.RefusalExample(
        event_id=board.event_id,
        market=board.market,
        period=board.period,
        scope=scope,
        line=line,
        player_id=board.player_id,
        bookmakers=refusal.bookmakers,
        at=now,
    )
