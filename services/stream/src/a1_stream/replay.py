"""Every change since a position, read from the log again: for a subscription that is behind and wants them all.

The log has every change for as long as compaction waits. A record that was late when it was first read is left out
again, and nothing is sent that the maps do not have yet.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from datetime import datetime, timedelta

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.structs import OffsetAndTimestamp

from a1_schemas.analytics_words import ViewKind
from a1_schemas.topics import partition_of, topic_of
from a1_schemas.vocabulary import RemovalReason
from a1_stream.catching_up import Catch, Reader, catch_of, passing_record
from a1_stream.league_log import LeagueLog, Positions
from a1_stream.log_records import change_of
from a1_streaming.change_map import Change
from a1_streaming.frames import PART_BYTES

_WAIT_MS = 200
_CLOCKS_DIFFER = timedelta(seconds=2)
"""By how much the broker's clock, by which it compacts, may be ahead of ours."""
Fetched = Mapping[TopicPartition, Sequence[ConsumerRecord]]


def place_of(kind: ViewKind, league: str) -> TopicPartition:
    """Return where the records of a league and kind lie."""
    return TopicPartition(topic_of(kind), partition_of(league))


def position_before(found: OffsetAndTimestamp | None, end: int) -> int:
    """Return the position before the first record of a time, as a broker found it; the end where there is none yet.

    The embedded broker says that with a time of -1.
    """
    return end if found is None or (found.timestamp or 0) < 0 else min(end, found.offset - 1)


class ExpiredError(Exception):
    """Changes that follow the position may have left the log."""


class Replay:
    """Reads the partitions of a subscription's scope from where it stands."""

    def __init__(
        self,
        consumer: AIOKafkaConsumer,
        log: LeagueLog,
        reader: Reader,
        window: timedelta,
        now: Callable[[], datetime],
    ) -> None:
        self._consumer = consumer
        self._log = log
        self._reader = reader
        self._window = window
        self._now = now
        self._places = {kind: place_of(kind, log.league) for kind in reader.scope.kinds}
        self._removals: dict[tuple[ViewKind, str], Change] = {}
        """The removals that were read: a tombstone that follows has its reason and facts."""
        consumer.assign(list(self._places.values()))
        for kind, place in self._places.items():
            consumer.seek(place, reader.positions[kind] + 1)

    async def read(self) -> Generator[Catch]:
        """Return the frames of what was fetched next. Blocks for 0.2 s where there is nothing yet.

        The reader must stand where the last frame ended. Raises ExpiredError where changes may be missing, KafkaError.
        """
        positions = dict(self._reader.positions)
        fetched = await self._consumer.getmany(timeout_ms=_WAIT_MS)
        await self._check(positions)
        ends = {kind: await self._consumer.position(place) - 1 for kind, place in self._places.items()}
        return self._frames(fetched, ends)

    async def _check(self, positions: Positions) -> None:
        """Raise ExpiredError unless all that follows the positions is too young to be compacted."""
        young_ms = round((self._now() - self._window + _CLOCKS_DIFFER).timestamp() * 1_000)
        found = await self._consumer.offsets_for_times(dict.fromkeys(self._places.values(), young_ms))
        for kind, place in self._places.items():
            known = self._log.changes(kind)
            kept_after = position_before(found[place], known.end)
            if positions[kind] < max(kept_after, known.replayable_after):
                raise ExpiredError

    def _frames(self, fetched: Fetched, ends: Positions) -> Generator[Catch]:
        """Yield at least one frame, so that the cursor moves over what the filters hide."""
        at = dict(self._reader.positions)
        lasts = {kind: self._log.changes(kind).end for kind in self._places}
        for kind, last in lasts.items():
            if ends[kind] > last:
                self._consumer.seek(self._places[kind], last + 1)
        records: list[bytes] = []
        size = 0
        for kind, record in self._in_order(fetched, lasts):
            text = self._record(kind, record)
            if text is not None:
                if records and size + len(text) > PART_BYTES:
                    yield catch_of(self._log, self._reader, self._reader.cursor, at, records, 0)
                    records, size = [], 0
                records.append(text)
                size += len(text) + 1
            at[kind] = record.offset
        at = {kind: max(at[kind], min(ends[kind], last)) for kind, last in lasts.items()}
        yield catch_of(self._log, self._reader, self._reader.cursor, at, records, 0)

    def _in_order(self, fetched: Fetched, lasts: Positions) -> Generator[tuple[ViewKind, ConsumerRecord]]:
        for kind, place in self._places.items():
            for record in fetched.get(place, ()):
                if record.offset <= lasts[kind]:
                    yield kind, record

    def _record(self, kind: ViewKind, record: ConsumerRecord) -> bytes | None:
        """Return what the client gets for a record of the log; None for what it need not know."""
        if self._log.changes(kind).was_late(record.offset):
            return None
        try:
            change = change_of(kind, record)
        except ValueError:  # counted when the maps took it
            return None
        if change.is_tombstone:
            before = self._removals.get((kind, change.key))
            change.removed = RemovalReason.EXPIRED if before is None else before.removed
            change.known_facts = None if before is None else before.facts
        if change.value is None:
            self._removals[kind, change.key] = change
        return passing_record(self._reader.scope, change, self._reader.scope.filters.may_have_passed)
