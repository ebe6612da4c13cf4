"""The file of a journal: records behind each other, each with its length and a checksum.

Each append is handed to the operating system at once, so it survives the death of the process. It is not synced, so
the death of the machine may cut the newest records. A cut end fails its checksum and is dropped.
"""

import fcntl
import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Self

import msgspec

_HEAD = struct.Struct(">II")


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A record to be sent."""

    topic: str
    partition: int
    key: bytes
    value: bytes | None
    headers: list[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry lies in the file, and what it is the newest of."""

    number: int
    """Of the entry, for as long as the file is open: it stays when the file is rewritten."""
    at: int
    size: int
    topic: str
    key: bytes


def record_of(entry: Entry) -> bytes:
    """Return the bytes of an entry in the file."""
    payload = msgspec.msgpack.encode(entry)
    return _HEAD.pack(len(payload), zlib.crc32(payload)) + payload


class JournalFile:
    """An append-only file that one process holds."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor
        self._numbers = count()
        self.size = 0

    @classmethod
    def take(cls, directory: Path, name: str) -> Self:
        """Open the first file of this name that no other process holds: that of an earlier life, or a new one."""
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = 0
        while True:
            path = directory / f"{name}.{number}.journal"
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                number += 1
            else:
                return cls(path, descriptor)

    def close(self) -> None:
        """Close the file, and remove it if it is empty."""
        if self.size == 0:
            self.path.unlink(missing_ok=True)
        os.close(self._descriptor)

    def scan(self) -> Iterator[Place]:
        """Yield the place of each entry. Cuts the file after the last whole one."""
        self.size = 0
        end = os.fstat(self._descriptor).st_size
        while (payload := self._payload(self.size, end)) is not None:
            entry = msgspec.msgpack.decode(payload, type=Entry)
            place = Place(next(self._numbers), self.size, _HEAD.size + len(payload), entry.topic, entry.key)
            self.size += place.size
            yield place
        os.ftruncate(self._descriptor, self.size)

    def append(self, entry: Entry, record: bytes) -> Place:
        """Write an entry as `record_of` gives it. Raises OSError where the disk is full, and cuts off what it wrote."""
        left = memoryview(record)
        place = Place(next(self._numbers), self.size, len(left), entry.topic, entry.key)
        try:
            while left:
                left = left[os.write(self._descriptor, left) :]
        except OSError:
            os.ftruncate(self._descriptor, self.size)
            raise
        self.size += place.size
        return place

    def read(self, place: Place) -> Entry:
        """Return the entry at a place."""
        payload = os.pread(self._descriptor, place.size - _HEAD.size, place.at + _HEAD.size)
        return msgspec.msgpack.decode(payload, type=Entry)

    def rewrite(self, places: list[Place]) -> list[Place]:
        """Keep only the entries at these places. Returns where they are now.

        The new file takes the old one's place as a whole, so a death in between loses nothing.
        """
        path = self.path.with_suffix(".rewriting")
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        moved: list[Place] = []
        at = 0
        for place in places:
            left = memoryview(os.pread(self._descriptor, place.size, place.at))
            while left:
                left = left[os.write(descriptor, left) :]
            moved.append(replace(place, at=at))
            at += place.size
        path.rename(self.path)
        os.close(self._descriptor)
        self._descriptor, self.size = descriptor, at
        return moved

    def clear(self) -> None:
        """Drop every entry."""
        os.ftruncate(self._descriptor, 0)
        self.size = 0

    def _payload(self, at: int, end: int) -> bytes | None:
        """Return the payload of the whole entry at an offset, or None."""
        if at + _HEAD.size > end:
            return None
        length, checksum = _HEAD.unpack(os.pread(self._descriptor, _HEAD.size, at))
        if at + _HEAD.size + length > end:
            return None
        payload = os.pread(self._descriptor, length, at + _HEAD.size)
        return payload if zlib.crc32(payload) == checksum else None
