"""Webhooks over HTTP, on a real broker: an owner makes, sees and changes its own alone."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from a1_edge_kit.audit_chain import first_break
from a1_edge_kit.destinations import WebhookSettings
from a1_edge_kit.edge_log import read_audit, read_webhooks
from a1_edge_kit.keys import derived_id
from a1_edge_kit.plans import PLANS
from a1_edge_kit.scopes import WEBHOOKS_WRITE
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings
from a1_testkit.canonical import event_id
from a1_testkit.waiting import wait_until

from .edge_clients import WRITES, Clients, edge_clients, problem_of
from .log_writer import BrokerWriter
from .webhook_delivery import PEPPER, SECRETS, webhook_of
from .webhook_receiver import Receiver, receiving

WEBHOOKS = "/api/v1/webhooks"
URL = "https://hooks.example.com/services/T0?token=theirs"
NEW = {"name": "board", "url": URL, "league": "nba", "kinds": ["odds"]}


@pytest.fixture
async def clients(empty_kafka: KafkaSettings) -> AsyncGenerator[Clients]:
    async with edge_clients(empty_kafka) as clients:
        yield clients


async def test_the_life_of_a_webhook(clients: Clients, empty_kafka: KafkaSettings) -> None:
    bob = clients.writer
    made = await bob.post(WEBHOOKS, json=NEW | {"filters": {"market": ["spread", "total"]}})
    assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
    webhook: dict[str, Any] = made.json()
    secret = webhook.pop("secret")
    place = f"{WEBHOOKS}/{webhook['id']}"
    assert secret.startswith("whsec_")
    assert (webhook["state"], webhook["url"], webhook["start"]) == ("active", URL, "now")
    assert (await bob.get(WEBHOOKS)).json()["data"][0]["id"] == webhook["id"]
    assert (await bob.get(place)).json()["filters"] == {"market": ["spread", "total"]}

    for _ in range(2):
        paused = (await bob.post(f"{place}/pause")).json()
        assert (paused["state"], paused["reason"]) == ("paused", "operator")
    assert (await bob.post(f"{place}/resume")).json()["state"] == "active"
    rotated = await bob.post(f"{place}/rotate", json={"grace_hours": 1})
    assert rotated.json()["secret"] != secret
    assert rotated.json()["previous_until"] is not None
    assert "secret" not in (await bob.get(place)).json()
    asked = await bob.post(f"{place}/test")
    assert (asked.status_code, asked.json()["test"]) == (202, 1)

    assert (await bob.delete(place)).status_code == 204
    for method, path in (("GET", place), ("DELETE", place), ("POST", f"{place}/pause"), ("POST", f"{place}/test")):
        assert problem_of(await bob.request(method, path)) == (404, "unknown-id")
    assert await read_webhooks(empty_kafka) == {}
    audit = await read_audit(empty_kafka)
    assert first_break(audit) is None
    words = ("created", "paused", "resumed", "rotated", "tested", "deleted")
    assert [(entry.actor, str(entry.action)) for entry in audit] == [("token:bob", f"webhook-{word}") for word in words]
    assert "theirs" not in "".join(entry.model_dump_json() for entry in audit)


async def test_an_owner_sees_its_own_alone(clients: Clients) -> None:
    bob, carl = clients.writer, clients.of("carl", *WRITES)
    webhook = (await bob.post(WEBHOOKS, json=NEW)).json()["id"]
    assert (await carl.get(WEBHOOKS)).json() == {"data": []}
    for method, path in (
        *(("GET", ""), ("DELETE", ""), ("POST", "/pause"), ("POST", "/resume")),
        *(("POST", "/rotate"), ("POST", "/test")),
    ):
        there = await carl.request(method, f"{WEBHOOKS}/{webhook}{path}")
        nowhere = await carl.request(method, f"{WEBHOOKS}/wh_nothere1{path}")
        assert problem_of(there) == problem_of(nowhere) == (404, "unknown-id")
        assert there.json()["detail"] == nowhere.json()["detail"]
    assert (await bob.get(f"{WEBHOOKS}/{webhook}")).json()["state"] == "active"


async def test_a_repeated_request_answers_the_same_webhook(clients: Clients, empty_kafka: KafkaSettings) -> None:
    bob, again = clients.writer, {"Idempotency-Key": "1"}
    answers = [await bob.post(WEBHOOKS, json=NEW, headers=again) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    other = await bob.post(WEBHOOKS, json=NEW | {"kinds": ["events"]}, headers=again)
    assert problem_of(other) == (409, "made-before")
    assert len(await read_webhooks(empty_kafka)) == 1


async def test_a_plan_has_so_many_webhooks(clients: Clients) -> None:
    small = clients.of("dora", *WRITES, plan="free")
    assert [(await small.post(WEBHOOKS, json=NEW)).status_code for _ in range(2)] == [201, 409]
    assert problem_of(await small.post(WEBHOOKS, json=NEW)) == (409, "too-many-webhooks")
    (only,) = (await small.get(WEBHOOKS)).json()["data"]
    await small.delete(f"{WEBHOOKS}/{only['id']}")
    assert (await small.post(WEBHOOKS, json=NEW)).status_code == 201


async def test_a_plan_has_so_many_values_of_filters(clients: Clients) -> None:
    small, most = clients.of("dora", *WRITES, plan="free"), PLANS["free"].filters
    above, within = ({"event_id": [event_id(number) for number in range(size)]} for size in (most + 1, most))
    made = [await small.post(WEBHOOKS, json=NEW | {"filters": filters}) for filters in (above, within)]
    assert [each.status_code for each in made] == [422, 201]
    assert made[0].json()["parameter"] == "filters"
    reads = [await small.get("/api/v1/streams/nba/odds", params=filters) for filters in (above, within)]
    assert [each.status_code for each in reads] == [422, 200]
    assert reads[0].json()["parameter"] == "filters"


async def test_a_filter_value_that_nothing_knows_is_refused_with_those_that_are_near(clients: Clients) -> None:
    refused = await clients.writer.post(WEBHOOKS, json=NEW | {"filters": {"bookmaker": ["drafkings"]}})
    assert problem_of(refused) == (422, "bad-parameter")
    assert (refused.json()["parameter"], refused.json()["near"]) == ("bookmaker", ["draftkings"])


async def test_a_webhook_needs_the_scope_of_each_of_its_kinds(clients: Clients) -> None:
    narrow = clients.of("erin", WEBHOOKS_WRITE, "stream:odds")
    assert (await narrow.post(WEBHOOKS, json=NEW)).status_code == 201
    lacking = await narrow.post(WEBHOOKS, json=NEW | {"kinds": ["odds", "events"]})
    assert (problem_of(lacking), "`stream:events`" in lacking.json()["detail"]) == ((403, "forbidden"), True)


@pytest.mark.parametrize(
    ("changed", "parameter", "said"),
    [
        ({"url": "http://hooks.example.com/"}, "url", "not-https"),
        ({"url": "https://169.254.169.254/"}, "url", "metadata"),
        ({"url": "https://127.0.0.1/"}, "url", "loopback"),
        ({"url": "https://[::ffff:10.0.0.1]/"}, "url", "ipv4-mapped"),
        ({"url": "https://hooks.example.com:22/"}, "url", "port"),
        ({"url": "https://bob@hooks.example.com/"}, "url", "user"),
        ({"url": "https://localhost/"}, "url", "local-name"),
        ({"league": "cricket"}, "league", "nba"),
        ({"kinds": ["quotes"]}, "kinds", "player-stats"),
        ({"filters": {"team": ["lakers"]}}, "filters", "bookmaker"),
        ({"start": "yesterday"}, "start", "beginning"),
        ({"owner": "token:carl"}, "owner", "no such field"),
    ],
)
async def test_a_webhook_that_cannot_be_is_refused_by_its_field(
    kafka: KafkaSettings, changed: dict[str, Any], parameter: str, said: str
) -> None:
    async with edge_clients(kafka) as clients:
        answer = await clients.writer.post(WEBHOOKS, json=NEW | changed)
    assert answer.status_code == 422
    assert answer.json()["parameter"] == parameter
    assert said in answer.text


async def test_a_webhook_that_was_made_over_http_is_delivered_and_tested(empty_kafka: KafkaSettings) -> None:
    own, webhook_id = WebhookSettings(allow_loopback=True), f"wh_{derived_id(PEPPER, 'webhook', 'token:bob', 'once')}"
    expected = Receiver(webhook_id, SECRETS.present(webhook_of(URL, id=webhook_id)))
    async with edge_clients(empty_kafka, webhooks=own) as clients, receiving(expected) as receiver:
        bob = clients.writer
        wanted = NEW | {"start": "beginning", "url": receiver.url}
        made = (await bob.post(WEBHOOKS, json=wanted, headers={"Idempotency-Key": "once"})).json()
        assert (made["id"], made["secret"]) == (webhook_id, receiver.secret)
        place = f"{WEBHOOKS}/{made['id']}"
        async with open_producer(empty_kafka, "test") as producer:
            await BrokerWriter(producer).put("a")
        await receiver.holds(a=1)

        async def is_delivered() -> bool:
            return (await bob.get(place)).json()["last_outcome"] == "delivered"

        await wait_until(is_delivered, within=30)
        await bob.post(f"{place}/test")

        async def is_tested() -> bool:
            row = (await bob.get(place)).json()
            return row["tested"] == row["test"] and row["test_outcome"] == "delivered"

        await wait_until(is_tested, within=30)
