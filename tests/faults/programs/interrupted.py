"""The normalizer that sends itself a signal at an await point of a batch, once it is armed.

python interrupted.py FOLDER. The driver arms it by writing `armed` there: half, number of the point, signal. The first
process whose batch gets that far writes `reached` with its process id, then the signal acts. A batch that ends earlier
writes `passed` with its number of points.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Generator, Iterable, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from aiokafka import ConsumerRecord

from a1_normalizer.app import main
from a1_normalizer.projector import Projector
from a1_normalizer.resolver import Resolver
from a1_service_kit.lease import Lease
from a1_stage_kit.writers import Written

_FOLDER = Path(sys.argv.pop(1))
_INPUTS = {"resolver": ("raw.", "polls."), "projector": ("normalized.",)}


class _Order:
    """What is armed, and how many points were passed."""

    def __init__(self, point: int, number: signal.Signals) -> None:
        self.point = point
        self.signal = number
        self.passed = 0

    def pass_point(self) -> None:
        self.passed += 1
        if self.passed == self.point and _write("reached", str(os.getpid())):
            os.kill(os.getpid(), self.signal)


_order: ContextVar[_Order | None] = ContextVar("order", default=None)


class _Counted:
    """A coroutine whose steps are points, where its task belongs to an armed batch."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self._coroutine = coroutine

    def __await__(self) -> Generator[Any, Any, Any]:
        steps = self._coroutine.__await__()
        try:
            waited_for = next(steps)
            while True:
                if (order := _order.get()) is not None:
                    order.pass_point()
                try:
                    value = yield waited_for
                except BaseException as error:  # noqa: BLE001 - handed on to the coroutine
                    waited_for = steps.throw(error)
                else:
                    if order is not None:
                        order.pass_point()
                    waited_for = steps.send(value)
        except StopIteration as end:
            return end.value


async def _steps(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return await _Counted(coroutine)


def _task(loop: asyncio.AbstractEventLoop, coroutine: Any, **options: Any) -> "asyncio.Task[Any]":
    counted = _order.get() is not None and asyncio.iscoroutine(coroutine)
    return asyncio.Task(_steps(coroutine) if counted else coroutine, loop=loop, **options)


def _interrupted(half: str, on_batch: Callable[..., Coroutine[Any, Any, None]]) -> Any:
    async def armed(self: Any, records: Sequence[ConsumerRecord]) -> None:
        await _passing(half, (each.topic for each in records), self, on_batch(self, records))

    return armed


def _interrupted_take_over(take_over: Callable[..., Coroutine[Any, Any, None]]) -> Any:
    async def armed(self: Projector, lease: Lease, *, written: Sequence[Written]) -> None:
        topics = (each.partition.topic for each in written)
        await _passing("projector", topics, self, take_over(self, lease, written=written))

    return armed


async def _passing(half: str, topics: Iterable[str], worker: Any, batch: Coroutine[Any, Any, None]) -> None:
    """Do a batch; if it is armed and of the half's own topics, its steps are points."""
    order = _armed(half) if any(topic.startswith(_INPUTS[half]) for topic in topics) else None
    if order is None:
        await batch
        return
    asyncio.get_running_loop().set_task_factory(_task)
    token = _order.set(order)
    try:
        await _Counted(batch)
        if isinstance(worker, Resolver):
            await worker.settle()  # what the batch has begun has points too
    finally:
        _order.reset(token)
    if order.passed < order.point:
        _write("passed", str(order.passed))


def _armed(half: str) -> _Order | None:
    try:
        wanted, point, number = (_FOLDER / "armed").read_text().split()
    except (OSError, ValueError):
        return None
    is_over = (_FOLDER / "reached").exists() or (_FOLDER / "passed").exists()
    return None if wanted != half or is_over else _Order(int(point), signal.Signals[number])


def _write(name: str, text: str) -> bool:
    """Whether this process was the first to write it."""
    partial = _FOLDER / f"{name}.{os.getpid()}"
    partial.write_text(text)
    try:
        os.link(partial, _FOLDER / name)
    except FileExistsError:
        return False
    return True


Resolver.on_batch = _interrupted("resolver", Resolver.on_batch)
Projector.on_batch = _interrupted("projector", Projector.on_batch)
Projector._take_over = _interrupted_take_over(Projector._take_over)  # pyright: ignore[reportPrivateUsage]
sys.exit(main())
