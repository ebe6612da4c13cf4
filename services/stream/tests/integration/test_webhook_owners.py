"""A webhook is delivered for as long as its owner may ask."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any

import pytest

from a1_edge_kit.key_ring import KeyRing
from a1_edge_kit.keys import new_key
from a1_edge_kit.webhook_owners import ANONYMOUS_OWNER
from a1_schemas.edge_words import StopReason
from a1_stream.league_log import LeagueLog
from a1_testkit.bad_credentials import key_record
from a1_testkit.waiting import wait_until

from .log_writer import LogWriter
from .webhook_delivery import ID, PEPPER, SECRETS, Deliverer, webhook_of
from .webhook_receiver import Receiver, receiving

OWNER = "aaaaaaaa"
RECORD = key_record(new_key("dev", OWNER), datetime(2026, 11, 29, tzinfo=UTC))


@pytest.fixture
async def receiver() -> AsyncGenerator[Receiver]:
    async with receiving(Receiver(ID, SECRETS.present(webhook_of("https://a.example/")))) as receiver:
        yield receiver


@pytest.fixture
def deliverer(log: LeagueLog) -> Deliverer:
    return Deliverer(log)


class UnreadRing(KeyRing):
    """A key ring that counts how often it was asked whether keys have been read."""

    def __init__(self) -> None:
        self.asked = 0
        super().__init__(PEPPER, "dev")

    def __getattribute__(self, name: str) -> Any:
        if name == "is_read":
            self.asked += 1
        return super().__getattribute__(name)


def stopped(deliverer: Deliverer) -> StopReason | None:
    return deliverer.progress.stopped if deliverer.progress else None


async def test_a_revoked_key_ends_the_deliveries_of_its_webhooks(
    writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    deliverer.ring.replace([RECORD])
    async with deliverer.running(webhook_of(receiver.url, owner=OWNER, start="beginning")):
        await writer.put("a")
        await receiver.holds(a=1)
        deliverer.ring.replace([RECORD.model_copy(update={"revoked_at": datetime.now(UTC)})])
        await writer.put("b")
        await wait_until(lambda: stopped(deliverer) is StopReason.OWNER_ENDED)
    assert "b" not in receiver.versions


async def test_nothing_is_sent_for_a_key_before_keys_have_been_read(
    writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    deliverer.ring = ring = UnreadRing()
    async with deliverer.running(webhook_of(receiver.url, owner=OWNER, start="beginning")):
        await writer.put("a")
        await wait_until(lambda: ring.asked >= 2)
        assert (receiver.posted, stopped(deliverer)) == ([], None)
        ring.replace([RECORD])
        await receiver.holds(a=1)


@pytest.mark.parametrize("owner", [None, "token:bob", ANONYMOUS_OWNER])
async def test_an_owner_that_cannot_be_revoked_is_served(
    writer: LogWriter, deliverer: Deliverer, receiver: Receiver, owner: str | None
) -> None:
    async with deliverer.running(webhook_of(receiver.url, owner=owner, start="beginning")):
        await writer.put("a")
        await receiver.holds(a=1)
