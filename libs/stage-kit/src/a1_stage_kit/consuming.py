"""Consumes one subscription until it is time to stop."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

from a1_service_kit.program import Runtime, StoppedError
from a1_service_kit.settings import KafkaSettings
from a1_service_kit.starting import Starting
from a1_stage_kit.batches import Batches
from a1_stage_kit.subscribers import OnBatch, Subscription, open_subscriber

_SETTLE_WITHIN_S = 3.0
"""A process has ten seconds to stop, and leaving the group may take six of them."""


def end_with_the_consuming_loop() -> None:
    """Keep FastStream from restarting a dead consuming loop silently: its end has to be the end of the process."""
    os.environ["FASTSTREAM_SUPERVISOR_DISABLED"] = "1"


async def _nothing() -> None:
    """What has to end where batches are done when they return."""


async def consume(
    kafka: KafkaSettings,
    subscription: Subscription,
    batches: Batches,
    on_batch: OnBatch,
    runtime: Runtime,
    *,
    settle: Callable[[], Coroutine[Any, Any, None]] = _nothing,
) -> None:
    """Consume until it is time to stop; the end of the loop, or an error of a lease's work, ends the process.

    Before the group is left `settle` is awaited for 3 s: it returns when what batches have begun is done.
    """
    stopped = asyncio.create_task(runtime.stopping.wait())
    serving = asyncio.create_task(batches.serve())
    subscriber_of = partial(open_subscriber, kafka, subscription, batches.listener, on_batch)
    try:
        async with Starting(runtime).opened(subscriber_of) as consuming:
            await asyncio.wait({consuming, serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if runtime.stopping.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(settle(), _SETTLE_WITHIN_S)
                return
            if serving.done():
                serving.result()
            raise RuntimeError(f"{subscription.group_id}: the consuming loop ended by itself")
    except StoppedError:
        return
    finally:
        serving.cancel()
