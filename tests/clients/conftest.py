"""A demo for both clients, an environment with the Python client's wheel alone, and the TypeScript client, built."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from tests.clients.programs import NODE, NPM, TYPESCRIPT, run
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


@pytest.fixture(scope="session")
def node_first(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which that Node comes first, without the npm beside it, which is not whole."""
    folder = tmp_path_factory.mktemp("node")
    (folder / "node").symlink_to(NODE)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture(scope="session")
def npm(node_first: str) -> Callable[..., str]:
    """Run npm in the client's folder, in which what its lock names is installed and its types are built."""

    def npm(*words: str, **settings: str) -> str:
        return run(TYPESCRIPT, str(NPM), "--silent", *words, PATH=node_first, **settings)

    npm("ci", "--ignore-scripts")
    npm("run", "build")
    return npm
