"""Changes for tests, without the rest of their documents."""

import json
from typing import Any

from a1_schemas.analytics_words import ViewKind
from a1_schemas.vocabulary import Kind
from a1_streaming.change_map import Change, read_change

EVENT = "evt_nba_aaaaaaaaaaaaaaaaaaaaaaaaaa"
OTHER_EVENT = "evt_nba_bbbbbbbbbbbbbbbbbbbbbbbbbb"


def living(key: str, offset: int, version: int, kind: ViewKind = Kind.ODDS, time_ms: int = 0, **fields: Any) -> Change:
    return read_change(kind, key, offset, version, document(version, None, **fields), time_ms)


def removal(key: str, offset: int, version: int, reason: str = "withdrawn", time_ms: int = 0, **fields: Any) -> Change:
    return read_change(Kind.ODDS, key, offset, version, document(version, reason, **fields), time_ms)


def tombstone(key: str, offset: int, version: int, time_ms: int = 0) -> Change:
    return read_change(Kind.ODDS, key, offset, version, None, time_ms)


def document(version: int, removed: str | None, **fields: Any) -> bytes:
    message = {"version": version, "changed_at": "2026-11-29T00:00:00Z", "observed_at": None, "removed": removed}
    return json.dumps(message | fields, separators=(",", ":")).encode()
