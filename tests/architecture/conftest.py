"""The tree as git sees it, for tests that read it."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """Every file that is tracked, or would be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file())


@pytest.fixture(scope="session")
def sources(files: list[Path]) -> list[Path]:
    """Every Python module that is installed."""
    return [path for path in files if path.suffix == ".py" and "src" in path.relative_to(ROOT).parts]


@pytest.fixture(scope="session")
def members(root: Path) -> list[Path]:
    return sorted(
        path.parent for kind in ("libs", "services", "tools") for path in root.glob(f"{kind}/*/pyproject.toml")
    )
