import io
import json
import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from a1_service_kit.logging import configure_logging, get_logger, secrets_of
from a1_service_kit.settings import KafkaSettings, ServiceSettings

CANARY = "canary-4f1c9e"


class Settings(ServiceSettings):
    kafka: KafkaSettings = KafkaSettings(sasl_password=SecretStr(CANARY))


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """What a process with these settings would write."""
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
