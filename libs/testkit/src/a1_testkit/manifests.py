"""Writes recordings for tests: bodies beside a manifest, as `a1 check` and `a1 map` read them."""

import json
from pathlib import Path
from typing import Any


def add_recording(folder: Path, body: object, **fields: Any) -> None:
    """Add a body and its line to the folder's manifest; `fields` are the line's own, or replace what it has."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / "manifest.jsonl"
    rows = manifest.read_text().splitlines() if manifest.exists() else []
    row: dict[str, Any] = {
        "file": f"{len(rows)}.json",
        "provider": "odds",
        "feed": "odds",
        "sport": "basketball",
        "league": "nba",
        "request": {"path": "/v4/sports/basketball_nba/odds", "params": {"regions": "us"}},
        "status": 200,
        "fetched_at": "2026-11-25T12:00:00Z",
        "format": "json",
    } | fields
    (folder / row["file"]).write_text(json.dumps(body))
    manifest.write_text("\n".join([*rows, json.dumps(row)]) + "\n")
