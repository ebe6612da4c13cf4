"""The spans of a write into the view."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from aiokafka import ConsumerRecord

from a1_schemas.raw import header
from a1_service_kit.telemetry import context_of, tracer

_tracer = tracer("a1.normalizer")
_NOT_SAMPLED = b"-00"
"""How a `traceparent` ends whose trace records no span."""


@contextmanager
def write_spans(records: Sequence[ConsumerRecord]) -> Generator[None]:
    """One span for each sampled trace that these records continue: a batch writes many of them at once."""
    traces = dict.fromkeys(header(record.headers, "traceparent") for record in records)
    spans = [
        _tracer.start_span("view.write", context_of(trace.decode("ascii", "replace") if trace else None))
        for trace in traces
        if trace is None or not trace.endswith(_NOT_SAMPLED)
    ]
    try:
        yield
    finally:
        for span in spans:
            span.end()
