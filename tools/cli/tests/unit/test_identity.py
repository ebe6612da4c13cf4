import json
from collections.abc import Mapping
from pathlib import Path

from typer.testing import CliRunner

from a1_cli.app import COMMANDS, app_of

APP = app_of(COMMANDS)


def a_listing(provider: str, home: str, away: str = "Duke Blue Devils") -> dict[str, str]:
    return {
        "provider": provider,
        "league": "ncaaf",
        "home": home,
        "away": away,
        "start_time": "2026-11-25T02:00:00Z",
    }


def scored(path: Path, *rows: Mapping[str, object]) -> dict[str, object]:
    path.write_text("\n".join(json.dumps(row) for row in rows))
    result = CliRunner().invoke(APP, ["identity", "score", str(path), "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_twins_are_no_false_merge(tmp_path: Path) -> None:
    twins = {"a": a_listing("espn", "Miami Hurricanes"), "b": a_listing("odds", "Miami (OH) RedHawks"), "same": False}
    assert scored(tmp_path / "pairs.jsonl", twins)["false_merges"] == 0


def test_one_game_under_two_spellings_is_found(tmp_path: Path) -> None:
    pair = {"a": a_listing("espn", "Miami (OH) RedHawks"), "b": a_listing("odds", "Miami OH RedHawks"), "same": True}
    assert scored(tmp_path / "pairs.jsonl", pair)["recall"] == 1


def test_a_line_that_is_no_pair_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"a": 1}')
    result = CliRunner().invoke(APP, ["identity", "score", str(path)])
    assert result.exit_code == 1
