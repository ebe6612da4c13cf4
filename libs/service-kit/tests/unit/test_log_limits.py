import io
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from a1_service_kit.log_limits import EVERY_S, LineLimit, RepeatFilter
from a1_service_kit.logging import configure_logging, get_logger
from a1_service_kit.settings import ServiceSettings


def test_a_line_is_admitted_once_a_period_with_the_number_left_out() -> None:
    limit = LineLimit(every_s=60)
    assert [limit.admit("lost", now) for now in (0, 1, 59.9, 60, 61, 200)] == [0, None, None, 2, None, 1]


def test_lines_of_other_keys_are_admitted_beside_it() -> None:
    limit = LineLimit(every_s=60)
    assert [limit.admit("a", 0), limit.admit("b", 0), limit.admit("a", 1)] == [0, 0, None]


def test_texts_without_end_are_forgotten_oldest_first() -> None:
    limit = LineLimit(every_s=60)
    for number in range(501):
        limit.admit(number, 0)
    assert limit.admit(500, 1) is None
    assert limit.admit(0, 1) == 0


@dataclass
class Log:
    stream: io.StringIO = field(default_factory=io.StringIO)
    now: float = 0.0

    @property
    def events(self) -> list[str]:
        return [json.loads(line)["event"] for line in self.stream.getvalue().splitlines()]


@pytest.fixture
def log() -> Iterator[Log]:
    """The output of a process, with a filter whose clock the test moves."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure_logging(ServiceSettings(), "gateway")
    log = Log()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(log.stream)
    assert [type(each) for each in handler.filters] == [RepeatFilter]
    handler.filters[:] = [RepeatFilter(monotonic=lambda: log.now)]
    yield log
    root.handlers = handlers
    root.setLevel(level)


def test_kafkas_client_says_the_same_once_a_minute(log: Log) -> None:
    for node in range(100):
        logging.getLogger("aiokafka.client").error("Unable connect to node with id %s", node)
    log.now = EVERY_S
    logging.getLogger("aiokafka.client").error("Unable connect to node with id %s", 7)
    assert log.events == [
        "Unable connect to node with id 0",
        "Unable connect to node with id 7 (99 more like it were suppressed)",
    ]


@pytest.mark.parametrize(
    "event",
    [
        "lease.unproven",
        "send.failed",
        "heartbeat.failed",
        "view.unreachable",
        "redis.lost",
        "keys.unreadable",
        "gateway.away",
    ],
)
def test_our_own_lines_of_an_outage_are_one_a_minute(log: Log, event: str) -> None:
    for number in range(10):
        get_logger("a1.test").warning(event, number=number)
    log.now = EVERY_S
    get_logger("a1.test").warning(event, number=10)
    lines = [json.loads(line) for line in log.stream.getvalue().splitlines()]
    assert [(line["number"], line.get("suppressed")) for line in lines] == [(0, None), (10, 9)]


@pytest.mark.parametrize(
    "write",
    [
        lambda: get_logger("a1.test").warning("poll.failed"),
        lambda: logging.getLogger("some.library").error("refused"),
    ],
)
def test_every_other_line_is_written(log: Log, write: Callable[[], None]) -> None:
    write()
    write()
    assert len(log.events) == 2
