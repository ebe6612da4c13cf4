"""What the owner of the webhooks writes, with a producer that fails on request."""

import asyncio
import ssl
from typing import Any, cast

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError
from prometheus_client import CollectorRegistry

from a1_edge_kit.destinations import WebhookSettings
from a1_edge_kit.settings import Auth
from a1_edge_kit.webhook_owners import WebhookOwners
from a1_edge_kit.webhook_secrets import WebhookSecrets
from a1_schemas.webhook_progress import WebhookProgress
from a1_service_kit.lease import Lease, LeaseLostError
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import KafkaSettings
from a1_stream.metrics import Metrics
from a1_stream.webhooks.delivering import Delivering
from a1_stream.webhooks.owner import Owner
from a1_stream.webhooks.retries import Retries
from a1_stream.webhooks.sending import Sender
from a1_stream.webhooks.webhook_log import STATE
from a1_testkit.clocks import ManualClock
from a1_testkit.group_consumer import FakeGroupConsumer
from a1_testkit.waiting import wait_until

PROGRESS = WebhookProgress(id="wh_abcd2345", run=1)


class AwayAtFirst:
    """Counts the writes. The first one meets a broker that is away."""

    def __init__(self) -> None:
        self.tries = 0

    async def send_and_wait(self, *_: Any, **__: Any) -> None:
        self.tries += 1
        if self.tries == 1:
            raise KafkaConnectionError


def owner_of(clock: ManualClock, producer: AwayAtFirst) -> tuple[Owner, Lease]:
    lease = Lease("webhooks", FakeGroupConsumer(STATE).as_consumer(), {STATE}, clock, Readiness())
    lease.positions = {STATE: 0}
    lease.own()
    shared = Delivering(
        sender=Sender(WebhookSettings(), WebhookSecrets("pepper"), clock),
        trust=ssl.create_default_context(),
        retries=Retries(patience_s=60),
        clock=clock,
        metrics=Metrics(CollectorRegistry()),
        draw=lambda: 0.5,
        owners=WebhookOwners(Auth.OPEN, None, clock),
    )
    return Owner(KafkaSettings(), cast("AIOKafkaProducer", producer), {}, shared, lease), lease


async def test_progress_is_stored_once_the_broker_is_back() -> None:
    clock, producer = ManualClock(), AwayAtFirst()
    owner, _ = owner_of(clock, producer)
    saving = asyncio.create_task(owner.save(PROGRESS.id, PROGRESS))
    await wait_until(lambda: clock.sleepers == 1)
    clock.advance(5)
    await saving
    assert producer.tries == 2


async def test_a_lease_that_ended_in_an_outage_stores_nothing_after_it() -> None:
    clock, producer = ManualClock(), AwayAtFirst()
    owner, lease = owner_of(clock, producer)
    saving = asyncio.create_task(owner.save(PROGRESS.id, PROGRESS))
    await wait_until(lambda: clock.sleepers == 1)
    lease.revoke()
    clock.advance(5)
    with pytest.raises(LeaseLostError):
        await saving
    assert producer.tries == 1
