"""OpenTelemetry traces, continued through Kafka headers. Spans are exported only if a collector is configured."""

import os
import re

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF
from opentelemetry.trace import Span, Tracer, format_span_id, format_trace_id
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_HEADER = "traceparent"
_PROPAGATOR = TraceContextTextMapPropagator()
_UNSAMPLED = re.compile(rb"00-[0-9a-f]{32}-[0-9a-f]{16}-00")


def build_tracer_provider(service: str, instance: str, version: str) -> TracerProvider:
    """Return the tracer provider of a service. The standard OTEL_* variables configure collector and sampling.

    Without a collector nothing is sampled: spans have ids, which records carry on, and record nothing.
    """
    resource = Resource.create({"service.name": service, "service.instance.id": instance, "service.version": version})
    if not os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        return TracerProvider(resource=resource, sampler=ALWAYS_OFF)
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415 - memory, for those who use it
        OTLPSpanExporter,
    )

    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider


def configure_tracing(provider: TracerProvider) -> None:
    """Make this the process's tracer provider."""
    trace.set_tracer_provider(provider)


def tracer(name: str) -> Tracer:
    """Return the tracer of a module."""
    return trace.get_tracer(name)


def inject_traceparent() -> str | None:
    """Return the current span as a `traceparent`, or None outside any span."""
    return traceparent_of(trace.get_current_span())


def traceparent_of(span: Span) -> str | None:
    """Return a span as a `traceparent`, or None for an invalid span.

    https://www.w3.org/TR/trace-context/#traceparent-header
    """
    told = span.get_span_context()
    if not told.is_valid:
        return None
    return f"00-{format_trace_id(told.trace_id)}-{format_span_id(told.span_id)}-{told.trace_flags:02x}"


def is_unsampled(traceparent: bytes | None) -> bool:
    """Whether this `traceparent` continues a trace that records no span, so it may be passed on as it is."""
    return traceparent is not None and _UNSAMPLED.fullmatch(traceparent) is not None


def context_of(traceparent: str | None) -> Context:
    """Return the context that continues this `traceparent`, or a new one if it is missing or malformed."""
    return _PROPAGATOR.extract({_HEADER: traceparent} if traceparent else {}, context=Context())
