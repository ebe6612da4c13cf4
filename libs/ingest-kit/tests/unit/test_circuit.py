import random
from datetime import UTC, datetime, timedelta

from a1_ingest_kit.circuit import FAILURES_TO_OPEN, LONGEST_REST, Circuit
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


def test_a_refusal_leaves_the_host_alone_for_its_own_reason():
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
