"""What import-linter cannot see: scripts, tests and benchmarks."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS_MAY = frozenset({"testkit", "sandbox"})
"""Beside what their member declares."""
READS_BACK = {"services/normalizer/tests/integration/test_projecting_keys.py": frozenset({"edge-kit"})}
"""Tests that read what was written with the library of its readers."""
MEASURED = {
    "benchmarks/bare_fanout.py": "frames its records with the stream's own function",
    "benchmarks/gateway.py": "builds its bare peers with the gateway's own server settings",
    "benchmarks/gateway_size.py": "measures lists below the gateway's server",
    "benchmarks/historian.py": "measures the historian's write path below its group, and the gateway's query",
    "benchmarks/memory.py": "imports what a normalizer holds in memory beside its records",
    "benchmarks/restore.py": "measures the restore below the group that assigns its partitions",
    "benchmarks/state.py": "resolves in process with the normalizer's own collector",
    "tests/history/test_backfill.py": "prepares a database with the historian's migrations for the command line",
    "tests/history/test_files.py": "prepares a database with the historian's migrations for the command line",
    "tests/history/test_routes.py": "prepares a database with the historian's migrations for the gateway",
    "tests/mcp/stack.py": "serves the stream's MCP server before the gateway's application",
    "tests/mcp/test_movements.py": "prepares a database with the historian's migrations for the gateway",
    "tests/mcp/test_refusals.py": "bounds the wait for an answer of the gateway",
    "tests/mcp/test_tools.py": "compares what is listed with the table of tools",
    "tests/faults/programs/failing.py": "runs the normalizer with a bug of ours in a mapper or in the resolver",
    "tests/faults/programs/interrupted.py": "runs the normalizer so that it stops or dies at an await point",
}
"""Path outside the services that imports one → why."""


def imported_by(path: Path) -> Iterator[str]:
    """Every module of ours that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("a1_"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("a1_"):
            yield str(node.module)


def member_of(module: str) -> str:
    return module.partition(".")[0].removeprefix("a1_").replace("_", "-")


@pytest.fixture(scope="session")
def kinds(members: list[Path]) -> dict[str, str]:
    """Member → libs, services or tools."""
    return {member.name: member.parent.name for member in members}


@pytest.fixture(scope="session")
def allowed(members: list[Path]) -> dict[str, frozenset[str]]:
    """Member → itself and what it declares, and what that declares."""
    declared: dict[str, set[str]] = {}
    for member in members:
        project = tomllib.loads((member / "pyproject.toml").read_text())["project"]
        names = (each.split("[")[0].split(">")[0] for each in project["dependencies"])
        declared[member.name] = {name.removeprefix("a1-") for name in names if name.startswith("a1-")}
    return {name: frozenset(_closure(name, declared)) for name in declared}


def _closure(name: str, declared: dict[str, set[str]]) -> set[str]:
    return {name}.union(*(_closure(each, declared) for each in declared[name]))


def test_scripts_and_tests_import_what_their_member_may(
    root: Path, files: list[Path], allowed: dict[str, frozenset[str]]
) -> None:
    for path in files:
        parts = path.relative_to(root).parts
        if path.suffix != ".py" or parts[0] not in ("libs", "services", "tools") or "src" in parts:
            continue
        may = allowed[parts[1]] | (TESTS_MAY if "tests" in parts else frozenset[str]())
        may |= READS_BACK.get("/".join(parts), frozenset[str]())
        wrong = {module for module in imported_by(path) if member_of(module) not in may}
        assert not wrong, f"{'/'.join(parts)} imports {sorted(wrong)}"


def test_tools_tests_and_benchmarks_import_no_service(root: Path, files: list[Path], kinds: dict[str, str]) -> None:
    found: set[str] = set()
    for path in files:
        name = path.relative_to(root).as_posix()
        if path.suffix == ".py" and not name.startswith("services/"):
            found |= {name for module in imported_by(path) if kinds.get(member_of(module)) == "services"}
    assert found == set(MEASURED)


def test_a_library_or_service_imports_no_tool(root: Path, files: list[Path], kinds: dict[str, str]) -> None:
    for path in files:
        parts = path.relative_to(root).parts
        if path.suffix != ".py" or parts[0] not in ("libs", "services") or "tests" in parts:
            continue
        wrong = {module for module in imported_by(path) if kinds.get(member_of(module)) == "tools"}
        assert not wrong, f"{'/'.join(parts)} imports {sorted(wrong)}"
