"""The Python client as a user has it: its wheel, without the workspace."""

from pathlib import Path

import pytest
from tests.clients.programs import run

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "clients" / "python"
DOCUMENT = ROOT / "services" / "gateway" / "openapi.json"

pytestmark = [pytest.mark.clients, pytest.mark.timeout(600)]


def test_it_is_imported_from_its_wheel_and_knows_no_member(installed: Path, tmp_path: Path) -> None:
    code = "import a1betting, importlib.util as u; print(a1betting.__file__, u.find_spec('a1_schemas'))"
    where, member = run(tmp_path, installed / "python", "-c", code).split()
    assert "site-packages" in where
    assert member == "None"


def test_its_unit_tests_pass(installed: Path) -> None:
    assert " passed" in run(CLIENT, installed / "pytest", "tests/unit")


def test_its_examples_run(installed: Path, demo: str, tmp_path: Path) -> None:
    python, examples = installed / "python", CLIENT / "examples"
    assert "evt_nba_" in run(tmp_path, python, examples / "best_prices.py", demo, "nba")
    kept = tmp_path / "cursor"
    first = run(tmp_path, python, examples / "follow_prices.py", demo, "nba", kept, "45")
    assert "live" in first
    assert " markets" in first
    before = kept.read_text()
    assert "live" in run(tmp_path, python, examples / "follow_prices.py", demo, "nba", kept, "10")
    assert kept.read_text() >= before, "cursors of one stream sort by time"


def test_it_reads_every_route_and_the_stream_of_a_demo(installed: Path, demo: str) -> None:
    assert " passed" in run(CLIENT, installed / "pytest", "tests/integration", A1_URL=demo)


def test_another_generator_takes_the_document_without_a_warning(installed: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    config.write_text("post_hooks: []\n")
    program = installed / "openapi-python-client"
    said = run(
        tmp_path, program, "generate", "--path", DOCUMENT, "--meta", "none", "--output-path", "out", "--config", config
    )
    assert "warning" not in said.lower(), said
