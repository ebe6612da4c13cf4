"""OpenTelemetry traces, continued through Kafka headers. Spans leave only where a collector is named."""

import os

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, Tracer, format_span_id, format_trace_id
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_HEADER = "traceparent"
_PROPAGATOR = TraceContextTextMapPropagator()


def build_tracer_provider(service: str, instance: str, version: str) -> TracerProvider:
    """The provider of a service; the standard OTEL_* variables choose collector and sampling."""
    resource = Resource.create({"service.name": service, "service.instance.id": instance, "service.version": version})
    provider = TracerProvider(resource=resource)
    if os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider


def configure_tracing(provider: TracerProvider) -> None:
    """Make this the process's provider."""
    trace.set_tracer_provider(provider)


def tracer(name: str) -> Tracer:
    """The tracer of a module."""
    return trace.get_tracer(name)


def inject_traceparent() -> str | None:
    """The current span as a `traceparent`, or None outside any span."""
    return traceparent_of(trace.get_current_span())


def traceparent_of(span: Span) -> str | None:
    """A span as a `traceparent`; None for one that is none. https://www.w3.org/TR/trace-context/#traceparent-header"""
    told = span.get_span_context()
    if not told.is_valid:
        return None
    return f"00-{format_trace_id(told.trace_id)}-{format_span_id(told.span_id)}-{told.trace_flags:02x}"


def context_of(traceparent: str | None) -> Context:
    """The context that continues this `traceparent`; a new one where there is none or it is malformed."""
    return _PROPAGATOR.extract({_HEADER: traceparent} if traceparent else {}, context=Context())
