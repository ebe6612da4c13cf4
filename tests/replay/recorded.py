"""All recordings as the records that ingesters would have published, oldest first."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from a1_evaluation.recorded import find_rows, headers_of
from a1_resolving.raw_record import RawRecord
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import MULTI, partition_of, raw_topic

_MIXED_FEEDS = frozenset({"schedule", "projections"})
_MIXED_LEAGUES = (League.EPL, League.MLS)
"""A soccer day and PrizePicks' SOCCER board are published once for each of our leagues, the same bytes."""


class Recorded(NamedTuple):
    """A body and the headers under which it is published."""

    headers: RawHeaders
    body: bytes


def recordings() -> list[Recorded]:
    """Those below `A1_RECORDINGS`, in the order of their `fetched_at`; ties in the manifests' order."""
    found = [record for folder, row in find_rows(_folder()) for record in _published(folder, row)]
    return sorted(found, key=lambda record: record.headers.fetched_at)


def raw_records(records: Iterable[Recorded]) -> Iterator[RawRecord]:
    """As they lie in their topics."""
    offsets: dict[tuple[str, int], int] = defaultdict(int)
    for headers, body in records:
        place = (raw_topic(headers.provider), partition_of(headers.league))
        offset, offsets[place] = offsets[place], offsets[place] + 1
        yield RawRecord(*place, offset, headers.target.encode(), body, tuple(headers.to_kafka()))


def _folder() -> Path:
    return Path(os.environ.get("A1_RECORDINGS", Path(__file__).parents[3] / "shared" / "payloads"))


def _published(folder: Path, row: dict[str, object]) -> Iterator[Recorded]:
    body = (folder / str(row["file"])).read_bytes()
    headers = headers_of(Provider(str(row["provider"])), row, body)
    if headers.league != MULTI or headers.feed not in _MIXED_FEEDS:
        yield Recorded(headers, body)
        return
    for league in _MIXED_LEAGUES:
        target = headers.target.replace(f"/{MULTI}/", f"/{league}/", 1)
        yield Recorded(replace(headers, league=str(league), target=target), body)
