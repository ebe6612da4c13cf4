"""What a suite shows while it runs: a line for each figure, and the progress of what takes minutes."""

import time
from collections.abc import Callable

import pytest

Announce = Callable[[str], None]
"""Prints a line of its own at once, past pytest's capture."""

_SECONDS_BETWEEN = 10.0


def announcer(config: pytest.Config) -> Announce:
    """Lines on this run's terminal; a worker of pytest-xdist has none, so there they are dropped."""
    capture = config.pluginmanager.get_plugin("capturemanager")
    if capture is None or config.pluginmanager.get_plugin("terminalreporter") is None:
        return lambda _line: None
    terminal = config.get_terminal_writer()

    def announce(line: str) -> None:
        with capture.global_and_fixture_disabled():
            if terminal.width_of_current_line:
                terminal.line()
            terminal.line(line)
            terminal.flush()

    return announce


def now_and_then(announce: Announce) -> Announce:
    """Announces a line only when the last one is ten seconds old; the first waits ten seconds too."""
    last = time.monotonic()

    def perhaps(line: str) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS_BETWEEN:
            last = time.monotonic()
            announce(line)

    return perhaps
