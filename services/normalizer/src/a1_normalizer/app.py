"""The normalizer: what it opens and what it runs."""

import asyncio
import os
from contextlib import AsyncExitStack

from a1_normalizer.assignments import Assignments
from a1_normalizer.delivery import Delivery
from a1_normalizer.metrics import Metrics
from a1_normalizer.projector import TOPICS as VIEW_TOPICS
from a1_normalizer.projector import Projector
from a1_normalizer.resolver import TOPICS as INPUT_TOPICS
from a1_normalizer.resolver import Resolver
from a1_normalizer.settings import Role, Settings
from a1_normalizer.subscribers import open_subscriber
from a1_normalizer.view import View
from a1_service_kit.heartbeat import HeartbeatFacts, beat
from a1_service_kit.kafka import check_partitions, open_producer
from a1_service_kit.program import Runtime, run_program
from a1_service_kit.redis import open_redis
from a1_service_kit.settings import load_settings

SERVICE = "normalizer"
_LAG_EVERY_SECONDS = 2.0


def main() -> int:
    """Run until a signal; gives the exit code."""
    # FastStream would restart a dead consuming loop silently; here its end is the end of the process.
    os.environ["FASTSTREAM_SUPERVISOR_DISABLED"] = "1"
    settings = load_settings(Settings)
    return run_program(SERVICE, settings, lambda runtime: run(settings, runtime))


async def run(settings: Settings, runtime: Runtime) -> None:
    """Open everything, consume until it is time to stop."""
    await check_partitions(settings.kafka)
    metrics = Metrics(runtime.registry)
    role = settings.normalizer.role
    lags: dict[str, int] = {}
    async with AsyncExitStack() as stack:
        producer = await stack.enter_async_context(open_producer(settings.kafka, SERVICE))
        if role is not Role.PROJECTOR:
            resolver = Resolver(settings.kafka, Delivery(producer), metrics, runtime.clock, runtime.readiness)
            consuming = open_subscriber(settings.kafka, SERVICE, INPUT_TOPICS, resolver.assignments, resolver.on_batch)
            _watch(runtime, await stack.enter_async_context(consuming), resolver.assignments)
            runtime.tasks.create_task(_measure_lag("resolver", resolver.assignments, metrics, lags))
        if role is not Role.RESOLVER:
            redis = await stack.enter_async_context(open_redis(settings.redis))
            projector = Projector(View(redis, metrics), metrics, runtime.clock, runtime.readiness)
            consuming = open_subscriber(
                settings.kafka, f"{SERVICE}-view", VIEW_TOPICS, projector.assignments, projector.on_batch
            )
            _watch(runtime, await stack.enter_async_context(consuming), projector.assignments)
            runtime.tasks.create_task(_measure_lag("projector", projector.assignments, metrics, lags))
        runtime.tasks.create_task(
            beat(runtime, producer, lambda: HeartbeatFacts(not runtime.readiness.missing, sum(lags.values())))
        )
        await runtime.stopping.wait()


def _watch(runtime: Runtime, consuming: asyncio.Task[None], assignments: Assignments) -> None:
    """The end of the consuming loop, or a worker that gives up, is the end of the process."""

    async def watch() -> None:
        done, _ = await asyncio.wait({consuming, assignments.failure}, return_when=asyncio.FIRST_COMPLETED)
        for ended in done:
            if not runtime.stopping.is_set():
                ended.result()
                raise RuntimeError("a consuming loop ended by itself")

    runtime.tasks.create_task(watch())


async def _measure_lag(half: str, assignments: Assignments, metrics: Metrics, lags: dict[str, int]) -> None:
    while True:
        lags[half] = assignments.lag()
        metrics.lag.labels(half).set(lags[half])
        await asyncio.sleep(_LAG_EVERY_SECONDS)
