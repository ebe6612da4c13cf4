"""A demo for both clients, and the environment that has the Python client's wheel alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.slates.stack import running_stack

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def demo() -> Iterator[str]:
    """The address of a demo's gateway."""
    with running_stack("world") as url:
        yield url


@pytest.fixture(scope="session")
def installed() -> Path:
    """The programs of the environment that `make clients` installs the wheel into."""
    found = ROOT / ".venv-clients" / "bin"
    if not (found / "python").exists():
        pytest.fail("run `make clients`, which builds and installs the wheel")
    return found
