"""The figures of each mapper at the end, from whichever process they were found in."""

import pytest
from tests.fuzz.shares import FIGURES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for resolution in ("passed", "failed") for report in terminalreporter.getreports(resolution)]
    for line in sorted(str(value) for report in reports for name, value in report.user_properties if name == FIGURES):
        terminalreporter.write_line(line)
