"""`a1 prove`: published numbers once more, from the positions of the log that they follow from."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from a1_cli.broker import BootstrapServers, Port, chosen_kafka, reaching
from a1_cli.proving.proofs import Proof, prove_each
from a1_cli.proving.published import KnownId, Published, find_published, known_id, sample_published
from a1_service_kit.settings import KafkaSettings

_FETCH_MAX_WAIT_MS = 5
"""The embedded broker waits so long for each partition that has been read to its end, one after another."""
_NO_RECORD = "the log has no record of this id"


def prove(
    published_ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID...", help="Of fair prices, opportunities, predictions or grades.")
    ] = None,
    sample: Annotated[int | None, typer.Option(min=1, help="So many random ids of all kinds instead.")] = None,
    seed: Annotated[int, typer.Option(help="Which sample is drawn.")] = 1,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Compute published numbers and grades again from exactly their records in the log; exit 0 if all are equal."""
    if bool(published_ids) is (sample is not None):
        raise typer.BadParameter("name ids, or how many `--sample` draws", param_hint="ID")
    ids = {each: _known(each) for each in published_ids or ()}
    kafka = chosen_kafka(port, bootstrap_servers).model_copy(update={"fetch_max_wait_ms": _FETCH_MAX_WAIT_MS})
    with reaching(kafka):
        found, proofs = asyncio.run(_of_sample(kafka, sample, seed) if sample else _of_ids(kafka, ids))
    result = proofs[0]._asdict() if len(ids) == 1 else summary(found, proofs)
    typer.echo(json.dumps(result) if as_json else "\n".join(_lines(result, proofs)))
    raise typer.Exit(0 if result["equal"] else 1)


def summary(found: Sequence[Published], proofs: Sequence[Proof]) -> dict[str, Any]:
    """Return how many records of each kind were proven, and the proofs of those that differ."""
    return {
        "equal": bool(proofs) and all(proof.equal for proof in proofs),
        "proven": sum(proof.equal for proof in proofs),
        "by_kind": dict(sorted(Counter(str(record.kind) for record in found).items())),
        "different": [proof._asdict() for proof in proofs if not proof.equal],
    }


def _known(published_id: str) -> KnownId:
    known = known_id(published_id)
    if known is None:
        raise typer.BadParameter(
            "the id of a fair price (`fair_…`), an opportunity (`opp_…`), or a prediction or a grade (`evt_…|…`)",
            param_hint="ID",
        )
    return known


async def _of_sample(kafka: KafkaSettings, count: int, seed: int) -> tuple[Sequence[Published], list[Proof]]:
    found = await sample_published(kafka, count, seed)
    return found, await prove_each(kafka, found)


async def _of_ids(kafka: KafkaSettings, ids: dict[str, KnownId]) -> tuple[Sequence[Published], list[Proof]]:
    found = await find_published(kafka, ids)
    missing = [Proof(each, equal=False, positions=[], difference=_NO_RECORD) for each in ids if each not in found]
    return list(found.values()), [*await prove_each(kafka, list(found.values())), *missing]


def _lines(result: dict[str, Any], proofs: Sequence[Proof]) -> list[str]:
    if "by_kind" not in result:
        return _lines_of(proofs[0])
    lines = [line for proof in proofs if not proof.equal for line in _lines_of(proof)]
    kinds = ", ".join(f"{count} {kind}" for kind, count in result["by_kind"].items())
    return [*lines, f"{result['proven']} of {len(proofs)} equal: {kinds or 'nothing is published'}"]


def _lines_of(proof: Proof) -> list[str]:
    said = "equal" if proof.equal else f"differs: {json.dumps(proof.difference)}"
    return [f"{proof.id}  {said}", *(f"  {position}" for position in proof.positions)]
