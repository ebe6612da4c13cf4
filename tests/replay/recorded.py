"""All recordings as the records that ingesters would have published, oldest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from a1_evaluation.recorded import headers_of
from a1_resolving.raw_record import RawRecord
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import MULTI, partition_of, raw_topic
from a1_testkit.recordings import Recording

_MIXED_FEEDS = frozenset({"schedule", "projections"})
_MIXED_LEAGUES = (League.EPL, League.MLS)
"""A soccer day and PrizePicks' SOCCER board are published once for each of our leagues, the same bytes."""


class Recorded(NamedTuple):
    """A body and the headers under which it is published."""

    headers: RawHeaders
    body: bytes


def published(recordings: Iterable[Recording]) -> list[Recorded]:
    """In the order of their `fetched_at`; ties as the recordings are ordered."""
    found = [record for recording in recordings for record in _published(recording)]
    return sorted(found, key=lambda record: record.headers.fetched_at)


def raw_records(records: Iterable[Recorded]) -> Iterator[RawRecord]:
    """As they lie in their topics."""
    offsets: dict[tuple[str, int], int] = defaultdict(int)
    for headers, body in records:
        place = (raw_topic(headers.provider), partition_of(headers.league))
        offset, offsets[place] = offsets[place], offsets[place] + 1
        yield RawRecord(*place, offset, headers.target.encode(), body, tuple(headers.to_kafka()))


def _published(recording: Recording) -> Iterator[Recorded]:
    body = recording.body
    headers = headers_of(Provider(str(recording.row["provider"])), recording.row, body)
    if headers.league != MULTI or headers.feed not in _MIXED_FEEDS:
        yield Recorded(headers, body)
        return
    for league in _MIXED_LEAGUES:
        target = headers.target.replace(f"/{MULTI}/", f"/{league}/", 1)
        yield Recorded(replace(headers, league=str(league), target=target), body)
