"""Reads manifests: what each recording below a folder is an answer to, and when it was fetched."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from a1_schemas.providers import Provider
from a1_schemas.raw import parse_time

Row = dict[str, Any]


class ManifestError(ValueError):
    """A folder without manifests, or a row of one that cannot be read."""


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A row that has everything a poll's headers need, with the file it describes."""

    path: Path
    provider: Provider
    league: str
    fetched_at: datetime
    row: Row


def find_rows(directory: Path) -> Iterator[tuple[Path, Row]]:
    """Iterate over each row of each manifest, with the folder its file is relative to.

    Raises ManifestError for a row that is no JSON object.
    """
    for manifest, _, row in _numbered(directory):
        yield manifest.parent, row


def rows_in_order(directory: Path) -> list[ManifestRow]:
    """Return all rows by time of fetching, ties in the order of the manifests and their lines.

    Raises ManifestError where there is no row, and for the first row that cannot be read.
    """
    rows = [_checked(manifest, number, row) for manifest, number, row in _numbered(directory)]
    if not rows:
        raise ManifestError(f"no manifest.jsonl with recordings below {directory}")
    return sorted(rows, key=lambda each: each.fetched_at)


def _numbered(directory: Path) -> Iterator[tuple[Path, int, Row]]:
    for manifest in sorted(directory.rglob("manifest.jsonl")):
        for number, line in enumerate(manifest.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                yield manifest, number, _object(manifest, number, line)


def _object(manifest: Path, number: int, line: str) -> Row:
    try:
        row: object = json.loads(line)
    except ValueError as error:
        raise ManifestError(f"{manifest}:{number}: {error}") from error
    if not isinstance(row, dict):
        raise ManifestError(f"{manifest}:{number}: no object")
    return row  # pyright: ignore[reportUnknownVariableType]


def _checked(manifest: Path, number: int, row: Row) -> ManifestRow:
    try:
        path = manifest.parent / row["file"]
        _ = (row["feed"], row["request"]["path"])
        found = ManifestRow(path, Provider(row["provider"]), row["league"], parse_time(row["fetched_at"]), row)
    except KeyError as error:
        raise ManifestError(f"{manifest}:{number}: no {error}") from error
    except (TypeError, ValueError) as error:
        raise ManifestError(f"{manifest}:{number}: {error}") from error
    if not path.is_file():
        raise ManifestError(f"{manifest}:{number}: no file {path}")
    return found
