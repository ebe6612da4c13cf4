from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from pydantic import SecretStr, ValidationError

from a1_service_kit.kafka import client_options
from a1_service_kit.settings import Group, KafkaSettings, RedisSettings, ServiceSettings, load_settings


class Settings(ServiceSettings):
    kafka: KafkaSettings = KafkaSettings()
    redis: RedisSettings = RedisSettings()


def test_nested_names_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA__BOOTSTRAP_SERVERS", "broker:9093")
    monkeypatch.setenv("OPS__PORT", "9100")
    settings = load_settings(Settings)
    assert settings.kafka.bootstrap_servers == "broker:9093"
    assert settings.ops.port == 9100


def test_a_misspelt_name_in_a_group_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAFKA__BOOTSTRAP_SERVER", "broker:9093")
    with pytest.raises(SystemExit) as ended:
        load_settings(Settings)
    assert ended.value.code == 78
    assert capsys.readouterr().err.startswith("KAFKA__BOOTSTRAP_SERVER: ")


class Polite(Group):
    renamed: ClassVar[Mapping[str, str]] = {"pause_seconds": "pause_s"}

    pause_s: float = 1


class Renamed(ServiceSettings):
    polite: Polite = Polite()


def test_a_settings_old_name_is_refused_with_the_new_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POLITE__PAUSE_SECONDS", "3")
    with pytest.raises(SystemExit) as ended:
        load_settings(Renamed)
    assert ended.value.code == 78
    assert capsys.readouterr().err == "POLITE: PAUSE_SECONDS is called PAUSE_S now\n"


def test_a_settings_new_name_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLITE__PAUSE_S", "3")
    assert load_settings(Renamed).polite.pause_s == 3


def test_a_group_that_is_not_json_is_a_fault_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAFKA", "broker:9093")
    with pytest.raises(SystemExit) as ended:
        load_settings(Settings)
    assert ended.value.code == 78
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_no_fault_repeats_a_value_that_may_be_a_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAFKA__SASL_PASSWORDS", "canary-91")
    monkeypatch.setenv("OPS__PORT", "canary-92")
    with pytest.raises(SystemExit):
        load_settings(Settings)
    assert "canary" not in capsys.readouterr().err


def test_sasl_without_credentials_is_a_fault() -> None:
    with pytest.raises(ValidationError, match="needs sasl_username and sasl_password"):
        KafkaSettings(security_protocol="SASL_PLAINTEXT", sasl_username="a1")


def test_credentials_reach_the_client_and_never_the_repr() -> None:
    settings = KafkaSettings(security_protocol="SASL_SSL", sasl_username="a1", sasl_password=SecretStr("canary-93"))
    options = client_options(settings)
    assert options["sasl_plain_password"] == "canary-93"
    assert options["ssl_context"].check_hostname
    assert "canary" not in repr(settings)


def test_without_tls_no_context_is_made() -> None:
    assert client_options(KafkaSettings()) == {
        "bootstrap_servers": "127.0.0.1:9092",
        "security_protocol": "PLAINTEXT",
    }


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        (
            {"REDIS__URL": "http://:canary-94@x"},
            "REDIS__URL: an address of Redis begins with redis://, rediss://, unix://",
        ),
        ({"REDIS__URL": "redis://a:canary-95"}, "REDIS__URL: this is no address of Redis"),
        ({"REDIS__SSL_CA_CERTS": "/nonexistent"}, "REDIS__SSL_CA_CERTS: there is no such file"),
        ({"KAFKA__SSL_CAFILE": "/nonexistent"}, "KAFKA__SSL_CAFILE: there is no such file"),
        (
            {"KAFKA__SESSION_TIMEOUT_MS": "3000", "KAFKA__HEARTBEAT_INTERVAL_MS": "3000"},
            "KAFKA: heartbeat_interval_ms must be below session_timeout_ms",
        ),
        (
            {"ENVIRONMENT": "production", "KAFKA__IDEMPOTENT": "false"},
            "production refuses these: KAFKA__IDEMPOTENT is false, which is for the embedded broker",
        ),
        (
            {
                "ENVIRONMENT": "production",
                "KAFKA__TOPICS__SEGMENT_S": "599",
                "KAFKA__TOPICS__DELETE_RETENTION_S": "604799",
                "KAFKA__TOPICS__COMPACTION_LAG_S": "21599",
            },
            (
                "production refuses these: KAFKA__TOPICS__SEGMENT_S is below 600; "
                "KAFKA__TOPICS__DELETE_RETENTION_S is below 604800; KAFKA__TOPICS__COMPACTION_LAG_S is below 21600"
            ),
        ),
    ],
)
def test_what_would_end_the_process_later_ends_it_with_one_line(
    environment: Mapping[str, str],
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        load_settings(Settings)
    assert (ended.value.code, capsys.readouterr().err) == (78, f"{line}\n")


def test_certificates_that_cannot_be_used_are_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    path.write_text("no certificate")
    with pytest.raises(ValidationError, match="ssl_cafile, ssl_certfile, ssl_keyfile: "):
        KafkaSettings(security_protocol="SSL", ssl_cafile=str(path))


def test_development_may_have_what_production_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA__IDEMPOTENT", "false")
    monkeypatch.setenv("KAFKA__TOPICS__SEGMENT_S", "0.5")
    assert load_settings(Settings).kafka.topics.times.segment == timedelta(seconds=0.5)
