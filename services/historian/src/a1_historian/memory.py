"""What the historian remembers of events and targets: the newest state of what it wrote, loaded where it is missing."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Generic, TypeVar

from a1_historian.changes import Known
from a1_historian.freshness import Span
from a1_historian.ledgers import Ledger
from a1_historian.starts import Game

SPANS_KEPT = 8
"""The newest spans of a target, for changes that are read a little after them."""
V = TypeVar("V")


class Recent(Generic[V]):
    """The most recently used values, at most so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[str, V] = OrderedDict()

    def __getitem__(self, key: str) -> V:
        self._values.move_to_end(key)
        return self._values[key]

    def __setitem__(self, key: str, value: V) -> None:
        self._values[key] = value
        self._values.move_to_end(key)

    def __len__(self) -> int:
        return len(self._values)

    def missing(self, keys: Iterable[str]) -> list[str]:
        """Return those keys that are not remembered, each once."""
        return [key for key in dict.fromkeys(keys) if key not in self._values]

    def trim(self) -> None:
        """Forget the longest unused beyond the bound. Never within a batch, which needs all that it loaded."""
        while len(self._values) > self._most:
            self._values.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()


class Memory:
    """The state that a batch is compared with. `events` bounds each of its parts."""

    def __init__(self, events: int) -> None:
        self.quotes: dict[Ledger, Recent[dict[str, dict[str, Known]]]] = {}
        """By ledger and event: the quotes of each record, by series."""
        self.games = Recent[Game | None](events)
        self.spans = Recent[list[Span]](events)
        self._events = events

    def of(self, ledger: Ledger) -> Recent[dict[str, dict[str, Known]]]:
        """Return the quotes of a ledger, by event."""
        return self.quotes.setdefault(ledger, Recent(self._events))

    def trim(self) -> None:
        """Keep within the bounds."""
        for part in (*self.quotes.values(), self.games, self.spans):
            part.trim()

    def clear(self) -> None:
        """Forget everything: what was compared with was not written."""
        for part in (*self.quotes.values(), self.games, self.spans):
            part.clear()
