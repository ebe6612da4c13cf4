"""`a1 map`: the records that recordings become, what it refuses, and its exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from a1_cli.app import COMMANDS, app_of
from a1_testkit.manifests import add_recording

APP = app_of(COMMANDS)

BOOK = {
    "key": "somebook",
    "title": "Some Book",
    "markets": [
        {"key": "h2h", "outcomes": [{"name": "Boston Celtics", "price": 1.9}, {"name": "Miami Heat", "price": 2.1}]}
    ],
}
EVENT = {
    "id": "0a1b",
    "sport_key": "basketball_nba",
    "commence_time": "2026-11-25T23:30:00Z",
    "home_team": "Boston Celtics",
    "away_team": "Miami Heat",
    "bookmakers": [BOOK],
}
ELSEWHERE = EVENT | {
    "id": "2c",
    "sport_key": "basketball_wnba",
    "home_team": "New York Liberty",
    "away_team": "Indiana Fever",
}

ROW = {
    "file": "a.json",
    "provider": "odds",
    "feed": "odds",
    "league": "nba",
    "fetched_at": "2026-11-25T12:00:00Z",
    "request": {"path": "/"},
}


def mapped(folder: Path, *options: str) -> list[dict[str, Any]]:
    """The lines of `a1 map --json`, which must succeed."""
    result = CliRunner().invoke(APP, ["map", str(folder), "--json", *options])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def prices(lines: list[dict[str, Any]]) -> list[list[float]]:
    return [
        [outcome["price"] for market in line["value"]["markets"] for outcome in market["outcomes"]]
        for line in lines
        if line.get("kind") == "odds"
    ]


def test_the_records_are_those_of_the_last_body_fetched_regardless_of_the_order_of_lines(tmp_path: Path) -> None:
    moved = [{"name": "Boston Celtics", "price": 1.8}, {"name": "Miami Heat", "price": 2.2}]
    later = EVENT | {"bookmakers": [BOOK | {"markets": [{"key": "h2h", "outcomes": moved}]}]}
    add_recording(tmp_path, [later], fetched_at="2026-11-25T12:05:00Z")
    add_recording(tmp_path, [EVENT], fetched_at="2026-11-25T12:00:00Z")
    lines = mapped(tmp_path)
    assert [line["kind"] for line in lines] == ["events", "odds", "sources", "listings"]
    assert prices(lines) == [[2.2, 1.8]]
    assert all(line["key"] and line["value"]["removed"] is None for line in lines if line["kind"] != "sources")


def test_all_changes_come_in_order_with_removals_and_their_reason(tmp_path: Path) -> None:
    add_recording(tmp_path, [EVENT], fetched_at="2026-11-25T12:00:00Z")
    add_recording(tmp_path, [EVENT | {"bookmakers": []}], fetched_at="2026-11-25T12:05:00Z")
    odds = [line for line in mapped(tmp_path, "--all") if line.get("kind") == "odds"]
    assert [(line["file"], line["value"]["removed"]) for line in odds] == [("0.json", None), ("1.json", "withdrawn")]
    assert odds[0]["key"] == odds[1]["key"]


def test_a_recording_of_last_year_is_not_over(tmp_path: Path) -> None:
    add_recording(tmp_path, [EVENT], fetched_at="2027-11-25T12:00:00Z")
    assert prices(mapped(tmp_path)) == [[2.1, 1.9]]


def test_a_refused_piece_is_a_line_with_file_path_reason_and_detail(tmp_path: Path) -> None:
    odd = EVENT | {"bookmakers": [BOOK | {"markets": [{"key": "h3h", "outcomes": []}]}]}
    add_recording(tmp_path / "odds", [odd], fetched_at="2026-11-25T12:00:00Z")
    assert [line for line in mapped(tmp_path) if "reject" in line] == [
        {
            "reject": True,
            "file": "odds/0.json",
            "path": "$[0].bookmakers[0].markets[0]",
            "reason": "unknown-market",
            "detail": "h3h",
        }
    ]


def test_a_row_of_several_leagues_goes_to_each_of_ours_that_it_names(tmp_path: Path) -> None:
    cricket = EVENT | {"id": "3d", "sport_key": "cricket_odi"}
    add_recording(tmp_path, [EVENT, ELSEWHERE, cricket], fetched_at="2026-11-25T12:00:00Z", league="multi")
    lines = mapped(tmp_path)
    assert [line["value"]["league"] for line in lines if line.get("kind") == "events"] == ["nba", "wnba"]
    foreign = [line["path"] for line in lines if line.get("reason") == "unsupported-league"]
    assert set(foreign) == {"3d"}


def test_a_league_begins_without_the_records_of_another(tmp_path: Path) -> None:
    add_recording(tmp_path, [EVENT], fetched_at="2026-11-25T12:00:00Z")
    add_recording(tmp_path, [], fetched_at="2026-11-25T12:05:00Z", league="wnba")
    assert prices(mapped(tmp_path)) == [[2.1, 1.9]]


def test_a_person_reads_keys_and_reasons(tmp_path: Path) -> None:
    odd = EVENT | {"bookmakers": [BOOK, BOOK | {"key": "other", "markets": [{"key": "h3h", "outcomes": []}]}]}
    add_recording(tmp_path, [odd], fetched_at="2026-11-25T12:00:00Z")
    result = CliRunner().invoke(APP, ["map", str(tmp_path)])
    assert result.exit_code == 0
    assert "|odds|odds|somebook" in result.stdout
    assert "unknown-market" in result.stdout
    assert "4 records, 1 refused" in result.stdout


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (None, "no manifest.jsonl with recordings below"),
        ("\n", "no manifest.jsonl with recordings below"),
        ('{"file": ', "manifest.jsonl:1:"),
        ("[1]\n", "manifest.jsonl:1: no object"),
        ('{"file": "a.json"}', "manifest.jsonl:1: no"),
        (json.dumps(ROW | {"provider": "acme"}), "acme"),
        (json.dumps(ROW), "no file"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_code_2(tmp_path: Path, manifest: str | None, said: str) -> None:
    if manifest is not None:
        (tmp_path / "manifest.jsonl").write_text(manifest)
    result = CliRunner().invoke(APP, ["map", str(tmp_path), "--json"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
