"""`a1 evaluate`: its lines, its table and what it says of folders that hold nothing."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from a1_cli.app import COMMANDS, app_of

APP = app_of(COMMANDS)

HEADER = "season,date,home,away,home_score,away_score,home_ml,away_ml"
FIELDS = [
    *("league", "model", "devig", "from_season", "to_season", "games", "log_loss", "brier", "rps", "accuracy"),
    *("close_log_loss", "gap", "gap_se", "elo_gap", "elo_gap_se", "uses_market"),
]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(APP, ["evaluate", *map(str, arguments)])


def lines(*arguments: object) -> list[dict[str, Any]]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three seasons of four days: Owls at home win three times of four at -150 / +130."""
    rows = [
        f"{season},{season}-01-0{day},Owls,Foxes,{100 + day},{110 if day == 4 else 99},-150,130"
        for season in (2001, 2002, 2003)
        for day in (1, 2, 3, 4)
    ]
    (tmp_path / "nba.csv").write_text("\n".join([HEADER, *rows]))
    return tmp_path


def test_a_line_has_every_field_and_the_close_its_score(folder: Path) -> None:
    close, elo = lines(folder, "--models", "close,elo")
    assert list(close) == list(elo) == FIELDS
    assert [close[name] for name in FIELDS[:6]] == ["nba", "close", "multiplicative", 2002, 2003, 8]
    assert close["log_loss"] == pytest.approx(
        -0.75 * math.log(0.6 / (0.6 + 10 / 23)) - 0.25 * math.log(10 / 23 / (0.6 + 10 / 23)), abs=1e-6
    )
    assert close["gap"] == 0.0
    assert close["accuracy"] == 0.75
    assert elo["elo_gap"] == 0.0


def test_to_scores_no_later_season_and_from_no_earlier_one(folder: Path) -> None:
    (part,) = lines(folder, "--models", "elo", "--to", "2002")
    assert (part["from_season"], part["to_season"], part["games"]) == (2002, 2002, 4)
    (late,) = lines(folder, "--models", "elo", "--from", "2003")
    assert (late["from_season"], late["to_season"], late["games"]) == (2003, 2003, 4)


def test_another_method_moves_the_close(folder: Path) -> None:
    (ratio,) = lines(folder, "--models", "close", "--devig", "odds-ratio")
    (plain,) = lines(folder, "--models", "close")
    assert ratio["devig"] == "odds-ratio"
    assert ratio["log_loss"] != plain["log_loss"]


def test_the_table_names_models_and_faults_go_to_standard_error(folder: Path) -> None:
    with (folder / "nba.csv").open("a") as file:
        file.write("\n2003,2003-01-05,0,Foxes,1,2,-150,130\n")
    result = run(folder, "--models", "close,elo")
    assert result.exit_code == 0
    assert "close (market)" in result.stdout
    assert "line 14 home '0' team-missing" in result.stderr


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (None, "", "no CSV file in"),
        ("chess.csv", HEADER, "is named for a league"),
        ("nba.csv", "season,date,home", "nba.csv: column away is missing"),
        ("nba.csv", HEADER, "has scored games"),
    ],
)
def test_a_folder_without_games_says_what_lacks(tmp_path: Path, name: str | None, text: str, said: str) -> None:
    if name is not None:
        (tmp_path / name).write_text(text)
    result = run(tmp_path)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_folder_that_is_not_there_and_a_model_that_is_not_known_are_refused(tmp_path: Path) -> None:
    absent = run(tmp_path / "absent")
    assert (absent.exit_code, "no such folder" in absent.stderr) == (2, True)
    result = run(tmp_path, "--models", "oracle")
    assert result.exit_code == 2
    assert "unknown model oracle: one of close, elo" in result.stderr
