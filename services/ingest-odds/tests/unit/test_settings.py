import pytest

from a1_ingest_odds.settings import Settings
from a1_service_kit.settings import load_settings


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ENVIRONMENT", "INGEST_ODDS__API_KEY", "INGEST_ODDS__LIVE_EVERY_S"):
        monkeypatch.delenv(name, raising=False)


def test_production_refuses_to_start_without_a_key(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    with pytest.raises(SystemExit) as stopped:
        load_settings(Settings)
    assert stopped.value.code == 78
    assert capsys.readouterr().err.splitlines() == ["INGEST_ODDS__API_KEY is missing; production needs it"]


def test_production_refuses_to_buy_the_same_prices_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    monkeypatch.setenv("INGEST_ODDS__API_KEY", "canary")
    monkeypatch.setenv("INGEST_ODDS__LIVE_EVERY_S", "1")
    with pytest.raises(SystemExit):
        load_settings(Settings)
    said = capsys.readouterr().err
    assert "the provider updates every 40 s" in said
    assert "canary" not in said


def test_development_starts_without_a_key() -> None:
    assert load_settings(Settings).ingest_odds.api_key is None
