"""The TypeScript client: built, in strict types, with Node's own test runner, its example against a demo."""

from collections.abc import Callable

import pytest
from tests.clients.programs import NODE, NPM, TYPESCRIPT, run

from a1_testkit.counting import LEFT_OUT

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(NPM is None, reason=f"{LEFT_OUT} without npm"),
    pytest.mark.timeout(600),
]


def test_it_has_no_dependency(npm: Callable[..., str]) -> None:
    assert npm("ls", "--omit=dev", "--parseable").split() == [str(TYPESCRIPT)]


def test_its_tests_and_examples_compile_in_strict_types(npm: Callable[..., str]) -> None:
    npm("run", "check")


def test_its_source_has_no_type_that_says_nothing() -> None:
    for path in sorted(TYPESCRIPT.glob("src/*.ts")):
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
    printed = run(TYPESCRIPT, NODE, "examples/follow_prices.ts", demo, "nba", "45")
    assert " offers, digest " in printed
    assert " markets" in printed
