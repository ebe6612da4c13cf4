"""Recorded provider responses outside the checkout: each body with its manifest row."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_DEFAULT = "../shared/payloads"


@dataclass(frozen=True, slots=True)
class Recording:
    """One recorded body. `row` is its line of `manifest.jsonl`, `name` its path below the recordings' folder."""

    path: Path
    name: str
    row: dict[str, Any]
    read: set[str] = field(default_factory=set[str], compare=False, repr=False)
    """The names of recordings whose body was read. Shared by all recordings of a session."""

    @property
    def body(self) -> bytes:
        self.read.add(self.name)
        return self.path.read_bytes()


def recordings_folder(root: Path) -> Path:
    """Return `A1_RECORDINGS`, or the folder beside the checkout."""
    return (root / os.environ.get("A1_RECORDINGS", _DEFAULT)).resolve()


def find_recordings(folder: Path) -> Iterator[Recording]:
    """Iterate over every recording of every manifest below the folder, in a fixed order."""
    read: set[str] = set()
    for manifest in sorted(folder.rglob("manifest.jsonl")):
        for line in manifest.read_text().splitlines():
            row = json.loads(line)
            path = manifest.parent / row["file"]
            yield Recording(path, path.relative_to(folder).as_posix(), row, read)
