"""The spans of a write into the view."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from aiokafka import ConsumerRecord

from a1_schemas.raw import header
from a1_service_kit.telemetry import context_of, is_unsampled, tracer

_tracer = tracer("a1.normalizer")


@contextmanager
def write_spans(records: Sequence[ConsumerRecord]) -> Generator[None]:
    """One span for each sampled trace that these records continue: a batch writes many of them at once."""
    traces = dict.fromkeys(header(record.headers, "traceparent") for record in records)
    spans = [
        _tracer.start_span("view.write", context_of(trace.decode("ascii", "replace") if trace else None))
        for trace in traces
        if not is_unsampled(trace)
    ]
    try:
        yield
    finally:
        for span in spans:
            span.end()
