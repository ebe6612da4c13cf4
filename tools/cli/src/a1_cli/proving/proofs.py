"""Computes published records again, each from exactly its positions of the log."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from a1_analysis.absorbing import EVENTS
from a1_analysis.proving import LostError, Source, recomputed, sources_of
from a1_analysis.proving_grades import recomputed_grade, sources_of_grade
from a1_analysis.proving_predictions import recomputed_prediction, sources_of_prediction
from a1_cli.proving.evidence import Evidence, read_evidence
from a1_cli.proving.published import Published
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.topics import partition_of
from a1_service_kit.settings import KafkaSettings

Again = tuple[bytes, bytes]
"""What was published, and the same computed again."""


class Proof(NamedTuple):
    """Whether a record is what its positions of the log give."""

    id: str
    equal: bool
    positions: list[str]
    difference: Any
    """By field what was published and what was computed; or a text a record that the log no longer has."""


async def prove_each(kafka: KafkaSettings, published: Sequence[Published]) -> list[Proof]:
    """Return a proof of each record, from one pass over the log. Those of predictions come first, by position."""
    sources = {record.id: _SOURCES[record.kind](record) for record in published}
    wanted = [(record.league, source) for record in published for source in sources[record.id]]
    predicted = sorted((each for each in published if each.kind is AnalyticsKind.PREDICTIONS), key=_games_known)
    others = [record for record in published if record.kind is not AnalyticsKind.PREDICTIONS]
    evidence = await read_evidence(
        kafka, wanted, {record.league for record in published}, {record.league for record in predicted}
    )
    return [prove(record, sources[record.id], evidence) for record in (*predicted, *others)]


def prove(record: Published, sources: Sequence[Source], evidence: Evidence) -> Proof:
    """Return the proof of a record that follows from these others."""
    positions = [
        record.position,
        *_as_of(record),
        *_configured_at(record, evidence),
        *(evidence.positions[source] for source in dict.fromkeys(sources) if source in evidence.positions),
    ]
    lost = [source for source in sources if source not in evidence.values]
    if lost:
        difference = [f"the log no longer has {source.key} version {source.version}" for source in lost]
        return Proof(record.id, equal=False, positions=positions, difference=difference)
    try:
        before, again = _RECOMPUTED[record.kind](record, evidence)
    except LostError as error:
        return Proof(record.id, equal=False, positions=positions, difference=[str(error)])
    return Proof(record.id, before == again, positions, _difference(json.loads(before), json.loads(again)))


def _sources(record: Published) -> list[Source]:
    return sources_of(record.kind, record.value)


def _recomputed(record: Published, evidence: Evidence) -> Again:
    config = _config_of(record)
    in_force = evidence.configurations.get((record.league, config))
    if in_force is None:
        raise LostError(f"the log does not have the configuration {config}")
    return recomputed(record.kind, record.value, evidence.values, record.league, in_force.configuration)


def _recomputed_grade(record: Published, evidence: Evidence) -> Again:
    return recomputed_grade(record.value, evidence.values)


def _recomputed_prediction(record: Published, evidence: Evidence) -> Again:
    return recomputed_prediction(record.value, evidence.values, evidence.pasts[record.league])


def _games_known(record: Published) -> int:
    """Return the position up to which a prediction knew its league's games."""
    return json.loads(record.value)["as_of"].get(EVENTS, -1)


def _as_of(record: Published) -> list[str]:
    """Return the positions up to which a prediction follows from the log."""
    if record.kind is not AnalyticsKind.PREDICTIONS:
        return []
    as_of: Mapping[str, int] = json.loads(record.value)["as_of"]
    return [f"{topic}/{partition_of(record.league)}@{offset}" for topic, offset in as_of.items()]


def _configured_at(record: Published, evidence: Evidence) -> Sequence[str]:
    """Return the positions of the configuration that a record was computed with."""
    in_force = evidence.configurations.get((record.league, _config_of(record)))
    return () if in_force is None else in_force.positions


def _config_of(record: Published) -> str:
    return str(json.loads(record.value).get("config"))


def _difference(before: dict[str, Any], again: dict[str, Any]) -> dict[str, Any]:
    return {
        name: {"published": value, "computed": again.get(name)}
        for name, value in before.items()
        if value != again.get(name)
    }


_SOURCES: Mapping[AnalyticsKind, Callable[[Published], list[Source]]] = {
    AnalyticsKind.FAIR: _sources,
    AnalyticsKind.OPPORTUNITIES: _sources,
    AnalyticsKind.GRADES: lambda record: sources_of_grade(record.value),
    AnalyticsKind.PREDICTIONS: lambda record: sources_of_prediction(record.value),
}
_RECOMPUTED: Mapping[AnalyticsKind, Callable[[Published, Evidence], Again]] = {
    AnalyticsKind.FAIR: _recomputed,
    AnalyticsKind.OPPORTUNITIES: _recomputed,
    AnalyticsKind.GRADES: _recomputed_grade,
    AnalyticsKind.PREDICTIONS: _recomputed_prediction,
}
