"""Everything the resolver knows of one league, derived only from the league's canonical records.

Restoring and running build the state from the same records by the same code, so both decide alike.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

import msgspec

from a1_identity.blocks import BlockKey, block_of
from a1_mappers.memory import PieceMemory
from a1_resolving.contents_of_records import Content, content_of, facts_of, is_of_a_body, read_listing, target_of
from a1_resolving.current import Current
from a1_resolving.decoded import Decoded
from a1_resolving.fences import Fences
from a1_resolving.key_index import KeyIndex
from a1_resolving.life_spans import LIFE_SPANS, LifeSpans, ends_with_its_game, game_is_due_at, record_ends_at
from a1_resolving.listed_game import read_listed_game
from a1_resolving.listing_index import ListingIndex
from a1_resolving.memories import Memories
from a1_resolving.pieces import NamedRecords, Pieces, RecordName
from a1_resolving.player_index import PlayerIndex
from a1_resolving.resolution import Change, Resolution
from a1_resolving.roster_places import place_in
from a1_resolving.schedule import Schedule
from a1_resolving.statuses import Status, read_status
from a1_resolving.steps import Steps, finish
from a1_schemas import fast_origins
from a1_schemas.causes import version_of
from a1_schemas.listing import Listing
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind

NEVER = datetime.min.replace(tzinfo=UTC)


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
        self._records: dict[Kind, dict[str, Current]] = {kind: {} for kind in Kind}
        self.listings = Decoded(self._records[Kind.LISTINGS], read_listing, kept=16)  # of six kilobytes each
        self.listed_games = Decoded(self._records[Kind.LISTINGS], read_listed_game)
        self.statuses = Decoded(self._records[Kind.SOURCES], read_status)
        self.unresolved: dict[BlockKey, None] = {}
        """Blocks restored but not resolved since: a crash may have published a listing without its game."""
        self.half_removed: dict[str, None] = {}
        """Keys of listings restored as removed: a crash may have published their removal without that of their game."""
        self.players = PlayerIndex(league)
        self.fences = Fences()
        self._listing_index = ListingIndex()
        self._pieces = Pieces()
        self._articles: KeyIndex[tuple[str, str]] = KeyIndex()
        self._due: Schedule[RecordName] = Schedule()
        self._games_due: Schedule[tuple[str]] = Schedule()
        self._memories = Memories()
        self._is_resolving = False

    def restore(self, kind: Kind, key: str, value: bytes | None, causes: Mapping[str, int]) -> bool:
        """Ingest one record of `normalized.<kind>`; `value` is None for a tombstone.

        The highest version of a key wins, in any order. Returns False for an unreadable record, which changes nothing.
        """
        if not self._is_newer(kind, key, causes):
            return True
        try:
            record = None if value is None else Current.read(value, causes)
            self._ingest(kind, key, record, causes, self._content(kind, key))
        except (ValueError, OverflowError, msgspec.MsgspecError):
            return False
        if kind is Kind.LISTINGS and value is not None:
            listing = self.listings[key]
            self.unresolved[block_of(listing)] = None
            if listing.removed is not None:
                self.half_removed[key] = None
        return True

    def _is_newer(self, kind: Kind, key: str, causes: Mapping[str, int]) -> bool:
        """Whether a record follows what is known of its key. After a tombstone any later cause will do."""
        if (known := self._records[kind].get(key)) is not None:
            return version_of(causes) > version_of(known.causes)
        ended = self.fences.causes(kind, key)
        # Older writers did not continue the causes of an ended key.
        return not ended or any(offset > ended.get(topic, -1) for topic, offset in causes.items())

    def apply(self, resolution: Resolution) -> None:
        """Take all steps of `apply_in_steps` at once."""
        finish(self.apply_in_steps(resolution))

    def apply_in_steps(self, resolution: Resolution) -> Steps[None]:
        """Apply the changes of a resolution and keep the memory of the body just read."""
        for change in resolution.changes:
            yield
            if self._took_status(change) or self._took_values(change):
                continue
            before = self._content(change.kind, change.key)
            self._forget_pieces(change, before)
            listed = self.listings.get(change.key) if change.kind is Kind.LISTINGS else None
            self._ingest(change.kind, change.key, change.record, change.causes, before)
            if listed is not None and facts_of(listed) != facts_of(self.listings.get(change.key)):
                self._forget_lists(listed, change.target)
        self._memories.keep()
        if self._is_resolving:
            self.unresolved.clear()
            self.half_removed.clear()
            self.players.places.settle()
            self._is_resolving = False
        self.fences.turn(self.now)

    def reading(self, target: str) -> PieceMemory:
        """Return the memory for the next body of this target."""
        return self._memories.reading(target)

    def abandon(self) -> None:
        """Discard the memory of the current body, which could not be read completely."""
        self._memories.abandon()

    def resolving(self) -> None:
        """Mark all unresolved blocks and unsettled players as resolved by the resolution about to be applied."""
        self._is_resolving = True

    def current(self, kind: Kind, key: str) -> Current | None:
        """Return a record, living or removed, or None."""
        return self._records[kind].get(key)

    def is_living(self, kind: Kind, key: str) -> bool:
        """Whether there is a record that is not removed."""
        return (record := self._records[kind].get(key)) is not None and not record.is_removed

    def living(self, kind: Kind) -> Iterator[tuple[str, Current]]:
        """Iterate over the keys and records of a kind that are not removed."""
        return ((key, record) for key, record in self._records[kind].items() if not record.is_removed)

    def block(self, key: BlockKey) -> Iterator[str]:
        """Iterate over the keys of the listings with these two sides, including removed ones."""
        yield from self._listing_index.blocks.get(key)

    def announced(self, pair: BlockKey, day: date) -> Iterator[str]:
        """Iterate over the keys of the listings first announced for this pair and day, including removed ones."""
        yield from self._listing_index.announced.get((pair, day))

    def game(self, event_id: str) -> Iterator[str]:
        """Iterate over the keys of the listings of one game."""
        yield from self._listing_index.games.get(event_id)

    def game_id(self, event_id: str) -> str:
        """Return the id of the game that this id or alias refers to, or the argument if there is none."""
        key = self._listing_index.own_ids.get(event_id)
        return event_id if key is None else self.listings[key].event_id

    def pinned_to(self, key: str) -> Iterator[str]:
        """Iterate over the keys of the listings pinned to this one."""
        yield from self._listing_index.pinned_to.get(key)

    def listings_of(self, provider: Provider, native_id: str) -> Iterator[str]:
        """Iterate over the keys of a provider's listings that have this game id as their own or as another id."""
        yield from self._listing_index.native.get((provider, native_id))

    def listed_by(self, target: str) -> Iterator[str]:
        """Iterate over the keys of the listings in this target's newest complete list."""
        yield from self._listing_index.listed_by.get(target)

    def is_listed_by(self, target: str, key: str) -> bool:
        """Whether a listing is in this target's newest complete list."""
        return self._listing_index.listed_by.has(target, key)

    def pieces(self, target: str, kind: Kind) -> NamedRecords:
        """Return the living records of a kind that this target last wrote."""
        return self._pieces.of_target(target, kind)

    def dependents(self, provider: Provider, native_id: str) -> Iterator[RecordName]:
        """Iterate over the names of the living records that belong to this provider's contest."""
        return self._pieces.of_contest(provider, native_id)

    def articles(self, provider: Provider, event_id: str) -> Iterator[str]:
        """Iterate over the keys of a provider's living articles that mention this game."""
        yield from self._articles.get((provider, event_id))

    def due(self, now: datetime) -> list[RecordName]:
        """Return the names of the removed records and the articles that may end by `now`, in a fixed order."""
        return self._due.due(now)

    def due_games(self, now: datetime) -> list[str]:
        """Return the ids of the games that may end by `now`, in a fixed order."""
        return [event_id for (event_id,) in self._games_due.due(now)]

    def sizes(self) -> Mapping[str, int]:
        """Return how much of each kind of thing is held: records, remembered bodies, index entries, dues."""
        return {
            **{kind: len(records) for kind, records in self._records.items()},
            "memories": len(self._memories),
            "listing-index": len(self._listing_index),
            "pieces": len(self._pieces),
            "articles": len(self._articles),
            "player-index": len(self.players),
            "due": len(self._due) + len(self._games_due),
        }

    def _ingest(self, kind: Kind, key: str, record: Current | None, causes: Mapping[str, int], before: Content) -> None:
        """Take up a record, or a tombstone with these causes. A record that cannot be read raises; nothing changes."""
        content = None if record is None else content_of(kind, record)
        ends_at = None if record is None else record_ends_at(kind, record, self.spans)
        place = place_in(kind, key, record)
        if record is None:
            self._records[kind].pop(key, None)
        else:
            self._records[kind][key] = record
        self._due.set((kind, key), ends_at)
        self.fences.note(kind, key, causes if record is None else None)
        self.players.places.note(key, place)
        if kind is Kind.LISTINGS:
            self._index_listing(key, before, content)
        elif kind is Kind.SOURCES:
            self._note_status(key, content)
        elif before != content:
            if isinstance(before, fast_origins.Origin):
                self._unlink(kind, key, before)
            if isinstance(content, fast_origins.Origin):
                self._link(kind, key, content)

    def _took_status(self, change: Change) -> bool:
        """Take the next status of a target that has one, which needs no index. False for any other change."""
        if change.kind is not Kind.SOURCES or change.record is None or change.key not in self._records[Kind.SOURCES]:
            return False
        self._records[Kind.SOURCES][change.key] = change.record
        self.now = max(self.now, self.statuses[change.key].last_content_at or NEVER)
        return True

    def _took_values(self, change: Change) -> bool:
        """Take a change of prices, lines or statistics alone, by the record's own target. False for any other."""
        record, before = change.record, self._records[change.kind].get(change.key)
        if record is None or before is None or not record.has_facts_of(before):
            return False
        is_own = target_of(record.origin) == change.target
        if is_own:
            self._records[change.kind][change.key] = record
        return is_own

    def _content(self, kind: Kind, key: str) -> Content:
        """Return what the record stored under a key is indexed by."""
        if kind is Kind.LISTINGS:
            return self.listings.get(key)
        record = self._records[kind].get(key) if is_of_a_body(kind) else None
        return None if record is None else content_of(kind, record)

    def _index_listing(self, key: str, before: Content, listing: Content) -> None:
        event_ids: dict[str, None] = {}
        if isinstance(before, Listing):
            self._listing_index.remove(key, before)
            event_ids[before.event_id] = None
        if isinstance(listing, Listing):
            self.listings.keep(key, listing)
            self._listing_index.add(key, listing)
            event_ids[listing.event_id] = None
        for event_id in event_ids:
            self._note_end_of_game(event_id)

    def _note_end_of_game(self, event_id: str) -> None:
        """Set when a game ends at the earliest, after its listings have changed."""
        living = [member for key in self.game(event_id) if (member := self.listings[key]).removed is None]
        self._games_due.set((event_id,), game_is_due_at(living, self.spans))

    def _note_status(self, key: str, status: Content) -> None:
        if isinstance(status, Status):
            self.now = max(self.now, status.last_content_at or NEVER)
        else:
            self._memories.discard(key)

    def _link(self, kind: Kind, key: str, origin: fast_origins.Origin) -> None:
        self._pieces.add(kind, key, origin)
        for event_id in origin.event_ids:
            self._articles.add((origin.provider, event_id), key)
        self.players.add(origin)

    def _unlink(self, kind: Kind, key: str, origin: fast_origins.Origin) -> None:
        self._pieces.remove(kind, key, origin)
        for event_id in origin.event_ids:
            self._articles.remove((origin.provider, event_id), key)
        self.players.remove(origin)

    def _forget_pieces(self, change: Change, before: Content) -> None:
        """Discard the memory of a target whose record another input changed: its next body is read completely."""
        ends = change.record is not None and ends_with_its_game(change.record)
        if isinstance(before, fast_origins.Origin) and (ends or before.target != change.target):
            self._memories.discard(before.target)

    def _forget_lists(self, listing: Listing, changed_by: str) -> None:
        """Discard the memory of all other targets that contain a listing whose facts one target changed."""
        for target in (listing.target, *listing.named_by):
            if target != changed_by:
                self._memories.discard(target)
