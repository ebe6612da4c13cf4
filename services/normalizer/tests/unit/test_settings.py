"""Recordings may keep every game; production may not."""

import pytest
from pydantic import ValidationError

from a1_normalizer.settings import Ageing, Settings, findings_of
from a1_resolving.life_spans import LIFE_SPANS


def test_everything_ends_unless_a_setting_says_otherwise() -> None:
    settings = Settings()
    assert settings.normalizer.life_spans.spans == LIFE_SPANS
    assert list(findings_of(settings)) == []


def test_keeping_every_game_is_named_as_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORMALIZER__LIFE_SPANS", "off")
    settings = Settings()
    assert settings.normalizer.life_spans is Ageing.OFF
    assert settings.normalizer.life_spans.spans is None
    assert list(findings_of(settings)) == ["life-spans-off"]


def test_production_refuses_to_keep_every_game(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORMALIZER__LIFE_SPANS", "off")
    monkeypatch.setenv("ENVIRONMENT", "production")
    with pytest.raises(ValidationError, match="NORMALIZER__LIFE_SPANS"):
        Settings()
