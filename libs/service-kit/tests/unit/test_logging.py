import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from opentelemetry.sdk.trace import TracerProvider
from pydantic import SecretStr

from a1_service_kit.logging import configure_logging, get_logger, secrets_of
from a1_service_kit.settings import KafkaSettings, RedisSettings, ServiceSettings

CANARY = "canary-4f1c9e"


class Settings(ServiceSettings):
    kafka: KafkaSettings = KafkaSettings(sasl_password=SecretStr(CANARY))


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """The log output of a process with these settings."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure_logging(Settings(), "gateway")
    stream = io.StringIO()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream)
    yield stream
    root.handlers = handlers
    root.setLevel(level)


def test_nested_secrets_are_known() -> None:
    assert CANARY in secrets_of(Settings())


def test_a_secret_leaves_in_no_field_and_no_exception(output: io.StringIO) -> None:
    try:
        raise ValueError(f"refused https://host/?apiKey={CANARY}")
    except ValueError:
        get_logger("test").exception("poll.failed", url=f"https://host/?apiKey={CANARY}", nested={"deep": [CANARY]})
    assert CANARY not in output.getvalue()
    assert json.loads(output.getvalue())["event"] == "poll.failed"


def test_libraries_lines_are_json_too(output: io.StringIO) -> None:
    logging.getLogger("some.library").warning("reconnecting to %s", CANARY)
    entry = json.loads(output.getvalue())
    assert entry["event"] == "reconnecting to [secret]"
    assert entry["service"] == "gateway"


def test_a_librarys_exception_is_one_line_without_the_secret(output: io.StringIO) -> None:
    try:
        raise OSError(f"no route to {CANARY}")
    except OSError:
        logging.getLogger("some.library").exception("connection lost")
    entry = json.loads(output.getvalue())
    assert "OSError: no route to [secret]" in entry["exception"]


def test_what_is_bound_once_is_on_every_line(output: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request_id="0123"):
        get_logger("test").info("payload.fetched")
        logging.getLogger("some.library").warning("slow")
    get_logger("test").info("payload.fetched")
    assert [json.loads(line).get("request_id") for line in output.getvalue().splitlines()] == ["0123", "0123", None]


def test_a_line_within_a_span_names_its_trace(output: io.StringIO) -> None:
    with TracerProvider().get_tracer("test").start_as_current_span("payload.fetched") as span:
        get_logger("test").info("payload.fetched")
    assert json.loads(output.getvalue())["trace_id"] == format(span.get_span_context().trace_id, "032x")


def test_the_password_within_an_address_is_a_secret_too() -> None:
    class WithRedis(ServiceSettings):
        redis: RedisSettings = RedisSettings(url=SecretStr("rediss://a1:p%40ssw0rd-1@host:6379/0"))

    assert {"p%40ssw0rd-1", "p@ssw0rd-1"} <= set(secrets_of(WithRedis()))


def test_a_client_does_not_log_the_address_that_it_asked(output: io.StringIO) -> None:
    logging.getLogger("httpx").info('HTTP Request: POST https://hooks.example.com/secret "HTTP/1.1 204"')
    assert output.getvalue() == ""
