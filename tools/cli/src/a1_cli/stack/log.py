"""The combined log: every process's lines as one readable stream, and each process's own file, unabridged."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

_COLOURS = (36, 33, 35, 32, 34, 96, 93, 95, 92, 94)
_SHOWN_FIRST = ("event", "level", "timestamp", "service", "instance", "request_id", "trace_id", "span_id", "logger")
LEVELS = {"debug": 0, "info": 1, "warning": 2, "error": 3, "critical": 4}


class StackLog:
    """Prints what is worth a person's attention (from `level` on) and keeps everything in `folder/<name>.log`."""

    def __init__(self, folder: Path, *, level: str, colour: bool, write: Callable[[str], None] | None = None) -> None:
        self._folder = folder
        self._least = LEVELS[level]
        self._colour = colour
        self._write = write or _to_standard_error
        self._files: dict[str, IO[str]] = {}
        self._order: list[str] = []

    def redirect(self, write: Callable[[str], None]) -> None:
        """Print elsewhere from now on (above a live table)."""
        self._write = write

    def line(self, name: str, text: str) -> None:
        """A line of a process."""
        self._file(name).write(text + "\n")
        entry = _parsed(text)
        if entry is None:
            if text.strip() and name not in {"broker", "redis", "postgres"}:
                self._write(f"{self._label(name)} {text}")
            return
        level = str(entry.get("level", "info"))
        if LEVELS.get(level, 1) >= self._least:
            self._write(f"{self._label(name)} {_rendered(entry, level)}")

    def note(self, text: str) -> None:
        """A line of the stack itself."""
        self._write(f"{self._label('a1')} {text}")

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()

    def _file(self, name: str) -> IO[str]:
        if name not in self._files:
            self._files[name] = (self._folder / f"{name}.log").open("a", encoding="utf-8", buffering=1)
        return self._files[name]

    def _label(self, name: str) -> str:
        if name not in self._order:
            self._order.append(name)
        time = datetime.now(UTC).astimezone().strftime("%H:%M:%S")
        label = f"{time} {name:<17} │"
        if not self._colour:
            return label
        return f"\x1b[{_COLOURS[self._order.index(name) % len(_COLOURS)]}m{label}\x1b[0m"


def _to_standard_error(text: str) -> None:
    sys.stderr.write(text + "\n")


def _parsed(text: str) -> dict[str, Any] | None:
    if not text.startswith("{"):
        return None
    try:
        entry = json.loads(text)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and "event" in entry else None


def _rendered(entry: dict[str, Any], level: str) -> str:
    pairs = " ".join(f"{key}={value}" for key, value in entry.items() if key not in _SHOWN_FIRST)
    mark = "" if level == "info" else f"{level.upper()} "
    return f"{mark}{entry['event']} {pairs}".rstrip()
