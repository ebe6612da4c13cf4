"""What published records follow from, read from the log in one pass."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from aiokafka import ConsumerRecord, TopicPartition

from a1_analysis.absorbing import INPUT_TOPICS
from a1_analysis.configuration import SECTIONS, Configuration, built_in, configured
from a1_analysis.league_past import LeaguePast
from a1_analysis.outputs import LogRecord
from a1_analysis.proving import Source
from a1_schemas.analytics_words import AnalyticsKind, ViewKind
from a1_schemas.causes import parse_causes, version_of
from a1_schemas.leagues import League
from a1_schemas.raw import header
from a1_schemas.topics import ANALYTICS_CONFIG, PARTITIONS, analytics_topic, normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings

_KINDS: dict[str, ViewKind] = {
    **{normalized_topic(kind): kind for kind in Kind},
    **{analytics_topic(kind): kind for kind in AnalyticsKind},
}
_TOPICS = {kind: topic for topic, kind in _KINDS.items()}


@dataclass
class Evidence:
    """The records that published ones name, where they lie, and the pasts of leagues."""

    values: dict[Source, bytes] = field(default_factory=dict[Source, bytes])
    positions: dict[Source, str] = field(default_factory=dict[Source, str])
    pasts: dict[League, LeaguePast] = field(default_factory=dict[League, LeaguePast])
    configurations: dict[str, Configuration] = field(default_factory=dict[str, Configuration])
    """By hash: those that the log has held, and the library's."""


async def read_evidence(
    kafka: KafkaSettings, wanted: Iterable[tuple[League, Source]], with_past: Iterable[League]
) -> Evidence:
    """Read these records, as far as the log has them, and the whole past of some leagues."""
    found = Evidence(
        pasts={league: LeaguePast(league) for league in with_past}, configurations=await _configurations(kafka)
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


async def _configurations(kafka: KafkaSettings) -> dict[str, Configuration]:
    """Return each configuration that the log has held, by its hash."""
    found = {built_in().hash: built_in()}
    records: dict[str, bytes] = {}
    async for record in read_to_end(kafka, [TopicPartition(ANALYTICS_CONFIG, number) for number in range(PARTITIONS)]):
        key = _key(record)
        if key not in SECTIONS:
            continue
        held = {section: value for section, value in records.items() if section != key}
        if record.value is not None:
            held[key] = record.value
        try:
            configuration = configured(held)
        except ValueError:
            continue  # an unfit record counts for nothing
        records = held
        found[configuration.hash] = configuration
    return found


def _key(record: ConsumerRecord[bytes, bytes]) -> str:
    return (record.key or b"").decode("utf-8", "replace")


def _version(record: ConsumerRecord[bytes, bytes]) -> int | None:
    causes = header(record.headers, "causes")
    return None if causes is None else version_of(parse_causes(causes))
