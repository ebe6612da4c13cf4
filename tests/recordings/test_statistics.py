"""Statistics of the recorded boards of 2025 and 2026: few rows have one in no table of ours, and none of them is lost.

How many rows a board has is what its manifest says, counted by people.
"""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from a1_evaluation.manifests import ManifestRow, rows_in_order
from a1_evaluation.mapped import map_recordings, records_at_the_end
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Kind, RejectReason
from a1_testkit.recordings import recordings_folder

pytestmark = pytest.mark.recordings

_FOLDER = recordings_folder(Path(__file__).parents[2])
_YEARS = ("2025", "2026")
_MOST_UNMAPPED = Decimal("0.005")
_FEWEST_ROWS = 1000
_OURS = frozenset(map(str, League))


def _is_recent_board(row: ManifestRow) -> bool:
    return row.league in _OURS and row.row["expect"]["props"] > 0 and str(row.row["fetched_at"]).startswith(_YEARS)


@pytest.mark.skipif(not _FOLDER.is_dir(), reason="no recordings; set A1_RECORDINGS")
def test_few_rows_of_recent_boards_have_a_statistic_in_no_table_and_none_is_lost(tmp_path: Path) -> None:
    boards = [row for row in rows_in_order(_FOLDER) if _is_recent_board(row)]
    rungs: Counter[bool] = Counter()
    for number, row in enumerate(boards):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "board.json").write_bytes(row.path.read_bytes())
        (folder / "manifest.jsonl").write_text(json.dumps(row.row | {"file": "board.json"}), encoding="utf-8")
        recordings = list(map_recordings(folder))
        refused = (each for found in recordings for each in found.refused)
        assert [each for each in refused if each.reason is RejectReason.UNKNOWN_STAT] == []
        for (kind, _), value in records_at_the_end(recordings).items():
            if kind is Kind.PROPS:
                rungs.update(rung["mapped"] for rung in json.loads(value)["lines"])
    rows = sum(row.row["expect"]["props"] for row in boards)
    figures = (
        f"{len(boards)} boards of {' and '.join(_YEARS)}: {rows} rows, {rungs[False]} with a statistic in no table"
    )
    print(figures)  # noqa: T201  what the test counts
    assert rungs.total() == rows >= _FEWEST_ROWS, "a row is lost, or there are too few to judge"
    assert rungs[False] <= rows * _MOST_UNMAPPED
