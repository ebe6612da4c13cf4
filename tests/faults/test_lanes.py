"""The order of entries that run side by side."""

from tests.faults.lanes import Job, in_order, next_job

_WIDE, _LONG, _SHORT = Job("wide", "kafka", 4, 10), Job("long", "kafka", 1, 300), Job("short", "embedded", 1, 60)


def test_the_widest_run_first_and_of_those_the_longest() -> None:
    assert in_order([_SHORT, _LONG, _WIDE]) == [_WIDE, _LONG, _SHORT]


def test_a_job_runs_only_in_as_many_free_lanes_as_it_takes() -> None:
    assert next_job([_WIDE, _LONG, _SHORT], free=3) == _LONG
    assert next_job([_WIDE], free=3) is None
    assert next_job([], free=4) is None
