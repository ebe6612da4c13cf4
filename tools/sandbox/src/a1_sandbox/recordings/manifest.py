"""What the manifests say of the recordings: read once, in the order in which the bodies are served."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from a1_schemas.providers import Provider


class ManifestError(ValueError):
    """A folder without manifests, or a line of one that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One recorded response. Its body stays on disk until it is asked for."""

    path: Path
    provider: Provider
    feed: str
    league: str
    sport: str
    request_path: str
    parameters: dict[str, str]
    status: int
    fetched_at: datetime
    format: str


def read_manifests(folder: Path) -> list[Recording]:
    """Every row of every manifest below a folder, by time of fetching, ties in the order of the manifests."""
    manifests = sorted(folder.rglob("manifest.jsonl"))
    if not manifests:
        raise ManifestError(f"no manifest.jsonl below {folder}")
    rows = [recording for manifest in manifests for recording in _read_manifest(manifest)]
    return sorted(rows, key=lambda recording: recording.fetched_at)


def _read_manifest(manifest: Path) -> list[Recording]:
    lines = manifest.read_text(encoding="utf-8").splitlines()
    return [_recording(manifest, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _recording(manifest: Path, number: int, line: str) -> Recording:
    try:
        row: dict[str, Any] = json.loads(line)
        return Recording(
            path=manifest.parent / row["file"],
            provider=Provider(row["provider"]),
            feed=row["feed"],
            league=row["league"],
            sport=row["sport"],
            request_path=row["request"]["path"],
            parameters={name: str(value) for name, value in row["request"].get("params", {}).items()},
            status=row["status"],
            fetched_at=datetime.fromisoformat(row["fetched_at"]),
            format=row["format"],
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise ManifestError(f"{manifest}:{number}: {fault!r}") from fault
