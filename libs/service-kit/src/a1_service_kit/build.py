"""The version and commit that is running."""

import os
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def version_of(service: str) -> str:
    """Return the version of a service's distribution."""
    try:
        return version(f"a1-{service}")
    except PackageNotFoundError:
        return "unknown"


def commit() -> str:
    """Return `A1_COMMIT` if the image sets it, else the checkout's commit, else `unknown`."""
    given = os.environ.get("A1_COMMIT")
    if given:
        return given
    try:
        answer = subprocess.run(
            ["git", "rev-parse", "--short=12", "HEAD"],  # noqa: S607
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    return answer.stdout.strip() or "unknown"
