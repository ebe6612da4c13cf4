"""`a1 webhooks`, on a real broker."""

import asyncio
import json
from typing import Any

import pytest
from aiokafka import TopicPartition
from typer.testing import CliRunner, Result

from a1_cli.app import COMMANDS, app_of
from a1_edge_kit.secret_strength import new_secret
from a1_schemas.edge_words import StopReason
from a1_schemas.topics import EDGE_AUDIT, EDGE_WEBHOOKS, MULTI_PARTITION, WEBHOOKS_STATE
from a1_schemas.webhook_progress import WebhookProgress
from a1_service_kit.kafka import open_producer, read_to_end
from a1_service_kit.settings import KafkaSettings

APP = app_of(COMMANDS)
URL = "https://hooks.example.com/services/T0?token=theirs"
CREATE = ("webhooks", "create", "--name", "board", "--league", "nba", "--kinds", "odds", "--url")


class Operator:
    """Runs commands on one broker, with the pepper of a deployment."""

    def __init__(self, kafka: KafkaSettings, monkeypatch: pytest.MonkeyPatch) -> None:
        self.kafka = kafka
        monkeypatch.setenv("EDGE__KEY_PEPPER", new_secret())

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(APP, [*arguments, "--bootstrap-servers", self.kafka.bootstrap_servers])

    def answer(self, *arguments: str) -> Any:
        done = self.run(*arguments, "--json")
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    def shown(self, webhook_id: str) -> Any:
        return json.loads(self.run("webhooks", "show", webhook_id).stdout)

    def stored(self, topic: str) -> list[bytes | None]:
        async def read() -> list[bytes | None]:
            found = read_to_end(self.kafka, [TopicPartition(topic, MULTI_PARTITION)])
            return [record.value async for record in found]

        return asyncio.run(read())

    def note(self, progress: WebhookProgress) -> None:
        """Write how far a webhook was delivered, as a stream does."""

        async def write() -> None:
            async with open_producer(self.kafka, "test") as producer:
                value, key = progress.model_dump_json().encode(), progress.id.encode()
                await producer.send_and_wait(WEBHOOKS_STATE, value, key=key, partition=MULTI_PARTITION)

        asyncio.run(write())


@pytest.fixture
def operator(empty_kafka: KafkaSettings, monkeypatch: pytest.MonkeyPatch) -> Operator:
    return Operator(empty_kafka, monkeypatch)


def test_the_life_of_a_webhook(operator: Operator) -> None:
    filters = ("--filter", "market=spread,total", "--filter", "bookmaker=fanduel")
    made = operator.answer(*CREATE, URL, *filters, "--by", "ann")
    first, webhook_id = made["secret"], made["id"]
    assert first.startswith("whsec_")
    assert (made["state"], made["url"]) == ("active", "https://hooks.example.com/…")
    shown = operator.shown(webhook_id)
    assert shown["filters"] == {"market": ["spread", "total"], "bookmaker": ["fanduel"]}
    assert (shown["url"], shown["start"], shown["progress"]) == (URL, "now", None)

    second = operator.answer("webhooks", "rotate", webhook_id, "--grace-hours", "24")["secret"]
    assert second != first
    assert operator.shown(webhook_id)["previous_until"] is not None

    assert operator.answer("webhooks", "pause", webhook_id)["reason"] == "operator"
    assert operator.answer("webhooks", "resume", webhook_id)["state"] == "active"
    operator.note(WebhookProgress(id=webhook_id, run=2, stopped=StopReason.GONE))
    listed = operator.answer("webhooks", "list")
    assert [(row["id"], row["state"], row["reason"]) for row in listed] == [(webhook_id, "disabled", "gone")]
    assert operator.answer("webhooks", "resume", webhook_id)["state"] == "active"
    assert operator.answer("webhooks", "list")[0]["state"] == "active"

    operator.answer("webhooks", "delete", webhook_id)
    assert operator.answer("webhooks", "list") == []
    assert operator.stored(EDGE_WEBHOOKS)[-1] is None
    for command in ("show", "pause", "resume", "rotate", "delete", "test"):
        done = operator.run("webhooks", command, webhook_id)
        assert (done.exit_code, f"there is no webhook {webhook_id}" in done.stderr) == (2, True)

    definitions = b"".join(value or b"" for value in operator.stored(EDGE_WEBHOOKS)).decode()
    audit = b"".join(value or b"" for value in operator.stored(EDGE_AUDIT)).decode()
    assert not [secret for secret in (first, second) if secret.removeprefix("whsec_") in definitions + audit]
    assert "theirs" not in audit
    audited = operator.run("keys", "audit")
    assert audited.exit_code == 0
    words = [line.split()[3:] for line in audited.stdout.splitlines()]
    assert words[0] == ["ann", "webhook-created", webhook_id]
    assert [word for _, word, _ in words[1:]] == [
        *("webhook-rotated", "webhook-paused", "webhook-resumed", "webhook-resumed", "webhook-deleted"),
    ]


def test_what_cannot_be_meant_is_refused_with_a_remedy(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments, remedy in {
        (*CREATE, "http://hooks.example.com/"): "not-https",
        (*CREATE, "https://169.254.169.254/"): "metadata",
        (*CREATE, "http://127.0.0.1:9000/in"): "loopback",
        (*CREATE, URL, "--league", "cricket"): "nba",
        (*CREATE, URL, "--kinds", "quotes"): "player-stats",
        (*CREATE, URL, "--filter", "team=lakers"): "bookmaker, event_id, market",
        (*CREATE, URL, "--filter", "market"): "NAME=VALUE",
        (*CREATE, URL, "--from", "yesterday"): "beginning",
    }.items():
        done = operator.run(*arguments)
        shown = " ".join(done.output.replace("│", " ").split())
        assert (done.exit_code, remedy in shown) == (2, True), done.output
    monkeypatch.setenv("WEBHOOKS__ALLOW_LOOPBACK", "true")
    assert operator.run(*CREATE, "http://127.0.0.1:9000/in").exit_code == 0
    monkeypatch.setenv("WEBHOOKS__PORTS", "[443]")
    assert "port" in operator.run(*CREATE, "https://hooks.example.com:8443/").output
    monkeypatch.setenv("WEBHOOKS__PORTS", "443;8443")
    assert "JSON" in operator.run(*CREATE, URL).output
    monkeypatch.delenv("WEBHOOKS__PORTS")
    monkeypatch.delenv("EDGE__KEY_PEPPER")
    assert "EDGE__KEY_PEPPER is not set" in operator.run(*CREATE, URL).output


def test_a_test_that_no_stream_sends_says_what_is_missing(operator: Operator) -> None:
    webhook_id = operator.answer(*CREATE, URL)["id"]
    done = operator.run("webhooks", "test", webhook_id, "--within", "0")
    assert (done.exit_code, "does one run with EDGE__KEY_PEPPER" in done.stderr) == (1, True)
