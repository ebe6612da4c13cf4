import subprocess
import sys

import pytest

from a1_testkit.machine import SECONDS_AT_SCALE_1, VARIABLE, machine_scale, scaled


def slow_machine(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """One on which the count takes so many seconds."""
    readings = iter((100.0, 100.0 + seconds))
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("a1_testkit.machine.time.perf_counter", lambda: next(readings))
    monkeypatch.setattr("a1_testkit.machine.ADDITIONS", 1)


def test_a_machine_that_counts_three_times_slower_has_three_times_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    slow_machine(3 * SECONDS_AT_SCALE_1, monkeypatch)
    assert machine_scale() == 3.0
    assert scaled(20) == 60.0


def test_a_fast_machine_has_no_less_time(monkeypatch: pytest.MonkeyPatch) -> None:
    slow_machine(SECONDS_AT_SCALE_1 / 2, monkeypatch)
    assert machine_scale() == 1.0


def test_child_processes_have_the_scale_that_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    slow_machine(2 * SECONDS_AT_SCALE_1, monkeypatch)
    machine_scale()
    program = "from a1_testkit.machine import machine_scale; print(machine_scale())"
    child = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert child.stdout == "2.0\n"


def test_a_tests_own_time_out_is_scaled(request: pytest.FixtureRequest) -> None:
    mark = request.node.get_closest_marker("timeout")
    assert mark.args == (scaled(float(request.config.getini("timeout"))),)
