"""What published records follow from, read from the log in one pass."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from aiokafka import ConsumerRecord, TopicPartition

from a1_analysis.absorbing import INPUT_TOPICS
from a1_analysis.configuration import Configuration, Configured, built_in
from a1_analysis.league_past import LeaguePast
from a1_analysis.outputs import LogRecord
from a1_analysis.proving import Source
from a1_schemas.analytics_words import AnalyticsKind, ViewKind
from a1_schemas.causes import parse_causes, version_of
from a1_schemas.leagues import League
from a1_schemas.raw import header
from a1_schemas.topics import ANALYTICS_CONFIG, analytics_topic, normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings

_KINDS: dict[str, ViewKind] = {
    **{normalized_topic(kind): kind for kind in Kind},
    **{analytics_topic(kind): kind for kind in AnalyticsKind},
}
_TOPICS = {kind: topic for topic, kind in _KINDS.items()}


class InForce(NamedTuple):
    """A configuration, and where the records lie that it follows from."""

    configuration: Configuration
    positions: tuple[str, ...]


@dataclass
class Evidence:
    """The records that published ones name, where they lie, and the pasts of leagues."""

    values: dict[Source, bytes] = field(default_factory=dict[Source, bytes])
    positions: dict[Source, str] = field(default_factory=dict[Source, str])
    pasts: dict[League, LeaguePast] = field(default_factory=dict[League, LeaguePast])
    configurations: dict[tuple[League, str], InForce] = field(default_factory=dict[tuple[League, str], InForce])
    """By league and hash: those that the log has, and the library's."""


async def read_evidence(
    kafka: KafkaSettings, wanted: Iterable[tuple[League, Source]], configured: Iterable[League], rated: Iterable[League]
) -> Evidence:
    """Read these records, as far as the log has them, the configurations of some leagues, and the past of some."""
    found = Evidence(
        pasts={league: LeaguePast(league) for league in rated},
        configurations=await _read_configurations(kafka, configured),
    )
    sources: defaultdict[TopicPartition, dict[str, set[int]]] = defaultdict(dict)
    for league, source in wanted:
        place = TopicPartition(_TOPICS[source.kind], partition_of(league))
        sources[place].setdefault(source.key, set()).add(source.version)
    pasts = {partition_of(league): past for league, past in found.pasts.items()}
    places = {*sources, *(TopicPartition(topic, number) for topic in INPUT_TOPICS for number in pasts)}
    async for record in read_to_end(kafka, sorted(places)):
        past = pasts.get(record.partition)
        if past is not None and record.topic in INPUT_TOPICS:
            past.note(LogRecord(record.topic, record.offset, _key(record), record.value, 0))
        versions = sources.get(TopicPartition(record.topic, record.partition), {}).get(_key(record))
        if versions and record.value is not None and (version := _version(record)) in versions:
            source = Source(_KINDS[record.topic], _key(record), version)
            found.values[source] = record.value
            found.positions[source] = f"{record.topic}/{record.partition}@{record.offset}"
    return found


async def _read_configurations(kafka: KafkaSettings, leagues: Iterable[League]) -> dict[tuple[League, str], InForce]:
    """Return each configuration that the log has of these leagues. An unfit record counts for nothing."""
    of_number = {partition_of(league): league for league in leagues}
    newest = {number: Configured({}, built_in()) for number in of_number}
    places: defaultdict[int, dict[str, str]] = defaultdict(dict)
    found = {(league, built_in().hash): InForce(built_in(), ()) for league in of_number.values()}
    async for record in read_to_end(kafka, [TopicPartition(ANALYTICS_CONFIG, number) for number in sorted(of_number)]):
        number, section = record.partition, _key(record)
        with suppress(ValueError):
            newest[number] = newest[number].after(section, record.value)
            places[number][section] = f"{record.topic}/{number}@{record.offset}"
            records, configuration = newest[number]
            positions = tuple(places[number][each] for each in records)
            found.setdefault((of_number[number], configuration.hash), InForce(configuration, positions))
    return found


def _key(record: ConsumerRecord[bytes, bytes]) -> str:
    return (record.key or b"").decode("utf-8", "replace")


def _version(record: ConsumerRecord[bytes, bytes]) -> int | None:
    causes = header(record.headers, "causes")
    return None if causes is None else version_of(parse_causes(causes))
