"""One process of all copies delivers the webhooks: the one to which the group gives their partition.

All webhooks are in one partition, as all of the edge is, so their owner is one process; the next copy goes on from what
it has saved.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from functools import partial

from aiokafka import AIOKafkaProducer
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import KafkaError

from a1_edge_kit.webhook_standing import standing_of
from a1_schemas.edge_words import WebhookState
from a1_schemas.leagues import League
from a1_schemas.topics import WEBHOOKS_STATE
from a1_schemas.webhook import Webhook
from a1_schemas.webhook_progress import WebhookProgress
from a1_service_kit.broker_errors import is_outage
from a1_service_kit.kafka import open_consumer
from a1_service_kit.lease import Lease, LeaseLostError
from a1_service_kit.lease_listener import LeaseListener
from a1_service_kit.logging import get_logger
from a1_service_kit.membership import keep_membership
from a1_service_kit.outage import Outage
from a1_service_kit.program import Runtime
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import KafkaSettings
from a1_service_kit.starting import Starting
from a1_stream.league_log import LeagueLog
from a1_stream.webhooks.delivering import Delivering, Delivery
from a1_stream.webhooks.webhook_log import STATE, follow_webhooks, read_progress, write_progress

GROUP = "stream-webhooks"
_OWNERSHIP = "webhooks-assigned"
_RETRY_UNPROVEN_S = 0.5
_METADATA_MAX_AGE_MS = 10_000
_AGAIN_AFTER_S = 60.0
"""After an error of ours in the delivery of one webhook, which must not end the stream."""

log = get_logger("a1.stream.webhooks")


async def deliver_webhooks(
    kafka: KafkaSettings,
    producer: AIOKafkaProducer,
    logs: Mapping[League, LeagueLog],
    shared: Delivering,
    runtime: Runtime,
) -> None:
    """Join the group and, while this process owns the webhooks, deliver them. Runs until cancelled.

    The stream is ready without it: clients do not wait for webhooks.
    """
    listener = LeaseListener(_OWNERSHIP, runtime.clock, Readiness(), retry_unproven_s=_RETRY_UNPROVEN_S)
    open_it = partial(
        open_consumer,
        kafka,
        f"{runtime.service}/{runtime.instance}",
        group_id=GROUP,
        partition_assignment_strategy=(RangePartitionAssignor,),
        metadata_max_age_ms=_METADATA_MAX_AGE_MS,
    )
    async with Starting(runtime).opened(open_it) as consumer:
        listener.consumer_of = lambda: consumer
        consumer.subscribe([WEBHOOKS_STATE], listener=listener)

        async def under(lease: Lease) -> None:
            lease.positions = dict.fromkeys(lease.partitions, 0)
            lease.own()
            if STATE in lease.partitions:
                await Owner(kafka, producer, logs, shared, lease).run()

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(keep_membership(consumer, runtime.clock))
            tasks.create_task(listener.serve(under))


class Owner:
    """The deliveries of one lease."""

    def __init__(
        self,
        kafka: KafkaSettings,
        producer: AIOKafkaProducer,
        logs: Mapping[League, LeagueLog],
        shared: Delivering,
        lease: Lease,
    ) -> None:
        self._kafka = kafka
        self._producer = producer
        self._logs = logs
        self._shared = shared
        self._lease = lease
        self._progress: dict[str, WebhookProgress] = {}
        self._deliveries: dict[str, Delivery] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Deliver until cancelled. Raises LeaseLostError. A broker that is away is waited for."""
        outage = Outage("webhooks.awaited", self._shared.clock)
        try:
            while True:
                try:
                    self._progress = await read_progress(self._kafka)
                    self._deliveries.clear()
                    self._tasks.clear()
                    outage.end()
                    async with asyncio.TaskGroup() as tasks, aclosing(follow_webhooks(self._kafka)) as changes:
                        async for webhooks in changes:
                            await self._reconcile(webhooks, tasks)
                except* (KafkaError, TimeoutError, OSError) as errors:
                    if not all(is_outage(each) for each in errors.exceptions):
                        raise
                    await outage.wait(errors.exceptions[0])
        finally:
            for state in WebhookState:
                self._shared.metrics.webhooks.labels(state).set(0)
            self._shared.metrics.failing_webhooks.set(0)

    async def _reconcile(self, webhooks: Mapping[str, Webhook], tasks: asyncio.TaskGroup) -> None:
        """Begin what is new, begin again what has changed, and forget what was deleted."""
        for webhook_id in [each for each in self._deliveries if each not in webhooks]:
            await self._end(webhook_id)
        for webhook_id in [each for each in self._progress if each not in webhooks]:
            await self.save(webhook_id, None)
        for webhook_id, webhook in webhooks.items():
            known = self._deliveries.get(webhook_id)
            if known is not None and known.webhook == webhook:
                continue
            await self._end(webhook_id)
            delivery = Delivery(
                webhook,
                self._progress.get(webhook_id),
                self._logs[webhook.league],
                self._shared,
                partial(self.save, webhook_id),
                self._lease.ensure_owned,
            )
            self._deliveries[webhook_id] = delivery
            self._tasks[webhook_id] = tasks.create_task(self._run(delivery))
        self._count()

    async def _end(self, webhook_id: str) -> None:
        """End a delivery, and keep what it has done."""
        task, delivery = self._tasks.pop(webhook_id, None), self._deliveries.pop(webhook_id, None)
        if task is None or delivery is None:
            return
        task.cancel()
        await asyncio.wait({task})
        self._progress[webhook_id] = delivery.progress

    async def _run(self, delivery: Delivery) -> None:
        while True:
            try:
                await delivery.run()
            except (LeaseLostError, KafkaError):
                raise
            except Exception:
                log.exception("webhook.broken", webhook=delivery.webhook.id)
                await self._shared.clock.sleep(_AGAIN_AFTER_S)
            else:
                return

    async def save(self, webhook_id: str, progress: WebhookProgress | None) -> None:
        """Return when it is in the log how far a webhook is, or that it is forgotten. Raises LeaseLostError."""

        async def write() -> None:
            await self._lease.ensure_owned()  # again after an outage, in which another copy may have become the owner
            await write_progress(self._producer, webhook_id, progress)

        await self._until_stored(write)
        if progress is None:
            self._progress.pop(webhook_id, None)
        else:
            self._progress[webhook_id] = progress
        self._count()

    async def _until_stored(self, write: Callable[[], Awaitable[None]]) -> None:
        outage = Outage("webhooks.unsaved", self._shared.clock)
        while True:
            try:
                await write()
            except (KafkaError, TimeoutError, OSError) as error:
                if not is_outage(error):
                    raise
                await outage.wait(error)
            else:
                outage.end()
                return

    def _count(self) -> None:
        standings = [standing_of(each.webhook, each.progress).state for each in self._deliveries.values()]
        for state in WebhookState:
            self._shared.metrics.webhooks.labels(state).set(standings.count(state))
        failing = [each for each in self._deliveries.values() if each.progress.failures]
        active = [each for each in failing if standing_of(each.webhook, each.progress).state is WebhookState.ACTIVE]
        self._shared.metrics.failing_webhooks.set(len(active))
