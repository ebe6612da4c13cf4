"""`a1 check`: what it says of recordings, in JSON and in its exit code."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from a1_cli.app import COMMANDS, app_of
from a1_testkit.manifests import add_recording

APP = app_of(COMMANDS)

EVENT = {
    "id": "0a1b",
    "sport_key": "basketball_nba",
    "commence_time": "2026-11-25T23:30:00Z",
    "home_team": "Shelby Owls",
    "away_team": "Springfield Foxes",
    "bookmakers": [
        {
            "key": "somebook",
            "title": "Some Book",
            "markets": [{"key": "h2h", "outcomes": [{"name": "Shelby Owls", "price": 1.9}]}],
        }
    ],
}
FOUND = {"contests": 1, "quotes": 1, "outcomes": 1, "props": 0, "player_stats": 0, "news": 0, "injuries": 0}


def checked(folder: Path) -> tuple[int, dict[str, Any]]:
    """The exit code and the JSON."""
    result = CliRunner().invoke(APP, ["check", str(folder), "--json"])
    return result.exit_code, json.loads(result.stdout)


def test_equal_counts_are_a_success(tmp_path: Path) -> None:
    add_recording(tmp_path / "odds", [EVENT], expect=FOUND)
    code, summary = checked(tmp_path)
    (result,) = summary.pop("results")
    assert code == 0
    assert (summary.pop("rejects"), summary.pop("unread")) == ({}, {})
    assert summary == {"recordings": 1, "equal": 1, "different": 0, "unsupported": 0, "exceptions": 0}
    assert (result["file"], result["verdict"], result["actual"]) == ("odds/0.json", "equal", FOUND)


def test_a_field_that_nobody_decided_about_is_named(tmp_path: Path) -> None:
    add_recording(tmp_path, [EVENT | {"weather": {"wind": 3}}], expect=FOUND)
    _, summary = checked(tmp_path)
    assert summary["unread"] == {"odds/odds": {"$[].weather": 1, "$[].weather.wind": 1}}
    assert summary["results"][0]["unread"] == {"$[].weather": 1, "$[].weather.wind": 1}


def test_the_tables_show_refused_pieces_and_unread_fields(tmp_path: Path) -> None:
    odd = EVENT | {"weather": 1, "bookmakers": [{"key": "somebook", "markets": [{"key": "h3h", "outcomes": []}]}]}
    add_recording(tmp_path, [odd], expect=FOUND | {"quotes": 0, "outcomes": 0})
    shown = CliRunner().invoke(APP, ["check", str(tmp_path)]).stdout
    assert "unknown-market" in shown
    assert "$[].weather 1" in shown


def test_a_difference_is_a_failure_with_its_reason(tmp_path: Path) -> None:
    market = {"key": "h2h_after_midnight", "outcomes": []}
    odd = EVENT | {"bookmakers": [{"key": "somebook", "markets": [market]}]}
    add_recording(tmp_path, [odd], expect=FOUND)
    code, summary = checked(tmp_path)
    (result,) = summary["results"]
    assert (code, summary["different"], result["verdict"]) == (1, 1, "different")
    assert result["rejects"] == {"unknown-market": 1}
    assert "quotes 0 instead of 1" in result["difference"]


@pytest.mark.parametrize("fields", [{"feed": "fragment"}, {"feed": "athlete"}, {"provider": "nobody"}])
def test_what_no_mapper_reads_is_unsupported_and_no_failure(tmp_path: Path, fields: dict[str, str]) -> None:
    add_recording(tmp_path, {}, expect=FOUND, **fields)
    code, summary = checked(tmp_path)
    assert (code, summary["unsupported"]) == (0, 1)


def test_other_leagues_are_counted_all_the_same(tmp_path: Path) -> None:
    add_recording(tmp_path, [EVENT | {"sport_key": "cricket_big_bash"}], expect=FOUND, league="cricket-big-bash")
    code, summary = checked(tmp_path)
    assert (code, summary["results"][0]["is_supported_league"]) == (0, False)


def test_a_recording_that_is_missing_stops_no_other(tmp_path: Path) -> None:
    add_recording(tmp_path, [EVENT], expect=FOUND)
    add_recording(tmp_path, [EVENT], expect=FOUND)
    (tmp_path / "0.json").unlink()
    code, summary = checked(tmp_path)
    assert (code, summary["exceptions"], summary["equal"]) == (1, 1, 1)


def test_a_folder_without_recordings_is_said_to_be_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(APP, ["check", str(tmp_path)])
    assert result.exit_code == 1
    assert "no manifest.jsonl" in result.stderr


def test_people_get_a_table_and_each_difference_in_a_line(tmp_path: Path) -> None:
    add_recording(tmp_path, [EVENT], expect=FOUND | {"quotes": 7})
    result = CliRunner().invoke(APP, ["check", str(tmp_path)])
    assert "0.json (nba): quotes 1 instead of 7" in result.stdout
    assert "1 recordings: 0 equal, 1 different" in result.stdout
