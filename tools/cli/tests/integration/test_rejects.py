"""Rejected records on a real broker: listed, shown, sent again once."""

import asyncio
import itertools
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from aiokafka import AIOKafkaProducer, ConsumerRecord, TopicPartition
from typer.testing import CliRunner, Result

from a1_cli.app import COMMANDS, app_of
from a1_schemas.dead_letter import ORIGINAL_KEY, DeadLetter
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.source_status import SourceStatus
from a1_schemas.topics import dead_topic, normalized_topic, raw_topic
from a1_schemas.vocabulary import Kind, RejectReason, SourceReason, SourceState
from a1_service_kit.kafka import open_producer, read_to_end
from a1_service_kit.settings import KafkaSettings

APP = app_of(COMMANDS)

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
RAW = raw_topic(Provider.ODDS)
SOURCES = normalized_topic(Kind.SOURCES)
NBA = 0


class Record(NamedTuple):
    """A record to be published into the NBA's partition."""

    topic: str
    key: str
    value: bytes | None
    headers: list[tuple[str, bytes]]


def a_body(name: str, sequence: int | None, minutes: int = 0) -> Record:
    target = f"odds/odds/nba/{name}"
    headers = RawHeaders(
        provider=Provider.ODDS,
        feed="odds",
        league="nba",
        sport="basketball",
        target=target,
        url="https://odds.invalid/",
        fetched_at=NOON + timedelta(minutes=minutes),
        http_status=200,
        content_type="application/json",
        content_hash="any",
        request_id=name,
        sequence=sequence,
    )
    return Record(RAW, target, f"body of {name}".encode(), headers.to_kafka())


def a_letter(body: Record, offset: int, reason: RejectReason = RejectReason.MAPPER_FAILED) -> Record:
    letter = DeadLetter(
        topic=RAW,
        partition=NBA,
        offset=offset,
        reason=reason,
        detail="a bug",
        path="$",
        rejects={reason: 1},
        code_version="1+abc",
    )
    headers = [*body.headers, (ORIGINAL_KEY, body.key.encode()), *letter.to_kafka()]
    return Record(letter.dead_topic, letter.key, body.value, headers)


def a_status(name: str, sequence: int | None, minutes: int = 0, causes: int = 1) -> Record:
    target = f"odds/odds/nba/{name}"
    status = SourceStatus(
        version=1,
        changed_at=NOON,
        provider=Provider.ODDS,
        feed="odds",
        league="nba",
        target=target,
        state=SourceState.UP,
        reason=SourceReason.CONTENT_NEW,
        last_success_at=NOON,
        last_content_at=NOON + timedelta(minutes=minutes),
        last_sequence=sequence,
        next_poll_at=None,
        valid_until=NOON,
    )
    return Record(SOURCES, target, status.model_dump_json().encode(), [("causes", f"raw.odds={causes}".encode())])


class Log:
    """An empty log, and the command line on it."""

    def __init__(self, kafka: KafkaSettings) -> None:
        self.kafka = kafka

    def publish(self, records: Iterable[Record]) -> None:
        async def send() -> None:
            async with open_producer(self.kafka, "test") as producer:
                for each in records:
                    await producer.send(
                        each.topic, each.value, key=each.key.encode(), partition=NBA, headers=each.headers
                    )

        asyncio.run(send())

    def read(self, topic: str) -> list[ConsumerRecord]:
        async def read() -> list[ConsumerRecord]:
            return [record async for record in read_to_end(self.kafka, [TopicPartition(topic, NBA)])]

        return asyncio.run(read())

    def a1(self, *arguments: str) -> Result:
        return CliRunner().invoke(APP, [*arguments, "--bootstrap-servers", self.kafka.bootstrap_servers])

    def listed(self, *arguments: str) -> list[dict[str, Any]]:
        return json.loads(self.a1("rejects", "list", "--json", *arguments).stdout)


@pytest.fixture
def log(empty_kafka: KafkaSettings) -> Log:
    """Five bodies that are dead letters, and what their targets have handled since."""
    log = Log(empty_kafka)
    bodies = [a_body("last", 7), a_body("old", 3), a_body("unknown", 1), a_body("timed", None), a_body("late", None)]
    log.publish(bodies)
    log.publish(
        [
            *(a_letter(body, offset) for offset, body in enumerate(bodies[:4])),
            a_letter(bodies[4], 4, RejectReason.INVALID_PRICE),
            a_status("last", 7),
            a_status("old", 4, causes=9),
            a_status("old", 2, causes=3),
            a_status("timed", None, minutes=0),
            a_status("late", 5, minutes=1),
        ]
    )
    return log


def test_a_letter_is_open_until_its_target_has_a_newer_body(log: Log) -> None:
    rows = log.listed()
    assert {row["target"].rpartition("/")[2]: row["state"] for row in rows} == {
        "last": "open",
        "old": "superseded",
        "unknown": "open",
        "timed": "open",
        "late": "superseded",
    }
    first = dict(rows[0])
    at = datetime.fromisoformat(first.pop("at"))
    assert first == {
        "topic": RAW,
        "partition": NBA,
        "offset": 0,
        "target": "odds/odds/nba/last",
        "reason": "mapper-failed",
        "detail": "a bug",
        "code": "1+abc",
        "state": "open",
    }
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=5)
    assert [row["offset"] for row in log.listed("--reason", "invalid-price")] == [4]
    assert [row["offset"] for row in log.listed("--topic", RAW, "--limit", "2")] == [0, 1]
    assert log.listed("--provider", "espn") == []
    assert "5 rejected: 3 open, 0 replayed, 2 superseded" in log.a1("rejects", "list").stdout


def test_a_letter_is_shown_with_its_headers_and_body(log: Log) -> None:
    result = log.a1("rejects", "show", RAW, "0", "1")
    assert result.exit_code == 0
    assert "dead_detail: a bug\n" in result.stdout
    assert result.stdout.endswith("\n\nbody of old\n")


def test_open_records_are_sent_again_byte_for_byte_and_only_once(log: Log) -> None:
    before = log.read(RAW)
    first = json.loads(log.a1("rejects", "replay", "--json").stdout)
    again = json.loads(log.a1("rejects", "replay", "--json").stdout)
    assert first == {"sent": 3, "replayed": 0, "superseded": 2}
    assert again == {"sent": 0, "replayed": 3, "superseded": 2}
    sent = log.read(RAW)[len(before) :]
    assert [(each.key, each.value, list(each.headers)) for each in sent] == [
        (each.key, each.value, [*each.headers, ("replayed_from", f"{RAW}:{NBA}:{each.offset}".encode())])
        for each in before
        if each.offset in {0, 2, 3}
    ]
    assert {row["offset"]: row["state"] for row in log.listed()} == {
        0: "replayed",
        1: "superseded",
        2: "replayed",
        3: "replayed",
        4: "superseded",
    }


def test_a_record_that_fails_again_is_a_letter_of_its_own(log: Log) -> None:
    log.a1("rejects", "replay", f"{RAW}:{NBA}:0")
    sent = log.read(RAW)[-1]
    again = Record(RAW, "odds/odds/nba/last", sent.value, list(sent.headers))
    log.publish([a_letter(again, sent.offset)])
    assert {row["offset"]: row["state"] for row in log.listed() if row["target"].endswith("last")} == {
        0: "replayed",
        sent.offset: "open",
    }
    assert json.loads(log.a1("rejects", "replay", f"{RAW}:{NBA}:{sent.offset}", "--json").stdout)["sent"] == 1
    marks = [value for name, value in log.read(RAW)[-1].headers if name == "replayed_from"]
    assert marks == [f"{RAW}:{NBA}:{sent.offset}".encode()]


def test_an_interrupted_replay_goes_on_where_it_stopped(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    send, bodies = AIOKafkaProducer.send, itertools.count(1)

    async def interrupt_the_third_body(producer: AIOKafkaProducer, topic: str, *record: Any, **more: Any) -> Any:
        if topic == RAW and next(bodies) == 3:
            raise KeyboardInterrupt
        return await send(producer, topic, *record, **more)

    monkeypatch.setattr("a1_cli.rejects.resend._AT_ONCE", 2)
    monkeypatch.setattr(AIOKafkaProducer, "send", interrupt_the_third_body)
    result = log.a1("rejects", "replay")
    assert (result.exit_code, result.stderr) == (130, "interrupted: 2 were sent; the same command goes on\n")
    monkeypatch.undo()
    assert json.loads(log.a1("rejects", "replay", "--json").stdout) == {"sent": 1, "replayed": 2, "superseded": 2}


def test_a_range_of_bodies_is_sent_again(log: Log) -> None:
    before = log.read(RAW)
    arguments = ("replay", "--topic", RAW, "--from", "1", "--to", "3")
    for extra in ((), ("--partition", str(NBA))):
        assert json.loads(log.a1(*arguments, *extra, "--json").stdout) == {"sent": 3}
    sent = log.read(RAW)[len(before) :]
    assert [each.value for each in sent] == [each.value for each in before[1:4]] * 2
    assert {name: value for name, value in sent[0].headers if name == "replayed_from"} == {
        "replayed_from": f"{RAW}:{NBA}:1".encode()
    }


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["replay", "--topic", "normalized.odds", "--from", "0", "--to", "1"], "'normalized.odds' holds no bodies"),
        (["replay", "--topic", RAW, "--from", "7", "--to", "9"], "7 to 9 is not in raw.odds: raw.odds/0 holds 0 to 4"),
        (["replay", "--topic", RAW, "--from", "2", "--to", "1"], "2 to 1 is not in raw.odds: raw.odds/0 holds 0 to 4"),
        (
            ["replay", "--topic", RAW, "--from", "3", "--to", "9", "--partition", "0"],
            "3 to 9 is not in raw.odds: raw.odds/0 holds 0 to 4",
        ),
        (["replay", "--topic", RAW, "--from", "0", "--to", "1", "--partition", "1"], "0 to 1 is not in raw.odds: it"),
        (["replay", "--topic", RAW, "--from", "0", "--to", "1", "--partition", "12"], "raw.odds has no partition 12"),
        (["rejects", "list", "--topic", "raw.moon"], "no topic 'raw.moon' has dead letters"),
        (["rejects", "list", "--provider", "moon"], "no provider 'moon'"),
        (["rejects", "list", "--reason", "moon"], "no reason 'moon'"),
        (["rejects", "show", RAW, "0", "99"], "no dead letter of raw.odds:0:99"),
        (["rejects", "show", RAW, "99", "0"], "no dead letter of raw.odds:99:0"),
        (["rejects", "replay", "raw.odds:0:99"], "no dead letter of raw.odds:0:99"),
    ],
)
def test_what_is_not_there_is_refused_in_a_line(log: Log, arguments: list[str], line: str) -> None:
    result = log.a1(*arguments)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith(line)


def test_dead_letters_lie_beside_those_of_polls(log: Log) -> None:
    assert {record.topic for record in log.read(dead_topic("polls.odds"))} == {dead_topic(RAW)}
