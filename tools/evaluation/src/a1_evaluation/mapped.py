"""Recordings through mappers, identity and resolving, league by league: the canonical records and the refused pieces.

Each league begins without any state. Life spans are off, so that the age of a recording ends nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from a1_evaluation.manifests import ManifestRow, rows_in_order
from a1_evaluation.recorded import headers_of
from a1_mappers.extracted import Reject
from a1_mappers.memory import PieceMemory
from a1_mappers.registry import MAPPERS
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Change, Resolution
from a1_schemas.leagues import League
from a1_schemas.topics import MULTI, partition_of, raw_topic
from a1_schemas.vocabulary import Kind, RejectReason


class MappedRecording(NamedTuple):
    """What one recording changed, in order, and the pieces of it that yielded no record."""

    file: str
    changes: list[Change]
    refused: list[Reject]


def map_recordings(directory: Path) -> Iterator[MappedRecording]:
    """Yield each recording below a folder, by time of fetching. Raises ManifestError before the first one."""
    states: dict[str, LeagueState] = {}
    for offset, row in enumerate(rows_in_order(directory)):
        file = row.path.relative_to(directory).as_posix()
        body = row.path.read_bytes()
        leagues = _leagues_in(row, body) if row.league == MULTI else (row.league,)
        found = [_resolve(row, body, league, offset, states) for league in leagues]
        changes = [change for resolution in found for change in resolution.changes]
        yield MappedRecording(file, changes, _refused(found))


def records_at_the_end(recordings: Iterable[MappedRecording]) -> Mapping[tuple[Kind, str], bytes]:
    """Return the newest value of each record by kind and key, removals among them, tombstones left out."""
    newest: dict[tuple[Kind, str], bytes | None] = {}
    for recording in recordings:
        newest |= {(change.kind, change.key): change.value for change in recording.changes}
    order = {kind: place for place, kind in enumerate(Kind)}
    names = sorted(newest, key=lambda name: (order[name[0]], name[1]))
    return {name: value for name in names if (value := newest[name]) is not None}


def _leagues_in(row: ManifestRow, body: bytes) -> tuple[str, ...]:
    """Return our leagues that a body of several leagues names, or `multi` if it names none of them.

    A board that mixes the leagues of a sport names all of them.
    """
    mapper = MAPPERS.get((row.provider, row.row["feed"]))
    if mapper is None:
        return (MULTI,)
    extracted = mapper(body, headers_of(row.provider, row.row, body), PieceMemory())
    named = {league for item in extracted if (league := getattr(item, "league", None)) is not None}
    ours = tuple(str(league) for league in League if {str(league), str(league.traits.sport)} & named)
    return ours or (MULTI,)


def _resolve(row: ManifestRow, body: bytes, league: str, offset: int, states: dict[str, LeagueState]) -> Resolution:
    headers = headers_of(row.provider, row.row | {"league": league}, body)
    state = states.setdefault(league, LeagueState(league, spans=None))
    topic, key = raw_topic(row.provider), headers.target.encode()
    record = RawRecord(topic, partition_of(league), offset, key, body, tuple(headers.to_kafka()))
    resolution = normalize(record, state)
    state.apply(resolution)
    return resolution


def _refused(found: list[Resolution]) -> list[Reject]:
    """Return the rejects of one body. A piece is of no league of ours only if each league said so."""
    counts = [Counter(resolution.refused) for resolution in found]
    foreign = [_of_reason(count, is_foreign=True) for count in counts]
    refused, elsewhere = Counter[Reject](), foreign[0]
    for count, others in zip(counts, foreign, strict=True):
        refused |= _of_reason(count, is_foreign=False)
        elsewhere &= others
    return [*refused.elements(), *elsewhere.elements()]


def _of_reason(count: Counter[Reject], *, is_foreign: bool) -> Counter[Reject]:
    chosen = {each: n for each, n in count.items() if (each.reason is RejectReason.UNSUPPORTED_LEAGUE) is is_foreign}
    return Counter(chosen)
