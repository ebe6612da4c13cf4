"""What one input record changes, collected over the state it found: each key once, and only what really differs."""

from collections.abc import Iterator
from datetime import datetime

from a1_identity.games import listing_order
from a1_resolving.current import Current, rest_of
from a1_resolving.league_state import LeagueState
from a1_resolving.resolution import Change
from a1_schemas.base import Message
from a1_schemas.listing import Listing
from a1_schemas.removal import removal_of
from a1_schemas.vocabulary import Kind, RemovalReason

_ORDER = {kind: position for position, kind in enumerate((Kind.LISTINGS, Kind.EVENTS))}
_LAST = {Kind.SOURCES: 1}


class Changes:
    """The changes of the record at one position of one topic. Reading sees what was written."""

    def __init__(self, state: LeagueState, topic: str, offset: int, now: datetime, target: str) -> None:
        self.state = state
        self.now = now
        self.fetched_at = now
        self.target = target
        self.moved: dict[tuple[Kind, str], str] = {}
        """Records that went to another key with their game: the new key by the old one."""
        self._topic = topic
        self._offset = offset
        self._values: dict[tuple[Kind, str], Current | None] = {}
        self._listings: dict[str, Listing] = {}

    def current(self, kind: Kind, key: str) -> Current | None:
        """The record as it will be."""
        if (kind, key) in self._values:
            return self._values[kind, key]
        return self.state.current(kind, key)

    def is_living(self, kind: Kind, key: str) -> bool:
        """Whether there is such a record and it has not ended."""
        record = self.current(kind, key)
        return record is not None and not record.is_removed

    def listing(self, key: str) -> Listing | None:
        """The listing as it will be."""
        return self._listings.get(key) or self.state.listings.get(key)

    def written(self, kind: Kind) -> list[tuple[tuple[Kind, str], Current | None]]:
        """The records of a kind that change, by their keys."""
        return sorted((name, record) for name, record in self._values.items() if name[0] is kind)

    def unnamed(self) -> list[tuple[Kind, str]]:
        """The listings written here that their providers name no more."""
        found = sorted(key for key, listing in self._listings.items() if listing.unnamed_since is not None)
        return [(Kind.LISTINGS, key) for key in found]

    def game(self, event_id: str) -> list[Listing]:
        """The listings of a game as they will be, in the order of their keys."""
        keys = sorted({*self.state.game(event_id), *self._listings})
        found = (self.listing(key) for key in keys)
        return [listing for listing in found if listing is not None and listing.event_id == event_id]

    def is_replaced(self, listing: Listing) -> bool:
        """Whether its provider no longer names this listing, and has another for the same game that stands for it."""
        if listing.unnamed_since is None:
            return False
        siblings = [other for other in self.game(listing.event_id) if other.provider == listing.provider]
        newest = max(siblings, key=lambda other: (other.unnamed_since is None, listing_order(other)), default=listing)
        return newest.native_id != listing.native_id

    def write(self, kind: Kind, key: str, message: Message) -> None:
        """Give a record this value; its version and time of change are set here."""
        self._set(kind, key, rest_of(message), is_removed=False)

    def write_rest(self, kind: Kind, key: str, rest: bytes) -> None:
        """As `write`, where the message's JSON from `observed_at` on is already known."""
        self._set(kind, key, rest, is_removed=False)

    def write_listing(self, key: str, listing: Listing) -> None:
        """Give a listing this value, to be read again by those who resolve after."""
        self._listings[key] = listing
        self._set(Kind.LISTINGS, key, rest_of(listing), is_removed=listing.removed is not None)

    def remove(self, kind: Kind, key: str, reason: RemovalReason) -> None:
        """End a record, if it lives; one that nobody has seen yet is not written at all."""
        record = self.current(kind, key)
        if record is None or record.is_removed:
            return
        if self.state.current(kind, key) is None:
            del self._values[kind, key]
        else:
            self._set(kind, key, removal_of(record.rest, reason), is_removed=True)

    def tombstone(self, kind: Kind, key: str) -> None:
        """Leave nothing but a tombstone of a record that ended long ago."""
        if self.state.current(kind, key) is not None:
            self._values[kind, key] = None

    def finish(self) -> tuple[Change, ...]:
        """The changes: listings, then events, then what refers to them, then sources."""
        return tuple(self._ordered())

    def _set(self, kind: Kind, key: str, rest: bytes, *, is_removed: bool) -> None:
        before = self.state.current(kind, key)
        if before is not None:
            if before.rest == rest or before.causes.get(self._topic, -1) >= self._offset:
                self._values.pop((kind, key), None)
                return
            causes = {**before.causes, self._topic: self._offset}
        else:
            causes = {self._topic: self._offset}
        self._values[kind, key] = Current(rest, causes, self.fetched_at, is_removed)

    def _ordered(self) -> Iterator[Change]:
        for kind, key in sorted(self._values, key=self._turn):
            record = self._values[kind, key]
            if record is not None:
                yield Change(kind, key, record, record.causes, self.target)
            elif (before := self.state.current(kind, key)) is not None:
                yield Change(kind, key, None, {**before.causes, self._topic: self._offset}, self.target)

    def _turn(self, name: tuple[Kind, str]) -> tuple[int, int, Kind, bool, str]:
        """What has ended comes after what stands for it: a death between the two loses neither."""
        kind, key = name
        record = self._values[name]
        return (_LAST.get(kind, 0), _ORDER.get(kind, 9), kind, record is None or record.is_removed, key)
