"""Writes records of one league: into the maps at once, or through a broker, as the resolver does."""

import json
from typing import Any

from aiokafka import AIOKafkaProducer

from a1_schemas.analytics_words import ViewKind
from a1_schemas.causes import format_causes
from a1_schemas.topics import partition_of, topic_of
from a1_schemas.vocabulary import Kind
from a1_stream.league_log import LeagueLog
from a1_streaming.change_map import read_change

EVENT = "evt_nba_aaaaaaaaaaaaaaaaaaaaaaaaaa"
OTHER_EVENT = "evt_nba_bbbbbbbbbbbbbbbbbbbbbbbbbb"


class LogWriter:
    """Every record has a version above all before it, unless one is given. Each kind has offsets of its own."""

    def __init__(self, log: LeagueLog | None = None) -> None:
        self.version = 0
        self._log = log

    async def put(self, key: str, kind: ViewKind = Kind.ODDS, *, version: int = 0, **fields: Any) -> int:
        """Write a record. Returns its version once it is read or acknowledged. `removed` makes it a removal."""
        self.version = version or self.version + 1
        message = {"version": self.version, "changed_at": "2026-11-29T00:00:00Z", "removed": None} | fields
        await self.send(kind, key, json.dumps(message, separators=(",", ":")).encode(), self.version)
        return self.version

    async def tombstone(self, key: str, kind: ViewKind = Kind.ODDS, *, version: int = 0) -> int:
        self.version = version or self.version + 1
        await self.send(kind, key, None, self.version)
        return self.version

    async def send(self, kind: ViewKind, key: str, value: bytes | None, version: int) -> None:
        assert self._log is not None
        offset = self._log.changes(kind).end + 1
        self._log.take([read_change(kind, key, offset, version, value)], {kind: offset})


class BrokerWriter(LogWriter):
    """Through a broker."""

    def __init__(self, producer: AIOKafkaProducer, league: str = "nba") -> None:
        super().__init__()
        self._producer = producer
        self._league = league

    async def send(self, kind: ViewKind, key: str, value: bytes | None, version: int) -> None:
        await self._producer.send_and_wait(
            topic_of(kind),
            value,
            key=key.encode(),
            partition=partition_of(self._league),
            headers=[("causes", format_causes({"raw.odds": version - 1}))],
        )
