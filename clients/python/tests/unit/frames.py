"""Frames of a server, as tests send them."""

from collections.abc import Mapping

Frame = Mapping[str, object]

HELLO: Frame = {
    "op": "hello",
    "protocol": "a1.stream.v1",
    "epoch": "e",
    "server": "s",
    "limits": {"streams": 1, "filters": 10, "frame_bytes": 4096, "frames_per_s": 10, "heartbeat_s": 5.0},
    "resume_until": {"every_change": 0, "latest": 604_800},
}
FULL: Frame = {
    "op": "error",
    "type": "urn:a1betting:problem:rate-limited",
    "title": "Too many connections",
    "status": 429,
    "detail": "Later.",
}
EMPTY: Frame = {"op": "snapshot", "id": "s", "to": "v1.e.O1", "part": 1, "parts": 1, "reason": None, "records": []}
LIVE: Frame = {"op": "live", "id": "s", "at": "2026-11-29T09:00:00Z"}
MARK: Frame = {
    "op": "mark",
    "id": "s",
    "from": "v1.e.O4",
    "to": "v1.e.O5",
    "digest": "0" * 16,
    "count": 7,
    "sources": "up",
}
