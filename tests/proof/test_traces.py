"""One trace from the fetch to the view."""

import pytest
from tests.proof.rig import Rig, header, until

from a1_testkit.announcing import Announce

pytestmark = [pytest.mark.proof, pytest.mark.timeout(400), pytest.mark.asyncio(loop_scope="session")]

_NORMALIZED = ["normalized.odds", "normalized.events"]


async def test_one_trace_id_spans_fetch_raw_normalized_and_view(rig: Rig, announce: Announce) -> None:
    async def spanned() -> str | None:
        raw = {header(record, "traceparent") for record in await rig.read(["raw.odds"])}
        normalized = {header(record, "traceparent") for record in await rig.read(_NORMALIZED)}
        ids = {each.split("-")[1] for each in raw if each} & {each.split("-")[1] for each in normalized if each}
        for trace_id in ids:
            spans = {(span.service, span.name) for span in rig.collector.spans if span.trace_id == trace_id}
            services = {service for service, _ in spans}
            names = {name for _, name in spans}
            if {"ingest-odds", "normalizer"} <= services and {"record.resolve", "view.write"} <= names:
                return f"{trace_id}: " + ", ".join(sorted(name for _, name in spans))
        return None

    announce(str(await until(spanned, "a trace that spans all four", 90)))
