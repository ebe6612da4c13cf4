"""`a1 keys`, `a1 token` and `a1 secret`, on a real broker."""

import asyncio
import json
from typing import Any

import pytest
from aiokafka import TopicPartition
from typer.testing import CliRunner, Result

from a1_cli.app import COMMANDS, app_of
from a1_edge_kit.key_ring import KeyRing
from a1_edge_kit.secret_strength import new_secret
from a1_edge_kit.token_keys import token_keys
from a1_edge_kit.tokens import TokenVerifier
from a1_schemas.api_key import ApiKey
from a1_schemas.topics import EDGE_AUDIT, EDGE_KEYS, MULTI_PARTITION
from a1_service_kit.clock import SystemClock
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings

APP = app_of(COMMANDS)

PEPPER, SECRET = new_secret(), new_secret()


class Operator:
    """Runs commands on one broker, with the secrets of a deployment."""

    def __init__(self, kafka: KafkaSettings, monkeypatch: pytest.MonkeyPatch) -> None:
        self.kafka = kafka
        monkeypatch.setenv("EDGE__KEY_PEPPER", PEPPER)
        monkeypatch.setenv("EDGE__TOKEN_SECRET", SECRET)

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(APP, [*arguments, "--bootstrap-servers", self.kafka.bootstrap_servers])

    def answer(self, *arguments: str) -> Any:
        done = self.run(*arguments, "--json")
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    def records(self, topic: str) -> list[bytes]:
        async def read() -> list[bytes]:
            found = read_to_end(self.kafka, [TopicPartition(topic, MULTI_PARTITION)])
            return [record.value or b"" async for record in found]

        return asyncio.run(read())

    def ring(self) -> KeyRing:
        """A key ring of what is in the log, as a gateway has it."""
        newest = {key.id: key for key in map(ApiKey.model_validate_json, self.records(EDGE_KEYS))}
        ring = KeyRing(PEPPER, "dev")
        ring.replace(newest.values())
        return ring


@pytest.fixture
def operator(empty_kafka: KafkaSettings, monkeypatch: pytest.MonkeyPatch) -> Operator:
    return Operator(empty_kafka, monkeypatch)


def test_the_life_of_a_key(operator: Operator) -> None:
    now = SystemClock().now
    made = operator.answer(
        "keys", "create", "--name", "app", "--scopes", "read:games,read:odds stream:*", "--by", "ann"
    )
    first, key_id = made["key"], made["id"]
    assert first.startswith(f"a1_dev_{key_id}")
    assert made["scopes"][:2] == ["read:games", "read:odds"]
    found = operator.ring().find(first, now())
    assert found is not None
    assert (found.id, found.plan.name, "stream:odds" in found.scopes) == (key_id, "standard", True)

    rotated = operator.answer("keys", "rotate", key_id, "--grace-hours", "1")["key"]
    ring = operator.ring()
    assert [ring.find(text, now()) is not None for text in (first, rotated)] == [True, True]
    last = operator.answer("keys", "rotate", key_id, "--grace-hours", "0")["key"]
    ring = operator.ring()
    assert [ring.find(text, now()) is not None for text in (first, rotated, last)] == [False, False, True]

    assert operator.answer("keys", "revoke", key_id)["state"] == "revoked"
    assert operator.ring().find(last, now()) is None
    assert [(row["id"], row["state"]) for row in operator.answer("keys", "list")] == [(key_id, "revoked")]
    for command in ("rotate", "revoke"):
        done = operator.run("keys", command, key_id)
        assert (done.exit_code, "was revoked" in done.stderr) == (2, True)

    stored = b"".join([*operator.records(EDGE_KEYS), *operator.records(EDGE_AUDIT)]).decode()
    assert not [text for text in (first, rotated, last) if text[15:47] in stored]
    audited = operator.run("keys", "audit")
    assert audited.exit_code == 0
    words = [line.split()[3:] for line in audited.stdout.splitlines()]
    assert words[0] == ["ann", "key-created", key_id]
    assert [word for _, word, _ in words] == ["key-created", "key-rotated", "key-rotated", "key-revoked"]


def test_what_cannot_be_meant_is_refused_with_a_remedy(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    create = ("keys", "create", "--name", "app", "--scopes")
    for arguments, remedy in {
        (*create, "read:everything"): "read:games",
        (*create, "read:odds", "--plan", "gold"): "professional",
        ("keys", "revoke", "nothere1"): "there is no key nothere1",
    }.items():
        done = operator.run(*arguments)
        assert (done.exit_code, remedy in done.output) == (2, True), done.output
    monkeypatch.delenv("EDGE__KEY_PEPPER")
    assert "EDGE__KEY_PEPPER is not set" in operator.run(*create, "read:odds").output
    monkeypatch.setenv("EDGE__KEY_PEPPER", "short")
    refused = operator.run(*create, "read:odds")
    assert (refused.exit_code, "at least 32 bytes" in refused.output) == (2, True)


def test_a_token_passes_a_gateways_check(operator: Operator) -> None:
    made = operator.answer("token", "--scopes", "read:props", "--subject", "bob", "--minutes", "5")
    verifier = TokenVerifier(token_keys(SECRET, None), issuer="a1betting", audience="a1betting")
    found = verifier.verify(made["token"])
    assert (found.id, found.scopes) == ("token:bob", frozenset({"read:props"}))
