"""Logs one JSON line per event, from structlog and libraries alike, with secrets removed."""

import logging
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any
from urllib.parse import unquote, urlsplit

from opentelemetry import trace
from pydantic import BaseModel, SecretStr

from a1_service_kit.importing import without
from a1_service_kit.log_limits import RepeatFilter
from a1_service_kit.settings import ServiceSettings

with without("rich"):  # 5 MiB in each service, for tracebacks that none of them prints
    import structlog

_REPLACEMENT = "[secret]"
_SHORTEST_SECRET = 6


def configure_logging(settings: ServiceSettings, service: str) -> None:
    """Routes structlog and the standard library into one handler on standard output."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _AddIdentity(service, settings.instance),
        _add_trace,
        structlog.processors.format_exc_info,
        _Redact(secrets_of(settings)),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log.format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(RepeatFilter())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log.level.upper())
    for noisy in ("aiokafka", "httpx", "httpcore", "uvicorn", "uvicorn.error", "uvicorn.access", "kafka"):
        logging.getLogger(noisy).setLevel(logging.WARNING)  # httpx logs whole URLs, which may be secret


def get_logger(name: str | None = None) -> structlog.stdlib.BoundLogger:
    """Return a logger. Its events are `thing.happened` with key-values."""
    return structlog.get_logger(name)


def secrets_of(settings: BaseModel) -> list[str]:
    """Return every secret value in the settings, longest first."""
    found = {value for value in _secrets(dict(settings)) if len(value) >= _SHORTEST_SECRET}
    return sorted(found, key=len, reverse=True)


def _secrets(values: Mapping[str, Any]) -> Iterable[str]:
    for value in values.values():
        if isinstance(value, SecretStr):
            secret = value.get_secret_value()
            yield secret
            yield from _password_of(secret)
        elif isinstance(value, BaseModel):
            yield from _secrets(dict(value))


def _password_of(secret: str) -> Iterable[str]:
    """Yield the password of an address, which libraries log without the rest of it."""
    if "://" in secret and (password := urlsplit(secret).password):
        yield password
        yield unquote(password)


class _AddIdentity:
    def __init__(self, service: str, instance: str) -> None:
        self._identity = {"service": service, "instance": instance}

    def __call__(self, _logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event.update(self._identity)
        return event


class _Redact:
    """Replaces known secrets in every text of an event, including nested values and exceptions."""

    def __init__(self, secrets: list[str]) -> None:
        self._secrets = secrets

    def __call__(self, _logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        for key, value in event.items():
            if not key.startswith("_"):
                event[key] = self._clean(value)
        return event

    def _clean(self, value: Any) -> Any:
        match value:
            case bool() | int() | float() | None:
                return value
            case dict():
                return {key: self._clean(item) for key, item in value.items()}  # type: ignore[reportUnknownVariableType]
            case list() | tuple():
                return [self._clean(item) for item in value]  # type: ignore[reportUnknownVariableType]
            case _:
                text = str(value)
                for secret in self._secrets:
                    text = text.replace(secret, _REPLACEMENT)
                return text


def _add_trace(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = format(context.trace_id, "032x")
    return event
