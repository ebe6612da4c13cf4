"""Which writes of the view are spans."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import format_trace_id

from a1_normalizer import write_spans
from a1_testkit.group_consumer import fetched

ODDS = TopicPartition("normalized.odds", 0)
ONE, OTHER = "1" * 32, "2" * 32


def records(*traceparents: str | None) -> list[ConsumerRecord]:
    headers = [() if each is None else (("traceparent", each.encode()),) for each in traceparents]
    read = fetched(ODDS, *range(len(headers)))
    return [replace(record, headers=each) for record, each in zip(read, headers, strict=True)]


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """What is exported where every span that is started is."""
    exporter, provider = InMemorySpanExporter(), TracerProvider(sampler=ALWAYS_ON)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(write_spans, "_tracer", provider.get_tracer("test"))
    yield exporter
    provider.shutdown()


def test_a_write_is_one_span_of_each_sampled_trace_that_it_continues(exported: InMemorySpanExporter) -> None:
    sampled = f"00-{ONE}-{'a' * 16}-01"
    with write_spans.write_spans(records(sampled, sampled, f"00-{OTHER}-{'b' * 16}-00")):
        assert exported.get_finished_spans() == ()
    [span] = exported.get_finished_spans()
    assert (span.name, format_trace_id(span.context.trace_id)) == ("view.write", ONE)


def test_records_without_a_trace_begin_one(exported: InMemorySpanExporter) -> None:
    with write_spans.write_spans(records(None, None)):
        pass
    assert len(exported.get_finished_spans()) == 1
