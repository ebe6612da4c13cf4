"""Analytics: what it opens and what it runs."""

import asyncio
import gc
from functools import partial

from a1_analysis.restoring import OWN_KINDS
from a1_analytics.analyst import TOPICS, Analyst
from a1_analytics.metrics import HALF, Metrics
from a1_analytics.settings import Settings
from a1_schemas.services import ANALYTICS
from a1_schemas.topics import analytics_topic
from a1_service_kit.entry import run_service
from a1_service_kit.heartbeat import HeartbeatFacts, send_heartbeats
from a1_service_kit.kafka import open_producer
from a1_service_kit.program import Runtime
from a1_service_kit.starting import Starting
from a1_service_kit.topic_settings import check_topics
from a1_service_kit.watching import kafka_connection, watch_kafka
from a1_stage_kit.consuming import consume, end_with_the_consuming_loop
from a1_stage_kit.lag import Half, measure_lag, total
from a1_stage_kit.subscribers import Subscription
from a1_stage_kit.writers import open_writers

_READING = Subscription(ANALYTICS, TOPICS, max_records=500)


def main() -> int:
    """Run until a signal; gives the exit code."""
    end_with_the_consuming_loop()
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)  # a league's quotes hold no cycles
    return run_service(ANALYTICS, Settings, run)


async def run(settings: Settings, runtime: Runtime) -> None:
    """Open everything, consume until it is time to stop."""
    runtime.tasks.create_task(watch_kafka(runtime, settings.kafka, kafka_connection(runtime)))
    starting = Starting(runtime)
    metrics = Metrics(runtime.registry)
    lags: dict[str, int | None] = {}
    async with (
        starting.opened(partial(open_producer, settings.kafka, ANALYTICS)) as producer,
        open_writers(settings.kafka, ANALYTICS, tuple(map(analytics_topic, OWN_KINDS)), producer) as writers,
    ):
        await starting.step(partial(check_topics, settings.kafka))
        analyst = Analyst(settings.kafka, writers, metrics, runtime.clock, runtime.readiness, runtime.stopping)
        consuming = runtime.tasks.create_task(
            consume(settings.kafka, _READING, analyst.batches, analyst.on_batch, runtime)
        )
        half = Half(HALF, ends_in_markers=True)
        runtime.tasks.create_task(measure_lag(half, settings.kafka, analyst.batches, metrics, lags))
        runtime.tasks.create_task(send_heartbeats(runtime, producer, partial(_facts, runtime, lags)))
        await runtime.stopping.wait()
        await asyncio.gather(consuming)


def _facts(runtime: Runtime, lags: dict[str, int | None]) -> HeartbeatFacts:
    return HeartbeatFacts(ready=not runtime.readiness.missing, lag=total(lags.values()))
