"""Everything the resolver knows of one league, derived only from the league's canonical records.

Restoring and running build the state from the same records by the same code, so both decide alike. Only `PieceMemory`
is not restored: it saves work and changes no result.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from a1_identity.blocks import BlockKey, announcement_of, block_of
from a1_mappers.memory import PieceMemory
from a1_resolving.contents_of_records import content_of, facts_of
from a1_resolving.current import Current
from a1_resolving.fences import Fences
from a1_resolving.life_spans import (
    KEPT_AFTER_REMOVAL,
    KEPT_UNNAMED,
    LIFE_SPANS,
    LifeSpans,
    after,
    article_ends_at,
    game_ends_at,
)
from a1_resolving.resolution import Change, Resolution
from a1_resolving.rosters import Rosters
from a1_resolving.schedule import Schedule
from a1_schemas import fast
from a1_schemas.causes import version_of
from a1_schemas.listing import Listing
from a1_schemas.providers import Provider
from a1_schemas.source_status import SourceStatus
from a1_schemas.vocabulary import Kind

NEVER = datetime.min.replace(tzinfo=UTC)

RecordName = tuple[Kind, str]

NamedRecords = Mapping[str, Mapping[str, Mapping[str, None]]]
"""The living records of one target: contest id → bookmaker → record keys."""


class LeagueState:
    """The current records of one league and the indexes that resolving reads.

    One task owns it at a time; it does no I/O. Lookups that return an iterator must be consumed before the state
    changes.
    """

    def __init__(self, league: str, spans: LifeSpans | None = LIFE_SPANS) -> None:
        self.league = league
        self.spans = spans
        """When games and articles end; None means that their age alone ends none of them."""
        self.now = NEVER
        self.listings: dict[str, Listing] = {}
        self.statuses: dict[str, SourceStatus] = {}
        self.unresolved: dict[BlockKey, None] = {}
        """Blocks restored but not resolved since: a crash may have published a listing without its game."""
        self.half_removed: dict[str, None] = {}
        """Keys of listings restored as removed: a crash may have published their removal without that of their game."""
        self._records: dict[Kind, dict[str, Current]] = {kind: {} for kind in Kind}
        self._blocks: dict[BlockKey, dict[str, None]] = {}
        self._announced: dict[tuple[BlockKey, date], dict[str, None]] = {}
        self._games: dict[str, dict[str, None]] = {}
        self._native: dict[tuple[str, str], dict[str, None]] = {}
        self._listed_by: dict[str, dict[str, None]] = {}
        self._pinned_to: dict[str, dict[str, None]] = {}
        self._own_ids: dict[str, str] = {}
        self._origins: dict[tuple[Kind, str], fast.Origin] = {}
        self._pieces: dict[tuple[str, Kind], dict[str, dict[str, dict[str, None]]]] = {}
        self._dependents: dict[tuple[str, str], dict[tuple[Kind, str], None]] = {}
        self._articles: dict[tuple[str, str], dict[str, None]] = {}
        self.rosters = Rosters()
        self.fences = Fences()
        self._due: Schedule[RecordName] = Schedule()
        self._games_due: Schedule[tuple[str]] = Schedule()
        self._memories: dict[str, PieceMemory] = {}
        self._reading: PieceMemory | None = None
        self._is_resolving = False

    def restore(self, kind: Kind, key: str, value: bytes | None, causes: Mapping[str, int]) -> bool:
        """Ingest one record of `normalized.<kind>`; `value` is None for a tombstone.

        The highest version of a key wins, in any order of the records. Returns False for a record that cannot be
        read, which changes nothing.
        """
        if not self._is_newer(kind, key, causes):
            return True
        try:
            self._ingest(kind, key, None if value is None else Current.read(value, causes), causes)
        except (ValueError, OverflowError):
            return False
        if kind is Kind.LISTINGS and value is not None:
            listing = self.listings[key]
            self.unresolved[block_of(listing)] = None
            if listing.removed is not None:
                self.half_removed[key] = None
        return True

    def _is_newer(self, kind: Kind, key: str, causes: Mapping[str, int]) -> bool:
        """Whether a record follows what is known of its key.

        After a tombstone any later cause will do: older writers did not continue the causes of an ended key.
        """
        known = self._records[kind].get(key)
        if known is not None:
            return version_of(causes) > version_of(known.causes)
        ended = self.fences.causes(kind, key)
        return not ended or any(offset > ended.get(topic, -1) for topic, offset in causes.items())

    def _ingest(self, kind: Kind, key: str, record: Current | None, causes: Mapping[str, int]) -> None:
        content = None if record is None else content_of(kind, record)
        self.rosters.ingest(kind, key, record)
        self.fences.note(kind, key, causes if record is None else None)
        if record is None:
            self._forget(kind, key)
            self._records[kind].pop(key, None)
            self._due.set((kind, key), None)
            return
        self._records[kind][key] = record
        self._due.set((kind, key), self._ends_at(kind, record))
        if isinstance(content, Listing):
            self._forget_listing(key)
            self._note_listing(key, content)
        elif isinstance(content, SourceStatus):
            self._note_status(key, content)
        elif record.is_removed:
            self._place(kind, key, None)
        elif content is not None:
            self._place(kind, key, content)

    def apply(self, resolution: Resolution) -> None:
        """Apply the changes of a resolution and keep the memory of the body just read."""
        for change in resolution.changes:
            self._forget_pieces(change)
            listed = self.listings.get(change.key) if change.kind is Kind.LISTINGS else None
            self._ingest(change.kind, change.key, change.record, change.causes)
            if listed is not None and facts_of(listed) != facts_of(self.listings.get(change.key)):
                self._forget_lists(listed, change.target)
        if self._reading is not None:
            self._reading.keep()
            self._reading = None
        if self._is_resolving:
            self.unresolved.clear()
            self.half_removed.clear()
            self._is_resolving = False
        self.fences.turn(self.now)

    def reading(self, target: str) -> PieceMemory:
        """Return the memory for the next body of this target. Discards notes of a body that was never applied."""
        memory = self._memories.setdefault(target, PieceMemory())
        memory.forget()
        self._reading = memory
        return memory

    def abandon(self) -> None:
        """Discard the memory of the current body, which could not be read completely."""
        if self._reading is not None:
            self._reading.forget()
            self._reading = None

    def resolving(self) -> None:
        """Mark all unresolved blocks as resolved by the resolution about to be applied."""
        self._is_resolving = True

    def current(self, kind: Kind, key: str) -> Current | None:
        """Return a record, living or removed, or None."""
        return self._records[kind].get(key)

    def living(self, kind: Kind) -> Iterator[tuple[str, Current]]:
        """Iterate over the keys and records of a kind that are not removed."""
        return ((key, record) for key, record in self._records[kind].items() if not record.is_removed)

    def block(self, key: BlockKey) -> Iterator[str]:
        """Iterate over the keys of the listings with these two sides, including removed ones."""
        yield from self._blocks.get(key, ())

    def announced(self, pair: BlockKey, day: date) -> Iterator[str]:
        """Iterate over the keys of the listings first announced for this pair and day, including removed ones."""
        yield from self._announced.get((pair, day), ())

    def game(self, event_id: str) -> Iterator[str]:
        """Iterate over the keys of the listings of one game."""
        yield from self._games.get(event_id, ())

    def game_id(self, event_id: str) -> str:
        """Return the id of the game that this id or alias refers to, or the argument if there is none."""
        key = self._own_ids.get(event_id)
        return event_id if key is None else self.listings[key].event_id

    def pinned_to(self, key: str) -> Iterator[str]:
        """Iterate over the keys of the listings pinned to this one."""
        yield from self._pinned_to.get(key, ())

    def listings_of(self, provider: Provider, native_id: str) -> Iterator[str]:
        """Iterate over the keys of a provider's listings that have this game id as their own or as another id."""
        yield from self._native.get((provider, native_id), ())

    def listed_by(self, target: str) -> Iterator[str]:
        """Iterate over the keys of the listings in this target's newest complete list."""
        yield from self._listed_by.get(target, ())

    def pieces(self, target: str, kind: Kind) -> NamedRecords:
        """Return the living records of a kind that this target last wrote."""
        return self._pieces.get((target, kind), {})

    def dependents(self, provider: Provider, native_id: str) -> Iterator[tuple[Kind, str]]:
        """Iterate over the names of the living records that belong to this provider's contest."""
        yield from self._dependents.get((provider, native_id), ())

    def articles(self, provider: Provider, event_id: str) -> Iterator[str]:
        """Iterate over the keys of a provider's living articles that mention this game."""
        yield from self._articles.get((provider, event_id), ())

    def due(self, now: datetime) -> list[RecordName]:
        """Return the names of the removed records and the articles that may end by `now`, in a fixed order."""
        return self._due.due(now)

    def due_games(self, now: datetime) -> list[str]:
        """Return the ids of the games that may end by `now`, in a fixed order."""
        return [event_id for (event_id,) in self._games_due.due(now)]

    def _ends_at(self, kind: Kind, record: Current) -> datetime | None:
        if record.is_removed:
            return after(record.changed_at, KEPT_AFTER_REMOVAL)
        return article_ends_at(record, self.spans) if kind is Kind.NEWS and self.spans is not None else None

    def _note_end_of_game(self, event_id: str) -> None:
        """Set when a game ends at the earliest, after its listings have changed."""
        members = [self.listings[key] for key in self.game(event_id)]
        living = [member for member in members if member.removed is None]
        since = [member.unnamed_since for member in living]
        ends = [None if self.spans is None else game_ends_at(living, self.spans)]
        if living and None not in since:
            ends.append(after(max(time for time in since if time is not None), KEPT_UNNAMED))
        self._games_due.set((event_id,), min((time for time in ends if time is not None), default=None))

    def _forget_pieces(self, change: Change) -> None:
        """Discard the memory of a record's own target when another target's body changed the record.

        The next body of its own target is then read completely.
        """
        before = self._origins.get((change.kind, change.key))
        if before is not None and before.target != change.target:
            self._memories.pop(before.target, None)

    def _forget_lists(self, listing: Listing, changed_by: str) -> None:
        """Discard the memory of all other targets that contain a listing whose facts one target changed."""
        for target in (listing.target, *listing.named_by):
            if target != changed_by:
                self._memories.pop(target, None)

    def _note_listing(self, key: str, listing: Listing) -> None:
        self.listings[key] = listing
        self._blocks.setdefault(block_of(listing), {})[key] = None
        self._games.setdefault(listing.event_id, {})[key] = None
        if (first := announcement_of(listing)) is not None:
            self._announced.setdefault(first, {})[key] = None
        for native_id in (listing.native_id, *listing.also_ids):
            self._native.setdefault((listing.provider, native_id), {})[key] = None
        for target in listing.named_by:
            self._listed_by.setdefault(target, {})[key] = None
        if listing.pinned is not None:
            self._pinned_to.setdefault(listing.pinned, {})[key] = None
        self._own_ids[listing.own_id] = key
        self._note_end_of_game(listing.event_id)

    def _forget_listing(self, key: str) -> None:
        listing = self.listings.pop(key, None)
        if listing is None:
            return
        self._blocks[block_of(listing)].pop(key, None)
        self._games[listing.event_id].pop(key, None)
        if (first := announcement_of(listing)) is not None:
            self._announced[first].pop(key, None)
        for native_id in (listing.native_id, *listing.also_ids):
            self._native[listing.provider, native_id].pop(key, None)
        for target in listing.named_by:
            self._listed_by[target].pop(key, None)
        if listing.pinned is not None:
            self._pinned_to[listing.pinned].pop(key, None)
        if self._own_ids.get(listing.own_id) == key:
            self._own_ids.pop(listing.own_id)
        self._note_end_of_game(listing.event_id)

    def _note_status(self, key: str, status: SourceStatus) -> None:
        self.statuses[key] = status
        if status.last_content_at is not None and status.last_content_at > self.now:
            self.now = status.last_content_at

    def _place(self, kind: Kind, key: str, origin: fast.Origin | None) -> None:
        """Index a record by its origin; None removes it from the indexes."""
        before = self._origins.get((kind, key))
        if before == origin:
            return
        if before is not None:
            self._unlink(kind, key, self._origins.pop((kind, key)))
        if origin is not None:
            self._origins[kind, key] = origin
            self._link(kind, key, origin)

    def _link(self, kind: Kind, key: str, origin: fast.Origin) -> None:
        pieces = self._pieces.setdefault((origin.target, kind), {}).setdefault(origin.native_event_id, {})
        pieces.setdefault(origin.bookmaker, {})[key] = None
        self._dependents.setdefault((origin.provider, origin.native_event_id), {})[kind, key] = None
        for event_id in origin.event_ids:
            self._articles.setdefault((origin.provider, event_id), {})[key] = None

    def _unlink(self, kind: Kind, key: str, origin: fast.Origin) -> None:
        by_contest = self._pieces[origin.target, kind]
        by_bookmaker = by_contest[origin.native_event_id]
        by_bookmaker[origin.bookmaker].pop(key)
        if not by_bookmaker[origin.bookmaker]:
            by_bookmaker.pop(origin.bookmaker)
        if not by_bookmaker:
            by_contest.pop(origin.native_event_id)
        self._dependents[origin.provider, origin.native_event_id].pop((kind, key))
        for event_id in origin.event_ids:
            self._articles[origin.provider, event_id].pop(key)

    def _forget(self, kind: Kind, key: str) -> None:
        """Remove a record from every index."""
        if kind is Kind.LISTINGS:
            self._forget_listing(key)
        elif kind is Kind.SOURCES:
            self.statuses.pop(key, None)
            self._memories.pop(key, None)
        self._place(kind, key, None)
