"""The normalizer: what it opens and what it runs."""

import asyncio
import gc
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain

from a1_normalizer.delivery import HandOver, hand_nothing_over
from a1_normalizer.metrics import Metrics
from a1_normalizer.projector import TOPICS as VIEW_TOPICS
from a1_normalizer.projector import Projector
from a1_normalizer.resolver import TOPICS as INPUT_TOPICS
from a1_normalizer.resolver import Resolver
from a1_normalizer.settings import Role, Settings, findings_of
from a1_normalizer.view import View
from a1_schemas.service_findings import ServiceFinding
from a1_schemas.services import NORMALIZER
from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind
from a1_service_kit.entry import run_service
from a1_service_kit.heartbeat import HeartbeatFacts, send_heartbeats
from a1_service_kit.kafka import open_producer
from a1_service_kit.program import Runtime
from a1_service_kit.redis import open_redis
from a1_service_kit.redis_watch import redis_connection, watch_redis
from a1_service_kit.starting import Starting
from a1_service_kit.topic_settings import check_topics
from a1_service_kit.watching import kafka_connection, watch_kafka
from a1_stage_kit.consuming import consume, end_with_the_consuming_loop
from a1_stage_kit.lag import Half, measure_lag, total
from a1_stage_kit.subscribers import Subscription
from a1_stage_kit.writers import open_writers

Findings = Callable[[], Iterable[ServiceFinding]]
_RESOLVING = Subscription(NORMALIZER, INPUT_TOPICS, max_records=50)
"""Enough that the last commit of a batch, during which nothing is resolved, weighs little; few, since a backlog is held
in memory by so many.
"""
_RESOLVER = Half("resolver")
_PROJECTOR = Half("projector", ends_in_markers=True, stands_elsewhere=True)
_PROJECTING = Subscription(f"{NORMALIZER}-view", VIEW_TOPICS, max_records=500)


def main() -> int:
    """Run until a signal; gives the exit code."""
    end_with_the_consuming_loop()
    quiet_collector()
    return run_service(NORMALIZER, Settings, run)


def quiet_collector() -> None:
    """Let Python's collector walk less: a league's records hold no cycles."""
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)


async def run(settings: Settings, runtime: Runtime) -> None:
    """Open everything, consume until it is time to stop. The two halves join their groups side by side."""
    runtime.tasks.create_task(watch_kafka(runtime, settings.kafka, kafka_connection(runtime)))
    starting = Starting(runtime)
    metrics = Metrics(runtime.registry)
    role = settings.normalizer.role
    halves: list[asyncio.Task[None]] = []
    lags: dict[str, int | None] = {}
    findings: list[Findings] = [partial(findings_of, settings)]
    async with (
        starting.opened(partial(open_producer, settings.kafka, NORMALIZER)) as producer,
        open_redis(settings.redis) as redis,
        open_writers(settings.kafka, NORMALIZER, tuple(map(normalized_topic, Kind)), producer) as writers,
    ):
        await starting.step(partial(check_topics, settings.kafka))
        hand_over: HandOver = hand_nothing_over
        if role is not Role.RESOLVER:
            projector = Projector(
                settings.kafka,
                View(redis, metrics),
                metrics,
                runtime.clock,
                runtime.readiness,
                is_handed_over=role is Role.BOTH,
            )
            consuming = consume(settings.kafka, _PROJECTING, projector.batches, projector.on_batch, runtime)
            halves.append(runtime.tasks.create_task(consuming))
            runtime.tasks.create_task(projector.watch())
            runtime.tasks.create_task(projector.take_over())
            runtime.tasks.create_task(measure_lag(_PROJECTOR, settings.kafka, projector.batches, metrics, lags))
            runtime.tasks.create_task(watch_redis(runtime, redis, redis_connection(runtime)))
            hand_over = projector.hand_over
        if role is not Role.PROJECTOR:
            resolver = Resolver(
                settings.kafka,
                writers,
                metrics,
                runtime.clock,
                runtime.readiness,
                runtime.stopping,
                code_version=f"{runtime.version}+{runtime.commit}",
                spans=settings.normalizer.life_spans.spans,
                hand_over=hand_over,
            )
            findings.append(resolver.findings)
            consuming = consume(
                settings.kafka, _RESOLVING, resolver.batches, resolver.on_batch, runtime, settle=resolver.settle
            )
            halves.append(runtime.tasks.create_task(consuming))
            runtime.tasks.create_task(measure_lag(_RESOLVER, settings.kafka, resolver.batches, metrics, lags))
        runtime.tasks.create_task(send_heartbeats(runtime, producer, partial(_facts, runtime, lags, findings)))
        await runtime.stopping.wait()
        await asyncio.gather(*halves)


def _facts(runtime: Runtime, lags: dict[str, int | None], findings: Sequence[Findings]) -> HeartbeatFacts:
    found = tuple(chain.from_iterable(find() for find in findings))
    return HeartbeatFacts(ready=not runtime.readiness.missing, lag=total(lags.values()), findings=found)
