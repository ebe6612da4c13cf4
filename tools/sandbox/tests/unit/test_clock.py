"""The clock that can be stopped."""

from datetime import UTC, datetime, timedelta

from a1_sandbox.clock import PausableClock

START = datetime(2026, 11, 25, tzinfo=UTC)


def test_a_stopped_clock_stands_and_goes_on_from_there() -> None:
    seconds = [0.0]
    clock = PausableClock(START, lambda: seconds[0])
    seconds[0] = 10
    clock.pause()
    clock.pause()
    seconds[0] = 100
    assert clock.now() == START + timedelta(seconds=10)
    clock.resume()
    clock.resume()
    seconds[0] = 105
    assert clock.now() == START + timedelta(seconds=15)
