"""One league's lists, built from its records."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from functools import partial

from a1_gateway.snapshot.bodies import Bodies
from a1_gateway.snapshot.builders import BUILDERS, Builder, Part
from a1_gateway.snapshot.fields import event_of_key, player_of_key
from a1_gateway.snapshot.items import Item, Resource
from a1_gateway.snapshot.league import LeagueRecords
from a1_gateway.snapshot.sorted_items import Making, SortedItems
from a1_schemas.analytics_words import AnalyticsKind, ViewKind
from a1_schemas.vocabulary import Kind
from a1_streaming.cursors import Cursor, encode_cursor


class ViewState(StrEnum):
    """How current a league's part of the view is."""

    COMPLETE = "complete"
    REBUILDING = "rebuilding"
    """The view is being filled. Earlier records are still served."""
    DISCONNECTED = "disconnected"
    """Redis is unavailable. The records read last are still served."""
    UNREAD = "unread"
    """Redis was never read, so there is nothing to serve."""


def _own(key: str) -> str:
    return key


_SHOWN_IN: dict[ViewKind, tuple[tuple[Resource, Callable[[str], str]], ...]] = {
    Kind.EVENTS: ((Resource.GAMES, _own), (Resource.ODDS, _own)),
    Kind.ODDS: ((Resource.ODDS, event_of_key),),
    Kind.PROPS: ((Resource.PROPS, _own),),
    Kind.NEWS: ((Resource.NEWS, _own),),
    AnalyticsKind.FAIR: ((Resource.FAIR, _own), (Resource.FAIR_PROPS, _own)),
    AnalyticsKind.OPPORTUNITIES: ((Resource.OPPORTUNITIES, _own),),
    AnalyticsKind.REFUSALS: ((Resource.REFUSALS, _own),),
    AnalyticsKind.PREDICTIONS: ((Resource.PREDICTIONS, _own),),
    AnalyticsKind.SCORECARDS: ((Resource.PERFORMANCE, _own),),
    Kind.INJURIES: ((Resource.INJURIES, player_of_key), (Resource.INJURIES_BY_PROVIDER, _own)),
}
"""The lists that show a kind, its own first, and the key of the item there. Listings and sources affect records that
depend on them.

Statistics are asked for by game alone, so no list of them is kept.
"""


class LeagueView:
    """A league's lists. `generation` increases whenever a response about the league may change.

    The bytes of its items are kept in `bodies`, which leagues may share.
    """

    def __init__(self, league: str, bodies: Bodies | None = None) -> None:
        self.league = league
        self.generation = 0
        self.state = ViewState.UNREAD
        self.in_step_at: float | None = None
        """When what is held was last found to equal a complete view in Redis, by the monotonic clock."""
        self.records = LeagueRecords(league, self)
        self._log: str | None = None
        self._positions: Mapping[ViewKind, int] = {}
        self._statistics_turned_at: dict[str, datetime] = {}
        """By game."""
        kept = bodies if bodies is not None else Bodies()
        self._sorted_items = {
            resource: SortedItems(self._making(builder), kept, league, resource)
            for resource, builder in BUILDERS.items()
        }

    def put(self, kind: ViewKind, key: str, value: bytes | None, now: datetime) -> None:
        """Store a field of the Redis view. None as the value removes it."""
        if self.records.put(kind, key, value, now):
            self.generation += 1

    def become(self, state: ViewState) -> None:
        if self.state is not state:
            self.state = state
            self.generation += 1

    def reach(self, log: str | None, positions: Mapping[ViewKind, int]) -> None:
        """Note that the records of each kind up to these offsets of a log were put. `log` is its epoch, if known."""
        if log != self._log:
            self.generation += 1
        self._log, self._positions = log, positions

    def cursor(self) -> str | None:
        """Return where a reader of what is held goes on in the log, or None where its epoch is unknown.

        It is a lower bound: everything up to it is held, and some of what is newer may be.
        """
        return encode_cursor(Cursor(self._log, self._positions)) if self._log else None

    def settle(self, now: datetime) -> int:
        """Expire what is no longer fresh. Returns the current generation."""
        due = self.records.freshness.due
        if due is not None and due < now and self.records.expire(now):
            self.generation += 1
        return self.generation

    def items(self, resource: Resource) -> list[Item]:
        """Return the items of any list but that of statistics, in order, until a record is put."""
        return self._sorted_items[resource].ordered()

    def item(self, resource: Resource, key: str) -> Item | None:
        """Return an item of any list but that of statistics, or None if there is none."""
        return self._sorted_items[resource].find(key)

    def turned_since(self, resource: Resource, since: datetime) -> Iterator[str]:
        """Yield the keys of a list's items that turned fresh or stale at or after a time."""
        return self._sorted_items[resource].turned_since(since)

    def statistics_turned_since(self, event_id: str, since: datetime) -> bool:
        """Whether any statistics of a game turned fresh or stale at or after a time."""
        turned_at = self._statistics_turned_at.get(event_id)
        return turned_at is not None and turned_at >= since

    def body(self, resource: Resource, item: Item) -> bytes:
        """Return the bytes of an item that `items` returned, if no record was put since."""
        return self._sorted_items[resource].body(item)

    def part(self, resource: Resource, item: Item, part: Part) -> bytes:
        """Return the bytes of a part of an item that `items` returned, if no record was put since."""
        return self._sorted_items[resource].part(item, part)

    def touch(self, kind: ViewKind, key: str) -> None:
        """Build what shows this record again."""
        if kind is Kind.EVENTS and self.records.record(kind, key) is None:
            self._statistics_turned_at.pop(key, None)
        for items, item_key in self._shown(kind, key):
            items.touch(item_key)

    def spoil(self, kind: ViewKind, key: str) -> None:
        """Build the bytes of what shows this record again."""
        for items, item_key in self._shown(kind, key):
            items.spoil(item_key)

    def turn(self, kind: ViewKind, key: str, now: datetime) -> None:
        """Build the bytes of what shows this record again: its item turned fresh or stale."""
        if kind is Kind.PLAYER_STATS:
            self._statistics_turned_at[key] = now
            return
        for items, item_key in self._shown(kind, key):
            items.turn(item_key, now)

    def _shown(self, kind: ViewKind, key: str) -> Iterator[tuple[SortedItems, str]]:
        for resource, item_key in _SHOWN_IN.get(kind, ()):
            yield self._sorted_items[resource], item_key(key)

    def _making(self, builder: Builder) -> Making:
        parts = {name: partial(make, self.records) for name, make in builder.parts.items()}
        return Making(partial(builder.item, self.records), partial(builder.body, self.records), parts)
