"""Published records of analytics by their ids, and samples of them."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, zip_longest
from typing import NamedTuple

from aiokafka import TopicPartition

from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.ids import league_of_analysis, league_of_event
from a1_schemas.leagues import League
from a1_schemas.topics import LEAGUE_PARTITIONS, analytics_topic, partition_of
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings

PROVABLE = (AnalyticsKind.FAIR, AnalyticsKind.OPPORTUNITIES, AnalyticsKind.GRADES, AnalyticsKind.PREDICTIONS)
_KINDS = {analytics_topic(kind): kind for kind in PROVABLE}
_BELOW_A_GAME = frozenset((AnalyticsKind.FAIR, AnalyticsKind.OPPORTUNITIES))
"""Kinds whose keys are the game's id and the record's own."""
_PARTS_OF_A_PREDICTION = 3


class Published(NamedTuple):
    """The newest record of an id."""

    id: str
    kind: AnalyticsKind
    league: League
    position: str
    value: bytes


class KnownId(NamedTuple):
    """What an id says of its record."""

    kind: AnalyticsKind
    league: League


def known_id(published_id: str) -> KnownId | None:
    """Return the kind and the league of an id, or None if the text is no id of a provable record."""
    first, *rest = published_id.split("|")
    league = league_of_event(first) if rest else league_of_analysis(first)
    if league not in LEAGUE_PARTITIONS:
        return None
    if not rest:
        kind = AnalyticsKind.FAIR if first.startswith("fair_") else AnalyticsKind.OPPORTUNITIES
    else:
        is_prediction = len(rest) + 1 == _PARTS_OF_A_PREDICTION
        kind = AnalyticsKind.PREDICTIONS if is_prediction else AnalyticsKind.GRADES
    return KnownId(kind, League(league))


async def find_published(kafka: KafkaSettings, ids: Mapping[str, KnownId]) -> dict[str, Published]:
    """Return the newest records of these ids, as far as the log has any."""
    places = {TopicPartition(analytics_topic(kind), partition_of(league)) for kind, league in ids.values()}
    return await _newest(kafka, places, ids)


async def sample_published(kafka: KafkaSettings, count: int, seed: int) -> list[Published]:
    """Return so many random records, as many of each kind as there are, else of the others."""
    places = {TopicPartition(topic, number) for topic in _KINDS for number in LEAGUE_PARTITIONS.values()}
    return sampled((await _newest(kafka, places, None)).values(), count, seed)


def sampled(records: Iterable[Published], count: int, seed: int) -> list[Published]:
    """Return so many of these records, kind by kind in turns, each kind in an order of the seed's."""
    by_kind: defaultdict[AnalyticsKind, list[Published]] = defaultdict(list)
    for record in sorted(records):
        by_kind[record.kind].append(record)
    draw = random.Random(seed)  # noqa: S311  # a sample that can be drawn again
    shuffled = [draw.sample(by_kind[kind], len(by_kind[kind])) for kind in sorted(by_kind)]
    return [record for record in chain.from_iterable(zip_longest(*shuffled)) if record is not None][:count]


async def _newest(
    kafka: KafkaSettings, places: Iterable[TopicPartition], ids: Collection[str] | None
) -> dict[str, Published]:
    leagues = {number: league for league, number in LEAGUE_PARTITIONS.items()}
    found: dict[str, Published] = {}
    async for record in read_to_end(kafka, sorted(places)):
        kind = _KINDS[record.topic]
        key = (record.key or b"").decode()
        own = key.partition("|")[2] if kind in _BELOW_A_GAME else key
        if ids is not None and own not in ids:
            continue
        if record.value is None:
            found.pop(own, None)
        else:
            position = f"{record.topic}/{record.partition}@{record.offset}"
            found[own] = Published(own, kind, leagues[record.partition], position, record.value)
    return found
