"""The historian: what it opens and what it runs."""

import asyncio
from functools import partial

import asyncpg

from a1_historian.historian import Historian
from a1_historian.log_records import TOPICS
from a1_historian.metrics import HALF, Metrics
from a1_historian.migrating import migrate
from a1_historian.retention import keep_months
from a1_historian.settings import Settings
from a1_schemas.services import HISTORIAN
from a1_service_kit.entry import run_service
from a1_service_kit.heartbeat import HeartbeatFacts, send_heartbeats
from a1_service_kit.kafka import open_producer
from a1_service_kit.outage import Outage
from a1_service_kit.postgres import is_away, open_postgres
from a1_service_kit.postgres_watch import postgres_connection, watch_postgres
from a1_service_kit.program import Runtime
from a1_service_kit.starting import Starting
from a1_service_kit.topic_settings import check_topics
from a1_service_kit.watching import kafka_connection, watch_kafka
from a1_stage_kit.consuming import consume, end_with_the_consuming_loop
from a1_stage_kit.lag import Half, measure_lag, total
from a1_stage_kit.subscribers import Subscription

_READING = Subscription(HISTORIAN, TOPICS, max_records=1_000)
_CONNECTIONS = 4


def main() -> int:
    """Run until a signal; gives the exit code."""
    end_with_the_consuming_loop()
    return run_service(HISTORIAN, Settings, run)


async def run(settings: Settings, runtime: Runtime) -> None:
    """Open everything, consume until it is time to stop."""
    postgres = postgres_connection(runtime)
    runtime.tasks.create_task(watch_kafka(runtime, settings.kafka, kafka_connection(runtime)))
    starting = Starting(runtime)
    metrics = Metrics(runtime.registry)
    lags: dict[str, int | None] = {}
    async with (
        starting.opened(partial(open_producer, settings.kafka, HISTORIAN)) as producer,
        open_postgres(settings.postgres, connections=_CONNECTIONS) as pool,
    ):
        runtime.tasks.create_task(send_heartbeats(runtime, producer, partial(_facts, runtime, lags)))
        await starting.step(partial(check_topics, settings.kafka))
        runtime.tasks.create_task(watch_postgres(runtime, pool, postgres))
        if not await _migrated(pool, runtime):
            return
        historian = Historian(settings.kafka, pool, settings.historian, metrics, runtime.clock, runtime.readiness)
        consuming = runtime.tasks.create_task(
            consume(settings.kafka, _READING, historian.batches, historian.on_batch, runtime)
        )
        half = Half(HALF, ends_in_markers=True, stands_elsewhere=True)
        runtime.tasks.create_task(measure_lag(half, settings.kafka, historian.batches, metrics, lags))
        runtime.tasks.create_task(historian.watch())
        runtime.tasks.create_task(keep_months(pool, settings.historian.price_months, runtime.clock))
        await runtime.stopping.wait()
        await asyncio.gather(consuming)


async def _migrated(pool: asyncpg.Pool, runtime: Runtime) -> bool:
    """Migrate as soon as the database answers; False after a signal."""
    outage = Outage("postgres.awaited", runtime.clock)
    while not runtime.stopping.is_set():
        try:
            await migrate(pool)
        except Exception as error:
            if not is_away(error):
                raise
            await outage.wait(error)
        else:
            outage.end()
            return True
    return False


def _facts(runtime: Runtime, lags: dict[str, int | None]) -> HeartbeatFacts:
    return HeartbeatFacts(ready=not runtime.readiness.missing, lag=total(lags.values()))
