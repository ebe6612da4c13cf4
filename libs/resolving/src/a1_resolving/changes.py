"""The changes of one input record over the state it found: each key once, and only records that differ."""

from collections.abc import Mapping
from datetime import datetime

from a1_identity.games import listing_order
from a1_resolving.current import Current, rest_of, split
from a1_resolving.league_state import LeagueState
from a1_resolving.listed_game import ListedGame, listed_game_of
from a1_resolving.resolution import Change
from a1_resolving.stamps import stamp_of
from a1_resolving.steps import AT_ONCE, Steps, finish
from a1_schemas.base import Message
from a1_schemas.listing import Listing
from a1_schemas.removal import removal_of
from a1_schemas.vocabulary import Kind, RemovalReason

_FIRST = (Kind.LISTINGS, Kind.EVENTS)
_ORDER = {
    kind: position for position, kind in enumerate((*_FIRST, *sorted({*Kind} - {*_FIRST, Kind.SOURCES}), Kind.SOURCES))
}


class Changes:
    """Collects the changes made by the input record at one offset of one topic.

    Reads see earlier writes of the same input record. The league state itself changes only in `LeagueState.apply`.
    """

    def __init__(self, state: LeagueState, topic: str, offset: int, now: datetime, target: str) -> None:
        self.state = state
        self.now = now
        self.fetched_at = now
        self.target = target
        self.moved: dict[tuple[Kind, str], str] = {}
        """Records rekeyed with their game: old name to new key."""
        self._topic = topic
        self._offset = offset
        self._values: dict[Kind, dict[str, Current | None]] = {}
        self._listings: dict[str, Listing] = {}
        self._read: dict[str, Listing] = {}
        """The listings looked up so far, as the state has them."""
        self._games: dict[str, ListedGame] = {}
        """The games of listings looked up so far, as they are now."""
        self._joined: dict[str, dict[str, None]] = {}
        """Keys of the listings written here, by every game they were written for."""
        self._stamps: dict[tuple[tuple[tuple[str, int], ...], bool, datetime], bytes] = {}
        """The stamps given so far: most of a body's records have the same few."""

    def current(self, kind: Kind, key: str) -> Current | None:
        """Return the record as it will be after these changes, or None."""
        written = self._values.get(kind)
        return written[key] if written is not None and key in written else self.state.current(kind, key)

    def is_living(self, kind: Kind, key: str) -> bool:
        """Whether the record will exist and will not be removed."""
        record = self.current(kind, key)
        return record is not None and not record.is_removed

    def stands_listed(self, key: str) -> bool:
        """Whether the input's target lists this listing already, and nothing about the listing was written here."""
        return (
            key not in self._listings
            and self.state.is_listed_by(self.target, key)
            and self.state.is_living(Kind.LISTINGS, key)
        )

    def listing(self, key: str) -> Listing | None:
        """Return the listing as it will be after these changes, or None."""
        return self._listings.get(key) or self.listing_before(key)

    def listing_before(self, key: str) -> Listing | None:
        """Return the listing as it was before these changes, or None."""
        found = self._read.get(key)
        if found is None and (found := self.state.listings.get(key)) is not None:
            self._read[key] = found
        return found

    def listed_game(self, key: str) -> ListedGame | None:
        """Return what records of its game follow from of a listing as it will be after these changes, or None."""
        found = self._games.get(key)
        if found is None:
            written = self._listings.get(key)
            found = self.state.listed_games.get(key) if written is None else listed_game_of(written)
            if found is not None:
                self._games[key] = found
        return found

    def written(self, kind: Kind) -> list[tuple[tuple[Kind, str], Current | None]]:
        """Return the records of a kind written so far, sorted by key. None as the record means a tombstone."""
        return [((kind, key), record) for key, record in sorted(self._values.get(kind, {}).items())]

    def unnamed(self) -> list[str]:
        """Return the games of the listings written here that no target of their provider lists, sorted."""
        written = self._listings.values()
        return sorted({listing.event_id for listing in written if listing.unnamed_since is not None})

    def game(self, event_id: str) -> list[Listing]:
        """Return the listings of a game as they will be, in key order."""
        keys = sorted({*self.state.game(event_id), *self._joined.get(event_id, ())})
        found = (self.listing(key) for key in keys)
        return [listing for listing in found if listing is not None and listing.event_id == event_id]

    def is_replaced(self, listing: Listing | ListedGame) -> bool:
        """Whether the provider has dropped this listing and lists the same game under another id."""
        if listing.unnamed_since is None:
            return False
        siblings = [other for other in self.game(listing.event_id) if other.provider == listing.provider]
        newest = max(siblings, key=lambda other: (other.unnamed_since is None, listing_order(other)), default=listing)
        return newest.native_id != listing.native_id

    def write(self, kind: Kind, key: str, message: Message) -> None:
        """Set a record's value. Version and time of change are computed here; an equal value is not a change."""
        self.write_rest(kind, key, rest_of(message))

    def write_rest(self, kind: Kind, key: str, rest: bytes) -> None:
        """Like `write`, for callers that already have the message's JSON from `observed_at` on."""
        self._set(kind, key, *split(rest), is_removed=False)

    def write_split(self, kind: Kind, key: str, origin: bytes, own: bytes) -> None:
        """Like `write`, for callers that already have the message's JSON, as `Current` holds it."""
        self._set(kind, key, origin, own, is_removed=False)

    def write_listing(self, key: str, listing: Listing) -> None:
        """Set a listing's value. Later reads of `listing` return it."""
        self._listings[key] = listing
        self._games.pop(key, None)
        self._joined.setdefault(listing.event_id, {})[key] = None
        self._set(Kind.LISTINGS, key, *split(rest_of(listing)), is_removed=listing.removed is not None)

    def remove(self, kind: Kind, key: str, reason: RemovalReason) -> None:
        """Mark a living record as removed. A record first written by this input is dropped without being published."""
        record = self.current(kind, key)
        if record is None or record.is_removed:
            return
        if self.state.current(kind, key) is None:
            del self._values[kind][key]
        else:
            self._set(kind, key, *split(removal_of(record.rest, reason)), is_removed=True)

    def leave(self, kind: Kind, key: str, reason: RemovalReason) -> None:
        """Remove a record whose value moves to another key. One that was not living before is left as it was."""
        if self.state.is_living(kind, key):
            self.remove(kind, key, reason)
        else:
            self._values.get(kind, {}).pop(key, None)

    def tombstone(self, kind: Kind, key: str) -> None:
        """Replace a record by a tombstone."""
        before = self.state.current(kind, key)
        if before is not None and before.causes.get(self._topic, -1) < self._offset:
            self._values.setdefault(kind, {})[key] = None

    def finish(self) -> tuple[Change, ...]:
        """Take all steps of `finish_in_steps` at once."""
        return finish(self.finish_in_steps())

    def finish_in_steps(self) -> Steps[tuple[Change, ...]]:
        """Return the changes in publishing order: listings, events, records that refer to them, source statuses.

        Removals follow the records that replace them: a crash between the two then loses neither.
        """
        changes: list[Change] = []
        for kind in sorted(self._values, key=_ORDER.__getitem__):
            written = self._values[kind]
            ended = {key for key, record in written.items() if record is None or record.is_removed}
            for number, key in enumerate((*sorted(written.keys() - ended), *sorted(ended))):
                if number % AT_ONCE == 0:
                    yield
                change = self._change(kind, key, written[key])
                if change is not None:
                    changes.append(change)
        return tuple(changes)

    def _set(self, kind: Kind, key: str, origin: bytes, own: bytes, *, is_removed: bool) -> None:
        before = self.state.current(kind, key)
        if before is None:
            stamp = self._stamp_after(self.state.fences.causes(kind, key), is_removed=is_removed)
        elif before.own == own and before.origin == origin:
            stamp = None
        else:
            origin = before.origin if before.origin == origin else origin
            stamp = self._stamp_after(before.causes, is_removed=is_removed)
        if stamp is None:
            self._values.get(kind, {}).pop(key, None)
        else:
            self._values.setdefault(kind, {})[key] = Current(stamp, origin, own)

    def _stamp_after(self, known: Mapping[str, int], *, is_removed: bool) -> bytes | None:
        """Return the stamp of a change after these causes, or None if they contain this input record already."""
        if known.get(self._topic, -1) >= self._offset:
            return None
        causes = {**known, self._topic: self._offset}
        name = (tuple(causes.items()), is_removed, self.fetched_at)
        stamp = self._stamps.get(name)
        if stamp is None:
            stamp = self._stamps[name] = stamp_of(causes, self.fetched_at, is_removed=is_removed)
        return stamp

    def _change(self, kind: Kind, key: str, record: Current | None) -> Change | None:
        if record is not None:
            return Change(kind, key, record, record.causes, self.target)
        before = self.state.current(kind, key)
        return before and Change(kind, key, None, {**before.causes, self._topic: self._offset}, self.target)
