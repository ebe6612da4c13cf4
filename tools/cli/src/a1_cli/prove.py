"""`a1 prove`: a published number once more, from the positions of the log that it follows from."""

import asyncio
import json
from collections.abc import Iterable
from typing import Annotated, Any

import typer
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError

from a1_analysis.configuration import SECTIONS, Configuration, configured
from a1_analysis.proving import Source, recomputed, sources_of
from a1_analysis.proving_grades import recomputed_grade, sources_of_grade
from a1_cli.broker import BootstrapServers, Port, chosen_kafka, not_reached
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.causes import parse_causes, version_of
from a1_schemas.ids import league_of_analysis, league_of_event
from a1_schemas.leagues import League
from a1_schemas.raw import header
from a1_schemas.topics import ANALYTICS_CONFIG, PARTITIONS, analytics_topic, normalized_topic, partition_of
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings

_KINDS = {"fair": AnalyticsKind.FAIR, "opp": AnalyticsKind.OPPORTUNITIES, "evt": AnalyticsKind.GRADES}


def prove(
    published_id: Annotated[str, typer.Argument(help="The `id` of a fair price, an opportunity or a grade.")],
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Compute a published number or grade again from exactly its records in the log; exit 0 if it is equal."""
    league = league_of_analysis(published_id) or league_of_event(published_id.partition("|")[0])
    if league is None:
        raise typer.BadParameter(
            "the id of a fair price (`fair_…`), an opportunity (`opp_…`) or a grade (`evt_…|…`)", param_hint="ID"
        )
    kafka = chosen_kafka(port, bootstrap_servers)
    try:
        result = asyncio.run(_prove(kafka, published_id, League(league)))
    except KafkaConnectionError:
        raise not_reached(kafka) from None
    typer.echo(json.dumps(result) if as_json else _as_text(result))
    raise typer.Exit(0 if result["equal"] else 1)


async def _prove(kafka: KafkaSettings, published_id: str, league: League) -> dict[str, Any]:
    kind = _KINDS[published_id.partition("_")[0]]
    number = partition_of(league)
    found = await _newest(kafka, TopicPartition(analytics_topic(kind), number), published_id)
    if found is None:
        return {"id": published_id, "equal": False, "positions": [], "difference": "the log has no record of this id"}
    position, published = found
    is_grade = kind is AnalyticsKind.GRADES
    sources = sources_of_grade(published) if is_grade else sources_of(kind, published)
    values, positions = await _read(kafka, number, sources)
    lost = [source for source in sources if source not in values]
    if lost:
        difference: Any = [f"the log no longer has {source.key} version {source.version}" for source in lost]
        return {"id": published_id, "equal": False, "positions": [position, *positions], "difference": difference}
    if is_grade:
        before, again = recomputed_grade(published, values)
    else:
        before, again = recomputed(kind, published, values, league, await _configuration(kafka))
    return {
        "id": published_id,
        "equal": before == again,
        "positions": [position, *positions],
        "difference": _difference(json.loads(before), json.loads(again)),
    }


async def _newest(kafka: KafkaSettings, partition: TopicPartition, published_id: str) -> tuple[str, bytes] | None:
    found: tuple[str, bytes] | None = None
    own = published_id.encode()
    async for record in read_to_end(kafka, [partition]):
        is_named = record.key == own or (record.key or b"").endswith(b"|" + own)
        if is_named and record.value is not None:
            found = (f"{partition.topic}/{partition.partition}@{record.offset}", record.value)
    return found


async def _read(kafka: KafkaSettings, number: int, sources: Iterable[Source]) -> tuple[dict[Source, bytes], list[str]]:
    """Return the records of these versions, and where they lie."""
    wanted = set(sources)
    kinds = {normalized_topic(source.kind): source.kind for source in wanted}
    values: dict[Source, bytes] = {}
    positions: list[str] = []
    async for record in read_to_end(kafka, [TopicPartition(topic, number) for topic in sorted(kinds)]):
        causes = header(record.headers, "causes")
        if causes is None or record.value is None:
            continue
        source = Source(kinds[record.topic], (record.key or b"").decode(), version_of(parse_causes(causes)))
        if source in wanted:
            values[source] = record.value
            positions.append(f"{record.topic}/{record.partition}@{record.offset}")
    return values, positions


async def _configuration(kafka: KafkaSettings) -> Configuration:
    records: dict[str, bytes] = {}
    partitions = [TopicPartition(ANALYTICS_CONFIG, number) for number in range(PARTITIONS)]
    async for record in read_to_end(kafka, partitions):
        key = (record.key or b"").decode()
        if key in SECTIONS and record.value is not None:
            records[key] = record.value
    return configured(records)


def _difference(before: dict[str, Any], again: dict[str, Any]) -> dict[str, Any]:
    return {
        name: {"published": value, "computed": again.get(name)}
        for name, value in before.items()
        if value != again.get(name)
    }


def _as_text(result: dict[str, Any]) -> str:
    said = "equal" if result["equal"] else f"differs: {json.dumps(result['difference'])}"
    return "\n".join((f"{result['id']}  {said}", *(f"  {position}" for position in result["positions"])))
