"""Rows of a list as a person and a program read them."""

import json

import pytest

from a1_cli.edge.rows import show_rows

ROWS = [{"id": "wh_1", "kinds": ["events", "odds"], "failures": 0, "reason": None}]


def test_a_table_shows_a_zero_and_leaves_what_is_unknown_blank(capsys: pytest.CaptureFixture[str]) -> None:
    show_rows(("id", "kinds", "failures", "reason"), ROWS, as_json=False)
    (row,) = [line for line in capsys.readouterr().out.splitlines() if "wh_1" in line]
    assert [cell.strip() for cell in row.strip("│ ").split("│")][:3] == ["wh_1", "events odds", "0"]
    assert "None" not in row


def test_as_json_rows_are_what_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    show_rows(("id",), ROWS, as_json=True)
    assert json.loads(capsys.readouterr().out) == ROWS
