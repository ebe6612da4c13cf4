"""The status of a running stack on disk, for `a1 status`: `.run/<gateway port>/status.json`."""

import json
import os
from pathlib import Path
from typing import Any

import psutil

from a1_cli.checkout import ROOT

_RUN = ROOT / ".run"


def run_folder(gateway_port: int) -> Path:
    """The folder of the stack at this port, made if needed."""
    folder = _RUN / str(gateway_port)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_status(folder: Path, status: dict[str, Any]) -> None:
    """Replace the status in one step, so that a reader never sees half of it."""
    partial = folder / "status.json.new"
    partial.write_text(json.dumps(status | {"pid": os.getpid()}))
    partial.replace(folder / "status.json")


def remove_status(folder: Path) -> None:
    """Remove the status of a stack that has ended."""
    (folder / "status.json").unlink(missing_ok=True)


def running_stacks() -> dict[int, dict[str, Any]]:
    """Gateway port → status of every stack of this checkout that still runs."""
    found: dict[int, dict[str, Any]] = {}
    for path in sorted(_RUN.glob("*/status.json")):
        try:
            status = json.loads(path.read_text())
        except (OSError, ValueError):
            continue
        if psutil.pid_exists(status.get("pid", -1)):
            found[int(path.parent.name)] = status
    return found
