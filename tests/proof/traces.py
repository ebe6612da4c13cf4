"""One trace from the fetch to the view."""

from rig import Rig, header, until

_NORMALIZED = ["normalized.odds", "normalized.events"]


async def one_trace(rig: Rig) -> str:
    """A raw record's trace id is that of its fetch, of what it changed, and of the write into the view."""

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

    return await until(spanned, "a trace that spans all four", 90)
