"""What an ingester learned while the broker was away, in order, on disk and bounded."""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import Field

from a1_ingest_kit.journal_file import Entry, JournalFile, Place, record_of
from a1_service_kit.logging import get_logger
from a1_service_kit.settings import Group

log = get_logger("a1.ingest.journal")

COMPACTED_BELOW = 0.75
"""A full journal is rewritten only where that leaves at most this part of its bound."""


_DISK_FULL_S = 1.0


class JournalSettings(Group):
    """Where answers are kept while Kafka is away."""

    directory: Path = Path(tempfile.gettempdir()) / "a1betting" / "journal"
    """Replicas on one machine share it. A container needs a volume here to keep answers over its own restart."""
    max_bytes: int = Field(default=1024**3, ge=128 * 1024**2)
    """At this size only the newest body of each target is kept; if that is not enough, no more is asked."""


class Journal:
    """Entries in order of arrival. Those of one key are sent in this order."""

    def __init__(self, file: JournalFile, max_bytes: int) -> None:
        self._file = file
        self._max_bytes = max_bytes
        self._places: list[Place] = list(file.scan())
        self._lock = asyncio.Lock()
        self._changed = asyncio.Condition()
        self.dropped = 0
        """Entries that gave way to a newer one of their target, since the start."""

    @property
    def records(self) -> int:
        """Entries that are not acknowledged."""
        return len(self._places)

    @property
    def size(self) -> int:
        """The size of the file."""
        return self._file.size

    async def filled(self) -> None:
        """Block while the journal is empty."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._places)

    async def emptied(self) -> None:
        """Block until every entry is acknowledged."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._places)

    async def append(self, entry: Entry) -> None:
        """Keep an entry. Blocks while the journal is full of newest bodies, or the disk is full."""
        record = record_of(entry)
        while not await self._has_kept(entry, record):
            await self.emptied()
            await asyncio.sleep(_DISK_FULL_S)
        await self._notify()

    async def first(self, count: int, max_bytes: int) -> dict[Place, Entry]:
        """Return the first entries: at most this many and, beyond the first, these bytes."""
        async with self._lock:
            chosen: list[Place] = []
            for place in self._places[:count]:
                if chosen and sum(each.size for each in chosen) + place.size > max_bytes:
                    break
                chosen.append(place)
            return await asyncio.to_thread(lambda: {place: self._file.read(place) for place in chosen})

    async def drop(self, places: Iterable[Place]) -> None:
        """Forget entries that are acknowledged."""
        async with self._lock:
            numbers = {place.number for place in places}
            self._places = [place for place in self._places if place.number not in numbers]
            if not self._places:
                self._file.clear()
        await self._notify()

    async def _has_kept(self, entry: Entry, record: bytes) -> bool:
        async with self._lock:
            try:
                if self._file.size + len(record) > self._max_bytes:
                    await asyncio.to_thread(self._compact)
                if self._file.size + len(record) <= self._max_bytes:
                    self._places.append(await asyncio.to_thread(self._file.append, entry, record))
                    return True
            except OSError as error:
                log.warning("journal.disk-full", error=error.strerror)
            else:
                log.warning("journal.full", bytes=self._file.size, records=len(self._places))
        return False

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _compact(self) -> None:
        """Rewrite the file with the newest entry of each key, in order, where that makes enough room."""
        newest = {(place.topic, place.key): place for place in self._places}
        kept = sorted(newest.values(), key=lambda place: place.at)
        if sum(place.size for place in kept) > COMPACTED_BELOW * self._max_bytes:
            return
        dropped = len(self._places) - len(kept)
        self._places = self._file.rewrite(kept)
        self.dropped += dropped
        log.warning("journal.compacted", dropped=dropped, kept=len(kept), bytes=self._file.size)


@asynccontextmanager
async def open_journal(settings: JournalSettings, service: str, bootstrap_servers: str) -> AsyncGenerator[Journal]:
    """Open the journal of a service for one Kafka, with what an earlier life of it left there."""
    cluster = hashlib.blake2b(bootstrap_servers.encode(), digest_size=4).hexdigest()
    file = await asyncio.to_thread(JournalFile.take, settings.directory, f"{service}.{cluster}")
    journal = await asyncio.to_thread(Journal, file, settings.max_bytes)
    if journal.records:
        log.warning("journal.found", records=journal.records, bytes=journal.size)
    try:
        yield journal
    finally:
        file.close()
