import pytest

from a1_cli.stack.addresses import Addresses
from a1_cli.stack.demo import demo_settings, fetch_settings, parse_env
from a1_schemas.providers import Provider


def test_comments_and_blank_lines_are_no_settings() -> None:
    assert parse_env("# a comment\n\nNAME = value=1 \n") == {"NAME": "value=1"}


def test_the_demo_asks_the_sandbox_and_nobody_else() -> None:
    settings = demo_settings(Addresses(8000, 1, 2, 4711, 4), broker="embedded", sandboxed=True)
    urls = {name: value for name, value in settings.items() if name.endswith("BASE_URL")}
    assert len(urls) == len(Provider)
    assert all(value.startswith("http://127.0.0.1:4711/") for value in urls.values())


def test_who_waits_for_no_client_lets_the_embedded_broker_wait_longer() -> None:
    name = "KAFKA__FETCH_MAX_WAIT_MS"
    everyone = demo_settings(Addresses(8000, 1, 2, 4711, 4), broker="embedded", sandboxed=True)[name]
    assert int(fetch_settings("historian", "embedded")[name]) > int(everyone)
    assert fetch_settings("normalizer", "embedded") == fetch_settings("historian", "kafka") == {}


def test_every_placeholder_of_the_demo_settings_is_filled() -> None:
    settings = demo_settings(Addresses(8000, 1, 2, 4711, 4), broker="embedded", sandboxed=True)
    assert not [name for name, value in settings.items() if "{" in value]


def test_the_callers_environment_wins_over_the_demo_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG__LEVEL", "warning")
    monkeypatch.setenv("REDIS__URL", "redis://elsewhere")
    settings = demo_settings(Addresses(8000, 1, 2, 4711, 4), broker="embedded", sandboxed=True)
    assert settings["LOG__LEVEL"] == "warning"
    assert settings["REDIS__URL"] == "redis://127.0.0.1:2/0", "the stack's own addresses are its own"


def test_recorded_games_are_kept_whatever_their_age() -> None:
    settings = demo_settings(Addresses(8000, 1, 2, 4711, 4), broker="embedded", sandboxed=True, recorded=True)
    assert settings["NORMALIZER__LIFE_SPANS"] == "off"
