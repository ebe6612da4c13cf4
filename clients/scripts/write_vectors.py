"""Writes what every implementation of the protocol is tested with: digests, and frames with the rules they break.

It imports nothing of ours: the digest is the one that the documentation describes.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).parents[1] / "vectors"
Frame = dict[str, Any]
Record = dict[str, Any]


def digest(*records: tuple[str, str, int]) -> str:
    """Sum the first eight bytes of blake2b-512 over `kind NUL key NUL version`, modulo 2^64."""
    parts = (hashlib.blake2b(f"{kind}\0{key}\0{version}".encode()).digest()[:8] for kind, key, version in records)
    return f"{sum(int.from_bytes(part, 'big') for part in parts) % 2**64:016x}"


STATES: dict[str, list[tuple[str, str, int]]] = {
    "no record": [],
    "one record": [("odds", "evt_nba_ssnptpfg7dtties57iiuqkelyq|odds|odds|draftkings", 5120)],
    "an empty key": [("events", "", 0)],
    "letters beyond ASCII": [("players", "José Ramírez 東京 🏀", 7)],
    "the largest version that JSON carries everywhere": [("props", "a", 2**53 - 1)],
    "a key as long as a block of the hash": [("odds", "k" * 121, 1)],
    "a key that fills a block of the hash": [("odds", "k" * 122, 1)],
    "a key of several blocks": [("odds", "k" * 1000, 12345)],
    "a sum beyond 64 bits": [("odds", f"key-{number}", number) for number in range(100)],
}


def record(key: str, version: int, kind: str = "odds", **value: Any) -> Record:
    return {"kind": kind, "key": key, "version": version, "value": {"version": version, **value}, "removed": None}


def removed(key: str, version: int, reason: str = "withdrawn", kind: str = "odds") -> Record:
    return {"kind": kind, "key": key, "version": version, "value": None, "removed": reason}


def snapshot(*records: Record, to: str = "c0", part: int = 1, parts: int = 1) -> Frame:
    frame = {"op": "snapshot", "id": "s", "to": to, "part": part, "parts": parts, "reason": None}
    return frame | {"records": list(records)}


def delta(start: str, to: str, *records: Record, con: int = 0) -> Frame:
    frame = {"op": "delta", "id": "s", "from": start, "to": to, "con": con, "why": "resume" if con else None}
    return frame | {"records": list(records)}


def mark(start: str, to: str, *held: Record) -> Frame:
    wanted = digest(*((each["kind"], each["key"], each["version"]) for each in held))
    return {"op": "mark", "id": "s", "from": start, "to": to, "digest": wanted, "count": len(held), "sources": "up"}


A1, A2, B1 = record("a", 1), record("a", 2), record("b", 1)
MINE = record("m", 1, "props", bookmaker="draftkings", player={"name": "José Ramírez"})
OTHER = record("o", 1, "props", bookmaker="fanduel", player={"name": "Mookie Betts"})


def case(*frames: Frame, broken: list[int], **options: Any) -> dict[str, Any]:
    return {"filters": {}, "every_change": False, "cursor": None} | options | {"frames": frames, "broken": broken}


STREAMS: dict[str, dict[str, Any]] = {
    "a stream that keeps the rules": case(
        snapshot(A1, part=1, parts=2),
        snapshot(B1, part=2, parts=2),
        mark("c0", "c1", A1, B1),
        delta("c1", "c2", A2),
        delta("c2", "c3", removed("a", 3), con=3),
        mark("c3", "c3", B1),
        broken=[],
    ),
    "a record that came twice": case(snapshot(A1), delta("c0", "c1", A2, A2), mark("c1", "c1", A2), broken=[]),
    "a record that was removed and lives again": case(
        snapshot(A1),
        delta("c0", "c1", removed("a", 2, "filtered"), record("a", 3)),
        mark("c1", "c2", record("a", 3)),
        broken=[],
    ),
    "a second snapshot replaces the first": case(
        snapshot(A2, B1), snapshot(A1, to="c1"), mark("c1", "c2", A1), broken=[]
    ),
    "a resumed stream without its state has no digest to compare": case(
        delta("c5", "c6", A1), mark("c6", "c7", A1, B1), cursor="c5", broken=[]
    ),
    "a stream that begins now": case(delta("c5", "c6", A1), mark("c6", "c7", A1, B1), cursor="now", broken=[]),
    "a stream that begins now and does not follow": case(
        mark("c5", "c6"), delta("c7", "c8", A1), cursor="now", broken=[1]
    ),
    "a delta that does not follow": case(snapshot(A1), delta("c1", "c2"), broken=[1]),
    "a mark that does not follow": case(snapshot(A1), mark("c1", "c2", A1), broken=[1]),
    "an interval that goes back": case(snapshot(A1, to="c2"), mark("c2", "c1", A1), broken=[1]),
    "an interval that begins at a cursor of more kinds": case(
        mark("E15A12", "A12"), mark("A12", "A12"), cursor="E15A12", broken=[]
    ),
    "an interval in which nothing was written": case(snapshot(A1), mark("c0", "c0", A1), broken=[]),
    "a resumed stream that begins elsewhere": case(delta("c6", "c7", A1), cursor="c5", broken=[1]),
    "a part that is missing": case(snapshot(A1, part=1, parts=3), snapshot(B1, part=3, parts=3), broken=[1]),
    "a version that falls": case(snapshot(A2), delta("c0", "c1", A1), broken=[2]),
    "a version that falls below a removal": case(
        snapshot(A1), delta("c0", "c1", removed("a", 3)), delta("c1", "c2", A2), broken=[2]
    ),
    "a record that the filters exclude": case(
        snapshot(MINE), delta("c0", "c1", OTHER), filters={"bookmaker": ["draftkings", "betmgm"]}, broken=[3]
    ),
    "a player that the filters exclude": case(snapshot(MINE, OTHER), filters={"player": ["JOSÉ ramírez"]}, broken=[3]),
    "a removal is outside no filter": case(
        snapshot(MINE),
        delta("c0", "c1", removed("m", 2, kind="props")),
        filters={"bookmaker": ["draftkings"]},
        broken=[],
    ),
    "a change that is left out of every change": case(
        snapshot(A1), delta("c0", "c1", A2, con=1), every_change=True, broken=[4]
    ),
    "a digest of another version": case(snapshot(A1), mark("c0", "c1", A2), broken=[5]),
    "a digest of more records": case(snapshot(A1), mark("c0", "c1", A1, B1), broken=[5]),
}


def main() -> None:
    """Write both files."""
    digests = [{"of": name, "records": records, "digest": digest(*records)} for name, records in STATES.items()]
    streams = [{"of": name, **stream} for name, stream in STREAMS.items()]
    for file, content in (("digests.json", digests), ("streams.json", streams)):
        (VECTORS / file).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
