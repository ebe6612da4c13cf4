"""Keys over HTTP, on a real broker: the rules, the topic and the audit of the command line."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from a1_edge_kit.audit_chain import first_break
from a1_edge_kit.edge_log import read_audit, read_keys
from a1_edge_kit.key_ring import KeyRing
from a1_edge_kit.scopes import ADMIN_KEYS, SCOPES
from a1_edge_kit.settings import EdgeSettings
from a1_service_kit.clock import SystemClock
from a1_service_kit.settings import KafkaSettings

from .edge_clients import EDGE, WRITES, edge_clients, problem_of
from .webhook_delivery import PEPPER

KEYS = "/api/v1/keys"
NEW = {"name": "board", "scopes": ["read:games", "stream:*"]}


async def ring_of(kafka: KafkaSettings) -> KeyRing:
    """Return a key ring of what is in the log, as a gateway has it."""
    ring = KeyRing(PEPPER, "dev")
    ring.replace((await read_keys(kafka)).values())
    return ring


async def test_the_life_of_a_key(empty_kafka: KafkaSettings) -> None:
    now = SystemClock().now
    async with edge_clients(empty_kafka) as clients:
        admin = clients.admin
        made = await admin.post(KEYS, json=NEW | {"days": 2, "plan": "free"})
        assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
        key: dict[str, Any] = made.json()
        first = key.pop("key")
        found = (await ring_of(empty_kafka)).find(first, now())
        assert found is not None
        assert (found.id, found.plan.name) == (key["id"], "free")
        assert found.scopes == {scope for scope in SCOPES if scope.startswith("stream:") or scope == "read:games"}
        assert found.until is not None
        assert abs(found.until - now() - timedelta(days=2)) < timedelta(minutes=1)

        listed = await admin.get(KEYS)
        assert listed.json() == {"data": [key]}
        assert (key["state"], key["created_by"]) == ("active", "token:ann")

        rotated = (await admin.post(f"{KEYS}/{key['id']}/rotate", json={"grace_hours": 0})).json()["key"]
        ring = await ring_of(empty_kafka)
        assert [ring.find(text, now()) is not None for text in (first, rotated)] == [False, True]
        last = (await admin.post(f"{KEYS}/{key['id']}/rotate")).json()["key"]
        ring = await ring_of(empty_kafka)
        assert [ring.find(text, now()) is not None for text in (rotated, last)] == [True, True]

        gone = [await admin.delete(f"{KEYS}/{key['id']}") for _ in range(2)]
        assert [(each.status_code, each.json()["state"]) for each in gone] == [(200, "revoked")] * 2
        assert (await ring_of(empty_kafka)).find(last, now()) is None
        assert problem_of(await admin.post(f"{KEYS}/{key['id']}/rotate")) == (409, "revoked")
        for method, path in (("POST", f"{KEYS}/nothere1/rotate"), ("DELETE", f"{KEYS}/nothere1")):
            assert problem_of(await admin.request(method, path)) == (404, "unknown-id")
    audit = await read_audit(empty_kafka)
    assert first_break(audit) is None
    assert [(entry.actor, str(entry.action)) for entry in audit] == [
        *(("token:ann", f"key-{word}") for word in ("created", "rotated", "rotated", "revoked")),
    ]
    stored = "".join(entry.model_dump_json() for entry in audit)
    stored += "".join(each.model_dump_json() for each in (await read_keys(empty_kafka)).values())
    assert not [text for text in (first, rotated, last) if text[15:47] in stored]


async def test_a_repeated_request_makes_one_key(empty_kafka: KafkaSettings) -> None:
    async with edge_clients(empty_kafka) as clients:
        again = {"Idempotency-Key": "order-66"}
        answers = await asyncio.gather(*[clients.admin.post(KEYS, json=NEW, headers=again) for _ in range(4)])
        assert sorted(each.status_code for each in answers) == [201, 409, 409, 409]
        made = next(each for each in answers if each.status_code == 201).json()["id"]
        refused = next(each for each in answers if each.status_code == 409)
        assert (problem_of(refused), made in refused.json()["detail"]) == ((409, "made-before"), True)
        other = await clients.of("carl", ADMIN_KEYS).post(KEYS, json=NEW, headers=again)
        assert other.status_code == 201, "another caller's word is another request"
        assert problem_of(await clients.admin.post(KEYS, json=NEW, headers={"Idempotency-Key": "a b"}))[0] == 422
        assert (await clients.admin.get(KEYS)).json()["data"][0]["id"] == made
    assert len(await read_keys(empty_kafka)) == 2
    assert first_break(await read_audit(empty_kafka)) is None


@pytest.mark.parametrize(
    ("body", "status", "code", "parameter"),
    [
        ({"name": "", "scopes": ["read:odds"]}, 422, "bad-parameter", "name"),
        ({"name": "x"}, 422, "bad-parameter", "scopes"),
        ({"name": "x", "scopes": []}, 422, "bad-parameter", "scopes"),
        ({"name": "x", "scopes": ["read:everything"]}, 422, "bad-parameter", "scopes"),
        ({"name": "x", "scopes": ["read:odds"], "plan": "gold"}, 422, "bad-parameter", "plan"),
        ({"name": "x", "scopes": ["read:odds"], "days": 0}, 422, "bad-parameter", "days"),
        ({"name": "x", "scopes": ["read:odds"], "days": "1"}, 422, "bad-parameter", "days"),
        ({"name": "x", "scopes": ["read:odds"], "secret_hash": "f"}, 422, "unknown-parameter", "secret_hash"),
        ([], 422, "bad-parameter", "body"),
        ({"name": "x", "scopes": ["read:odds"] * 5_000}, 413, "request-too-large", None),
    ],
)
async def test_a_key_that_cannot_be_is_refused_by_its_field(
    kafka: KafkaSettings, body: Any, status: int, code: str, parameter: str | None
) -> None:
    async with edge_clients(kafka) as clients:
        answer = await clients.admin.post(KEYS, json=body)
    assert problem_of(answer) == (status, code)
    assert answer.json().get("parameter") == parameter


async def test_what_is_no_operation_is_refused_by_name(kafka: KafkaSettings) -> None:
    async with edge_clients(kafka) as clients:
        admin = clients.admin
        assert problem_of(await admin.get(f"{KEYS}/a/b/c")) == (404, "not-found")
        put = await admin.put(KEYS)
        assert (problem_of(put), put.headers["allow"]) == ((405, "method-not-allowed"), "GET, HEAD, POST")
        assert problem_of(await admin.get(KEYS, params={"limit": 1})) == (422, "unknown-parameter")
        form = await admin.post(KEYS, content=b"{}", headers={"content-type": "text/plain"})
        assert problem_of(form) == (415, "unsupported-media-type")
        stranger = await admin.get(KEYS, headers={"origin": "https://elsewhere.example"})
        assert problem_of(stranger) == (403, "origin-refused")
        page = {"origin": "http://localhost:5173", "access-control-request-method": "DELETE"}
        assert "DELETE" in (await admin.options(f"{KEYS}/a", headers=page)).headers["access-control-allow-methods"]
        whole, head = await admin.get(KEYS), await admin.head(KEYS)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == whole.headers["content-length"]


async def test_who_may_not_is_refused_before_anything_is_read(kafka: KafkaSettings) -> None:
    async with edge_clients(kafka) as clients, httpx.AsyncClient(base_url=clients.url, trust_env=False) as http:
        refusals = [
            await http.request(method, path, headers=headers)
            for method, path in (("GET", KEYS), ("POST", KEYS), ("DELETE", f"{KEYS}/a"), ("GET", "/api/v1/webhooks"))
            for headers in ({}, {"x-api-key": "none"}, {"authorization": "Bearer a.b.c"})
        ]
        assert {each.status_code for each in refusals} == {401}
        assert len({each.text.replace(each.headers["x-request-id"], "") for each in refusals}) == 1
        lacking = await clients.of("bob", "read:games", *WRITES).get(KEYS)
        assert (problem_of(lacking), "`admin:keys`" in lacking.json()["detail"]) == ((403, "forbidden"), True)
        assert problem_of(await clients.admin.get("/api/v1/webhooks")) == (403, "forbidden")


async def test_without_a_pepper_there_are_no_keys_and_the_answer_names_it(kafka: KafkaSettings) -> None:
    bare = EdgeSettings.model_validate(EDGE.model_dump() | {"key_pepper": None})
    async with edge_clients(kafka, bare) as clients:
        answer = await clients.admin.post(KEYS, json=NEW)
    assert problem_of(answer) == (503, "not-configured")
    assert "EDGE__KEY_PEPPER" in answer.json()["detail"]
