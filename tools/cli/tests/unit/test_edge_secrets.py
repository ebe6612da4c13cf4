"""The secrets of a stack: random, its own, kept for the operator's commands, and read by no other account."""

import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from a1_cli.app import COMMANDS, app_of
from a1_cli.stack.edge_secrets import keep_edge_secrets, read_edge_settings

APP = app_of(COMMANDS)


def test_a_stack_has_secrets_of_its_own_and_keeps_them(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
    kept = keep_edge_secrets(first, {})
    assert set(kept) == {"EDGE__KEY_PEPPER", "EDGE__TOKEN_SECRET"}
    assert keep_edge_secrets(first, {}) == kept == read_edge_settings(first)
    assert not set(kept.values()) & set(keep_edge_secrets(second, {}).values())
    assert stat.S_IMODE((first / "edge.env").stat().st_mode) == 0o600


def test_what_is_given_wins_and_an_empty_value_is_not_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDGE__TOKEN_SECRET", "of the environment")
    settings = {"EDGE__KEY_PEPPER": "", "EDGE__TOKEN_SECRET": "of .env", "ENVIRONMENT": "development", "OTHER": "x"}
    kept = keep_edge_secrets(tmp_path, settings)
    assert len(kept["EDGE__KEY_PEPPER"]) == 43
    assert (kept["EDGE__TOKEN_SECRET"], kept["ENVIRONMENT"]) == ("of the environment", "development")
    assert "OTHER" not in kept


def test_a_secret_is_43_characters_and_lines_for_the_environment_name_each_setting() -> None:
    made = CliRunner().invoke(APP, ["secret"]).stdout.strip()
    assert len(made) == 43
    lines = CliRunner().invoke(APP, ["secret", "--env"]).stdout.splitlines()
    assert [line.partition("=")[0] for line in lines] == ["EDGE__KEY_PEPPER", "EDGE__TOKEN_SECRET"]
