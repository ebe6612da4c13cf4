"""Consuming until it is time to stop, in a group of a real broker."""

import asyncio
from collections.abc import Sequence

from aiokafka import ConsumerRecord, TopicPartition

from a1_service_kit.kafka import open_consumer, open_producer
from a1_service_kit.lease import Lease
from a1_service_kit.settings import KafkaSettings
from a1_stage_kit.batches import Batches, ends_of
from a1_stage_kit.consuming import consume
from a1_stage_kit.stage_metrics import StageMetrics
from a1_stage_kit.subscribers import Subscription
from a1_testkit.runtimes import a_runtime
from a1_testkit.waiting import wait_until

CONSUMING = Subscription("consumes", ("raw.espn",), max_records=10)
PLACE = TopicPartition("raw.espn", 3)


async def test_what_a_batch_has_begun_is_committed_before_the_group_is_left(empty_kafka: KafkaSettings) -> None:
    began, settles, may_end = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def effect(lease: Lease, ends: dict[TopicPartition, int]) -> None:
        began.set()
        await may_end.wait()
        await lease.commit(ends)

    async def handle(lease: Lease, records: list[ConsumerRecord]) -> None:
        begun.append(lease.start(lambda: effect(lease, ends_of(records))))

    async def on_batch(records: Sequence[ConsumerRecord]) -> None:
        await batches.run(records, handle)

    async def settle() -> None:
        settles.set()
        await asyncio.wait(begun)

    async def restore(lease: Lease) -> None: ...

    begun: list[asyncio.Task[None]] = []
    async with asyncio.TaskGroup() as tasks:
        runtime = a_runtime("normalizer", tasks)
        metrics = StageMetrics(runtime.registry, "normalizer", ["resolver"])
        batches = Batches("resolver", runtime.clock, runtime.readiness, restore, metrics)
        consuming = tasks.create_task(consume(empty_kafka, CONSUMING, batches, on_batch, runtime, settle=settle))
        async with open_producer(empty_kafka, "test") as producer:
            await producer.send_and_wait(PLACE.topic, b"{}", key=b"one", partition=PLACE.partition)
        await began.wait()
        runtime.stopping.set()
        await asyncio.wait({consuming, tasks.create_task(settles.wait())}, return_when=asyncio.FIRST_COMPLETED)
        assert settles.is_set()
        assert not consuming.done()
        may_end.set()
        await wait_until(consuming.done)
    async with open_consumer(empty_kafka, CONSUMING.group_id, group_id=CONSUMING.group_id) as consumer:
        consumer.assign([PLACE])
        assert await consumer.committed(PLACE) == 1
