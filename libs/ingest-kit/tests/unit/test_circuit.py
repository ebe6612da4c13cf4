import random
from datetime import UTC, datetime, timedelta

import pytest

from a1_ingest_kit.circuit import FAILURES_TO_OPEN, FIRST_REST, LONGEST_REST, OUTAGES, Circuit
from a1_schemas.vocabulary import PollReason

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def an_open_circuit():
    circuit = Circuit(random.Random(1))
    for _ in range(FAILURES_TO_OPEN):
        assert circuit.open_for(NOW) is None
        circuit.failed(PollReason.SERVER_ERROR, None, NOW)
    return circuit


def test_failures_in_a_row_open_it_and_one_probe_after_the_rest_decides():
    circuit = an_open_circuit()
    reason, rest = circuit.open_for(NOW)
    assert reason is PollReason.CIRCUIT_OPEN
    later = NOW + rest
    assert circuit.open_for(later) is None
    assert circuit.open_for(later) is not None, "one probe at a time"
    circuit.failed(PollReason.TIMEOUT, None, later)
    assert circuit.open_for(later) is not None, "a failed probe opens it again at once"
    assert circuit.open_for(later + LONGEST_REST) is None
    circuit.succeeded()
    assert circuit.open_for(later) is None


def test_an_answer_about_one_request_says_nothing_against_the_host():
    circuit = Circuit(random.Random(1))
    for _ in range(FAILURES_TO_OPEN * 3):
        circuit.failed(PollReason.NOT_FOUND, None, NOW)
    assert circuit.open_for(NOW) is None


def test_a_rejection_rests_the_host_for_its_own_reason():
    circuit = Circuit(random.Random(1))
    circuit.failed(PollReason.BLOCKED, timedelta(minutes=15), NOW)
    assert circuit.open_for(NOW + timedelta(minutes=14)) == (PollReason.BLOCKED, timedelta(minutes=1))
    assert circuit.open_for(NOW + timedelta(minutes=15)) is None


def test_a_probe_that_was_abandoned_lets_another_pass():
    circuit = an_open_circuit()
    later = NOW + LONGEST_REST
    assert circuit.open_for(later) is None
    circuit.abandoned()
    assert circuit.open_for(later) is None


def rests(*multiples: float) -> list[timedelta]:
    """The first rest times each number, varied as by the circuit's own generator."""
    rng = random.Random(1)
    return [FIRST_REST * multiple * rng.uniform(0.5, 1.0) for multiple in multiples]


def rest_of(circuit: Circuit, now: datetime) -> timedelta:
    found = circuit.open_for(now)
    assert found is not None
    assert found[0] is PollReason.CIRCUIT_OPEN
    return found[1]


def test_each_failed_probe_doubles_the_rest_up_to_its_limit_and_a_success_starts_over() -> None:
    circuit, now = an_open_circuit(), NOW
    *growing, last, first_again = rests(1, 2, 3, 3, 3, 1)
    for rest in (*growing, last):
        assert rest_of(circuit, now) == rest
        now += rest
        assert circuit.open_for(now) is None
        if rest is not last:
            circuit.failed(PollReason.CONNECTION, None, now)
    circuit.succeeded()
    for _ in range(FAILURES_TO_OPEN):
        assert circuit.open_for(now) is None
        circuit.failed(PollReason.CONNECTION, None, now)
    assert rest_of(circuit, now) == first_again


@pytest.mark.parametrize(("failures", "is_open"), [(FAILURES_TO_OPEN - 1, False), (FAILURES_TO_OPEN, True)])
@pytest.mark.parametrize("reason", sorted(OUTAGES))
def test_it_opens_at_the_fifth_outage_of_any_kind(reason: PollReason, failures: int, is_open: bool) -> None:
    circuit = Circuit(random.Random(1))
    for _ in range(failures):
        circuit.failed(reason, None, NOW)
    assert (circuit.open_for(NOW) is not None) is is_open


@pytest.mark.parametrize("is_request_at_fault", [False, True])
def test_only_failures_in_a_row_are_counted(is_request_at_fault: bool) -> None:
    circuit = Circuit(random.Random(1))
    for _ in range(3):
        for _ in range(FAILURES_TO_OPEN - 1):
            circuit.failed(PollReason.TIMEOUT, None, NOW)
        if is_request_at_fault:
            circuit.failed(PollReason.NOT_FOUND, None, NOW)
        else:
            circuit.succeeded()
    assert circuit.open_for(NOW) is None


def test_those_who_come_while_a_probe_is_under_way_wait_for_the_first_rest() -> None:
    circuit = an_open_circuit()
    later = NOW + LONGEST_REST
    assert circuit.open_for(later) is None
    assert circuit.open_for(later) == (PollReason.CIRCUIT_OPEN, FIRST_REST)
    circuit.succeeded()
    assert [circuit.open_for(later) for _ in range(2)] == [None, None]


def test_a_probe_that_is_rejected_opens_it_for_the_rejections_time_and_reason() -> None:
    circuit = an_open_circuit()
    later = NOW + LONGEST_REST
    assert circuit.open_for(later) is None
    circuit.failed(PollReason.BLOCKED, timedelta(minutes=15), later)
    assert circuit.open_for(later) == (PollReason.BLOCKED, timedelta(minutes=15))
    after = later + timedelta(minutes=15)
    assert circuit.open_for(after) is None
    assert circuit.open_for(after) == (PollReason.BLOCKED, FIRST_REST), "a rejected probe leaves one probe again"
    circuit.failed(PollReason.TIMEOUT, None, after)
    assert rest_of(circuit, after) == rests(1, 2)[1], "the failed probe was the second opening, for the usual reason"
