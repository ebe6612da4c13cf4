"""How an outage is noted, and waited for in place."""

from aiokafka.errors import KafkaConnectionError
from structlog.testing import capture_logs

from a1_service_kit.outage import Outage
from a1_testkit.clocks import ManualClock


class HurriedClock(ManualClock):
    """Notes each sleep and ends it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.advance(seconds)


async def test_each_failure_in_a_row_is_waited_for_longer_up_to_two_seconds() -> None:
    clock = HurriedClock()
    outage = Outage("retried", clock)
    for _ in range(5):
        await outage.wait(KafkaConnectionError())
    outage.end()
    await outage.wait(KafkaConnectionError())
    assert clock.slept == [0.1, 0.5, 1.0, 2.0, 2.0, 0.1]


def test_an_outage_is_a_line_a_minute_and_one_when_it_is_over() -> None:
    clock = ManualClock()
    outage = Outage("retried", clock, partition=3)
    with capture_logs() as logged:
        for _ in range(150):
            outage.note(KafkaConnectionError())
            clock.advance(1)
        outage.end()
        outage.end()
        outage.note(KafkaConnectionError())
    lines = [(each["event"], each["failures"], each["partition"]) for each in logged]
    assert lines == [
        ("retried", 1, 3),
        ("retried", 61, 3),
        ("retried", 121, 3),
        ("retried.over", 150, 3),
        ("retried", 1, 3),
    ]
