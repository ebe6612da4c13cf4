import pytest
from opentelemetry import trace

from a1_service_kit.telemetry import (
    build_tracer_provider,
    context_of,
    inject_traceparent,
    is_unsampled,
    traceparent_of,
)

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_outside_any_span_there_is_no_traceparent() -> None:
    assert inject_traceparent() is None


def test_a_trace_goes_on_where_its_header_arrives() -> None:
    tracer = build_tracer_provider("normalizer", "one", "0").get_tracer("test")
    with tracer.start_as_current_span("record.normalized", context=context_of(PARENT)):
        assert (inject_traceparent() or "").split("-")[1] == PARENT.split("-")[1]


def test_a_malformed_header_begins_a_new_trace() -> None:
    for malformed in ("", "00-zz-zz-01", "nonsense", None):
        assert not trace.get_current_span(context_of(malformed)).get_span_context().is_valid


def test_what_was_not_sampled_stays_unsampled() -> None:
    tracer = build_tracer_provider("normalizer", "one", "0").get_tracer("test")
    with tracer.start_as_current_span("record.normalized", context=context_of(PARENT[:-1] + "0")):
        assert (inject_traceparent() or "").endswith("-00")


def test_without_a_collector_nothing_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    flags: list[str] = []
    for collector in ("", "http://127.0.0.1:9"):
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector)
        span = build_tracer_provider("normalizer", "one", "0").get_tracer("test").start_span("x", context_of(PARENT))
        flags.append((traceparent_of(span) or "")[-3:])
        assert span.is_recording() is bool(collector)
    assert flags == ["-00", "-01"]


@pytest.mark.parametrize(
    ("traceparent", "is_passed_on"),
    [
        (PARENT[:-1] + "0", True),
        (PARENT, False),
        (PARENT[:-1] + "2", False),
        ("nonsense-00", False),
        (PARENT[:-1] + "0\n", False),
        (None, False),
    ],
)
def test_only_a_whole_header_without_the_flag_is_unsampled(traceparent: str | None, is_passed_on: bool) -> None:
    assert is_unsampled(None if traceparent is None else traceparent.encode()) is is_passed_on
