"""A demo for both clients, and the environment that has the Python client's wheel alone."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.slates.stack import running_stack

from a1_testkit.machine import scaled

ROOT = Path(__file__).parents[2]
_FIRST_PRICES_WITHIN_S = 120.0


@pytest.fixture(scope="session")
def demo() -> Iterator[str]:
    """The address of a demo's gateway that has prices."""
    with running_stack("world") as url:
        deadline = time.monotonic() + scaled(_FIRST_PRICES_WITHIN_S)
        while not httpx.get(f"{url}/api/v1/analytics/best-prices/nba?market=spread").json()["data"]:
            assert time.monotonic() < deadline, "the demo has no prices"
            time.sleep(1)
        yield url


@pytest.fixture(scope="session")
def installed() -> Path:
    """The programs of the environment that `make clients` installs the wheel into."""
    found = ROOT / ".venv-clients" / "bin"
    if not (found / "python").exists():
        pytest.fail("run `make clients`, which builds and installs the wheel")
    return found
