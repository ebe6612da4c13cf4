import json
import logging

import pytest
from pydantic import SecretStr

from a1_service_kit.logging import configure_logging, get_logger, secrets_of
from a1_service_kit.settings import KafkaSettings, ServiceSettings

CANARY = "canary-4f1c9e"


class Settings(ServiceSettings):
    kafka: KafkaSettings = KafkaSettings(sasl_password=SecretStr(CANARY))


@pytest.fixture(autouse=True)
def _configured(capsys: pytest.CaptureFixture[str]):
    handlers, level = logging.getLogger().handlers, logging.getLogger().level
    configure_logging(Settings(), "gateway")
    yield
    logging.getLogger().handlers, logging.getLogger().level = handlers, level


def test_nested_secrets_are_known() -> None:
    assert CANARY in secrets_of(Settings())


def test_a_secret_leaves_in_no_field_and_no_exception(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError(f"refused https://host/?apiKey={CANARY}")
    except ValueError:
        get_logger("test").exception("poll.failed", url=f"https://host/?apiKey={CANARY}", nested={"deep": [CANARY]})
    line = capsys.readouterr().out
    assert CANARY not in line
    assert json.loads(line)["event"] == "poll.failed"


def test_libraries_lines_are_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("some.library").warning("reconnecting to %s", CANARY)
    entry = json.loads(capsys.readouterr().out)
    assert entry["event"] == "reconnecting to [secret]"
    assert entry["service"] == "gateway"
