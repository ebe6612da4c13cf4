"""Steps of a start while the broker is away, and what ends it."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import pytest
from aiokafka.errors import InvalidSessionTimeoutError, InvalidTransactionTimeout, KafkaConnectionError

from a1_service_kit.broker_errors import SessionTimeoutError
from a1_service_kit.program import Runtime, StoppedError
from a1_service_kit.settings import ConfigurationError
from a1_service_kit.starting import Starting
from a1_testkit.clocks import ManualClock
from a1_testkit.runtimes import a_runtime

AWAY = KafkaConnectionError("nothing listens")


class Broker:
    """Answers as the test says, and notes who is connected."""

    def __init__(self, *answers: Exception | str) -> None:
        self._answers = list(answers)
        self.asked = 0
        self.connected: list[str] = []

    async def ask(self) -> str:
        self.asked += 1
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    @asynccontextmanager
    async def connect(self) -> AsyncGenerator[str]:
        answer = await self.ask()
        self.connected.append(answer)
        yield answer
        self.connected.remove(answer)


class ImpatientClock(ManualClock):
    """Its sleeps take no time, and are noted."""

    def __init__(self) -> None:
        super().__init__()
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.advance(seconds)


@pytest.fixture
def clock() -> ImpatientClock:
    return ImpatientClock()


@pytest.fixture
def runtime(clock: ImpatientClock) -> Runtime:
    return a_runtime("normalizer", clock=clock)


async def test_a_step_is_tried_again_until_the_broker_answers(runtime: Runtime, clock: ImpatientClock) -> None:
    broker = Broker(AWAY, TimeoutError(), AWAY, "welcome")
    assert await Starting(runtime).step(broker.ask) == "welcome"
    assert (broker.asked, clock.slept) == (4, [0.1, 0.5, 1.0])


async def test_a_context_is_entered_once_and_left_once(runtime: Runtime) -> None:
    broker = Broker(AWAY, "welcome")
    async with Starting(runtime).opened(broker.connect) as answer:
        assert (answer, broker.connected) == ("welcome", ["welcome"])
    assert (broker.asked, broker.connected) == (2, [])


async def test_a_signal_ends_a_step_that_waits_for_others(runtime: Runtime) -> None:
    async def join() -> None:
        runtime.stopping.set()
        await asyncio.Event().wait()

    with pytest.raises(StoppedError):
        await Starting(runtime).step(join)


async def test_a_step_that_takes_too_long_by_itself_is_tried_again(runtime: Runtime) -> None:
    broker = Broker(TimeoutError(), "welcome")

    async def ask() -> object:
        async with asyncio.timeout(None):
            return await broker.ask()

    assert await Starting(runtime).step(ask) == "welcome"


async def test_a_signal_ends_the_wait(runtime: Runtime) -> None:
    runtime.stopping.set()
    broker = Broker(AWAY, "too late")
    with pytest.raises(StoppedError):
        await Starting(runtime).step(broker.ask)
    assert broker.asked == 1


async def test_what_is_no_outage_is_raised_as_it_is(runtime: Runtime) -> None:
    with pytest.raises(ValueError, match="a bug"):
        await Starting(runtime).step(Broker(ValueError("a bug")).ask)


@pytest.mark.parametrize(
    ("make", "bounds"),
    [
        (InvalidSessionTimeoutError, "group.min. to group.max.session.timeout.ms"),
        (InvalidTransactionTimeout, "transaction.max.timeout.ms"),
    ],
)
async def test_a_time_out_that_the_broker_refuses_names_the_setting(
    runtime: Runtime, make: Callable[[], Exception], bounds: str
) -> None:
    with pytest.raises(SessionTimeoutError, match=bounds) as refused:
        await Starting(runtime).step(Broker(make()).ask)
    assert isinstance(refused.value, ConfigurationError)
    assert str(refused.value).startswith("KAFKA__SESSION_TIMEOUT_MS: ")
