"""One recording: its manifest row as the headers a poll would have had, and what the mappers make of its body."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from a1_evaluation.counting import KINDS, count
from a1_evaluation.manifests import Row
from a1_mappers.fields.known import FieldCounts, known_fields
from a1_mappers.fields.paths import paths_in
from a1_mappers.memory import PieceMemory
from a1_mappers.registry import MAPPERS
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders, parse_time
from a1_schemas.targets import target_of
from a1_schemas.topics import MULTI, partition_of, raw_topic

_OURS = frozenset({MULTI, *League})
_MAPPERS = {(str(provider), feed): mapper for (provider, feed), mapper in MAPPERS.items()}


class CheckResult(StrEnum):
    """What comparing came to. `unsupported`: no mapper reads the feed, or it is a piece without its envelope."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNSUPPORTED = "unsupported"
    EXCEPTION = "exception"


@dataclass(frozen=True, slots=True)
class CheckedRecording:
    """What one recording gives, beside what it must give."""

    file: str
    provider: str
    feed: str
    league: str
    result: CheckResult
    expected: dict[str, int]
    actual: dict[str, int]
    rejects: Counter[str] = field(default_factory=Counter[str])
    fields: FieldCounts | None = None
    """Its paths by what becomes of them; None where no mapper reads it, or it is no JSON document."""
    detail: str = ""

    @property
    def difference(self) -> str:
        """The kinds whose counts differ, in a line."""
        pairs = (
            f"{kind} {self.actual[kind]} instead of {self.expected[kind]}"
            for kind in KINDS
            if self.actual and self.actual[kind] != self.expected[kind]
        )
        reasons = ", ".join(f"{reason} {count}" for reason, count in self.rejects.most_common())
        said = self.detail or ", ".join(pairs)
        return f"{said} (rejects: {reasons})" if reasons else said

    def as_json(self) -> dict[str, object]:
        """The row of `a1 check --json`."""
        return {
            "file": self.file,
            "provider": self.provider,
            "feed": self.feed,
            "league": self.league,
            "verdict": self.result,
            "is_supported_league": self.league in _OURS,
            "expected": self.expected,
            "actual": self.actual,
            "rejects": dict(self.rejects),
            "difference": self.difference if self.result is not CheckResult.EQUAL else "",
            "unread": {} if self.fields is None else dict(self.fields.unknown),
        }


def check_recording(directory: Path, folder: Path, row: Row) -> CheckedRecording:
    """Map one recording and compare; a mapper that raises is an exception, and no reason to stop."""
    path = folder / row["file"]
    expected = {kind: int(row.get("expect", {}).get(kind, 0)) for kind in KINDS}
    checked = partial(
        CheckedRecording,
        path.relative_to(directory).as_posix(),
        str(row["provider"]),
        str(row["feed"]),
        str(row["league"]),
        expected=expected,
    )
    mapper = _MAPPERS.get((row["provider"], row["feed"]))
    if mapper is None:
        return checked(result=CheckResult.UNSUPPORTED, actual={}, detail="no mapper reads this feed")
    try:
        provider = Provider(row["provider"])
        body = path.read_bytes()
        headers = headers_of(provider, row, body)
        extracted = mapper(body, headers, PieceMemory())
        actual = count(extracted)
        rejects = _rejects(headers, body)
    except Exception as error:  # noqa: BLE001 - a check result of its own
        return checked(result=CheckResult.EXCEPTION, actual={}, detail=f"{type(error).__name__}: {error}")
    result = CheckResult.EQUAL if actual == expected else CheckResult.DIFFERENT
    return checked(result=result, actual=actual, rejects=rejects, fields=_fields(headers, body))


def headers_of(provider: Provider, row: Row, body: bytes) -> RawHeaders:
    """The headers that a poll of this request would have published."""
    request = row["request"]
    parameters = {name: str(value) for name, value in request.get("params", {}).items()}
    path = request["path"]
    return RawHeaders(
        provider=provider,
        feed=row["feed"],
        league=row["league"],
        sport=row.get("sport", ""),
        target=target_of(provider, row["feed"], row["league"], path, urlencode(parameters)),
        url=f"https://{provider}.invalid{path}?{urlencode(parameters)}",
        fetched_at=parse_time(row["fetched_at"]),
        http_status=int(row.get("status", 200)),
        content_type="application/json",
        content_hash=hashlib.sha256(body).hexdigest(),
        request_id="recording",
    )


def _fields(headers: RawHeaders, body: bytes) -> FieldCounts | None:
    try:
        paths = paths_in(json.loads(body))
    except ValueError:
        return None
    return known_fields(headers.provider, headers.feed).sort(paths)


def _rejects(headers: RawHeaders, body: bytes) -> Counter[str]:
    """Rejects of the pipeline by reason, the mapper's and the resolver's together."""
    record = RawRecord(
        raw_topic(headers.provider),
        partition_of(headers.league),
        0,
        headers.target.encode(),
        body,
        tuple(headers.to_kafka()),
    )
    resolution = normalize(record, LeagueState(headers.league, spans=None))
    return Counter({str(reason): count for reason, count in resolution.rejects.items()})
