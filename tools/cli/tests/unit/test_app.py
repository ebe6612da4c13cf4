"""The table of commands."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from a1_cli.app import COMMANDS, app_of


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_its_name_and_its_help_alone_and_among_all(name: str) -> None:
    for app in (app_of([name]), app_of(COMMANDS)):
        answer = CliRunner().invoke(app, [name, "--help"])
        assert answer.exit_code == 0
        assert f"Usage: a1 {name}" in answer.output


def test_a_command_imports_no_other() -> None:
    program = "import sys; from a1_cli.app import app_of; app_of(['status']); print('a1_cli.check' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "False"
