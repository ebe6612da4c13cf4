"""The Python client as a user has it: its wheel, without the workspace."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "clients" / "python"
DOCUMENT = ROOT / "services" / "gateway" / "openapi.json"
ALONE = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}

pytestmark = [pytest.mark.clients, pytest.mark.timeout(600)]


def run(folder: Path, *command: Path | str, **settings: str) -> str:
    """What a command printed; fails with it where the command does."""
    done = subprocess.run(command, cwd=folder, env=ALONE | settings, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_it_is_imported_from_its_wheel_and_knows_no_member(installed: Path, tmp_path: Path) -> None:
    code = "import a1betting, importlib.util as u; print(a1betting.__file__, u.find_spec('a1_schemas'))"
    where, member = run(tmp_path, installed / "python", "-c", code).split()
    assert "site-packages" in where
    assert member == "None"


def test_its_unit_tests_pass(installed: Path) -> None:
    assert " passed" in run(CLIENT, installed / "pytest", "tests/unit")


def test_it_reads_every_route_of_a_demo(installed: Path, demo: str) -> None:
    assert " passed" in run(CLIENT, installed / "pytest", "tests/integration", A1_URL=demo)


def test_another_generator_takes_the_document_without_a_warning(installed: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    config.write_text("post_hooks: []\n")
    program = installed / "openapi-python-client"
    said = run(
        tmp_path, program, "generate", "--path", DOCUMENT, "--meta", "none", "--output-path", "out", "--config", config
    )
    assert "warning" not in said.lower(), said
