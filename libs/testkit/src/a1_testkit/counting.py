"""The last lines of a test run: tests that used a real broker or a real Redis, and recordings read.

Tests that need a server this run does not have are listed by name.

The counts travel on each test's report, so they are also right when tests run in several processes.
"""

from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

from a1_testkit.recordings import Recording, find_recordings, recordings_folder

LEFT_OUT = "left out"
"""How the reason of a skip begins whose test the closing lines name."""
_PROPERTY = "a1-used"
_BROKER, _REDIS, _RECORDING = "broker", "redis", "recording"
_MARKS = {"kafka": (_BROKER,), "redis": (_REDIS,), "e2e": (_BROKER, _REDIS)}


class RealParts:
    """Notes on each test's report what the test used, and sums it up."""

    def __init__(self, root: Path) -> None:
        self._recordings = recordings_folder(root)
        self._used: set[tuple[str, str]] = set()
        self._reported: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if call.when == "call" and report.passed:
            used = [f"{part}:{item.nodeid}" for mark in item.iter_markers() for part in _MARKS.get(mark.name, ())]
            used += [f"{_RECORDING}:{name}" for name in self._newly_read(item)]
            report.user_properties += [(_PROPERTY, each) for each in used]
        return report

    def _newly_read(self, item: pytest.Item) -> set[str]:
        recordings: Sequence[Recording] = getattr(item, "funcargs", {}).get("recordings", ())
        read = (recordings[0].read if recordings else set[str]()) - self._reported
        self._reported |= read
        return read

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, value in report.user_properties:
            if name == _PROPERTY:
                part, _, what = str(value).partition(":")
                self._used.add((part, what))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        count = {each: sum(part == each for part, _ in self._used) for each in (_BROKER, _REDIS, _RECORDING)}
        for report in terminalreporter.getreports("skipped"):
            if isinstance(report.longrepr, tuple) and LEFT_OUT in (reason := report.longrepr[2]):
                terminalreporter.write_line(f"{reason.removeprefix('Skipped: ')}: {report.nodeid}")
        there = sum(1 for _ in find_recordings(self._recordings))
        terminalreporter.write_line(
            f"real broker: {count[_BROKER]}, real Redis: {count[_REDIS]}, recordings: {count[_RECORDING]} of {there}"
        )
