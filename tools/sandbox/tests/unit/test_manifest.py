"""What is said of a folder whose manifests cannot be read."""

import json
from pathlib import Path

import pytest

from a1_sandbox.recordings.manifest import ManifestError, read_manifests

ROW = {
    "file": "a.json",
    "provider": "espn",
    "feed": "news",
    "league": "nba",
    "sport": "basketball",
    "request": {"path": "/x"},
    "status": 200,
    "fetched_at": "2026-01-01T00:00:00Z",
    "format": "json",
}


def test_rows_come_by_time_and_ties_in_the_order_of_the_manifest(tmp_path: Path) -> None:
    times = ("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")
    rows = [ROW | {"file": f"{number}.json", "fetched_at": time} for number, time in enumerate(times)]
    (tmp_path / "manifest.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    assert [recording.path.name for recording in read_manifests(tmp_path)] == ["1.json", "0.json", "2.json"]


def test_a_folder_without_manifests_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=r"no manifest\.jsonl"):
        read_manifests(tmp_path)


@pytest.mark.parametrize("line", ["{", json.dumps(ROW | {"provider": "oracle"}), json.dumps({"file": "a"})])
def test_a_line_that_cannot_be_understood_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "manifest.jsonl").write_text(f"{json.dumps(ROW)}\n{line}\n")
    with pytest.raises(ManifestError, match=r"manifest\.jsonl:2"):
        read_manifests(tmp_path)
