from collections.abc import Mapping
from typing import ClassVar

import pytest
from pydantic import SecretStr, ValidationError

from a1_service_kit.kafka import client_options
from a1_service_kit.settings import Group, KafkaSettings, ServiceSettings, load_settings


class Settings(ServiceSettings):
    kafka: KafkaSettings = KafkaSettings()


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
