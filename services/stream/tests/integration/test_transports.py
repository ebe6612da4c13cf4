"""One cursor gives the same records by every transport, and the log has them."""

import json
from typing import Any

import httpx
import pytest
from aiokafka import TopicPartition

from a1_schemas.topics import partition_of, topic_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import open_producer, read_to_end
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import free_port
from a1_testkit.waiting import wait_until

from .conftest import serving
from .http_streams import events_of
from .log_writer import BrokerWriter
from .stream_client import StreamClient

STREAM = "/api/v1/streams/nba/odds"


@pytest.fixture
async def placed(empty_kafka: KafkaSettings) -> list[tuple[str, int]]:
    """Records that follow the first two, as the log has them: key and version."""
    async with open_producer(empty_kafka, "test") as producer:
        await write(BrokerWriter(producer))
    place = TopicPartition(topic_of(Kind.ODDS), partition_of("nba"))
    log = [record async for record in read_to_end(empty_kafka, [place])]
    newest = {record.key: record for record in log if record.offset > 1}
    return [
        ((record.key or b"").decode(), json.loads(record.value or b"")["version"])
        for record in sorted(newest.values(), key=lambda record: record.offset)
    ]


async def write(writer: BrokerWriter) -> None:
    """Write six records. The last two follow others."""
    for key in ("a", "b", "c", "d"):
        await writer.put(key)
    await writer.put("a", price=2)
    await writer.put("b", removed="withdrawn")


async def test_one_cursor_gives_the_same_records_by_every_transport(
    empty_kafka: KafkaSettings, placed: list[tuple[str, int]]
):
    port = free_port()
    async with (
        serving(empty_kafka, port=port) as served,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http,
    ):
        await wait_until(lambda: served.value("stream_records_total", league="nba") >= 6)
        tail = (await http.head(STREAM)).headers["stream-next-offset"]
        cursor = tail[: tail.rindex("O")] + "O11"
        by_http = await http.get(STREAM, params={"offset": cursor})
        by_poll = await http.get(STREAM, params={"offset": cursor, "live": "long-poll"})
        async with http.stream("GET", STREAM, params={"offset": cursor, "live": "sse"}) as answer:
            by_event = await anext(events_of(answer))
        client = StreamClient(served.url)
        client.checker.cursor = cursor
        async with client.connected():
            await wait_until(lambda: any(getattr(frame, "records", ()) for frame in client.frames))
        by_socket = [record for frame in client.frames for record in getattr(frame, "records", ())]

    def said(records: list[dict[str, Any]]) -> list[tuple[str, int]]:
        return [(record["key"], record["version"]) for record in records]

    assert said(by_http.json()) == placed == [("c", 3), ("d", 4), ("a", 5), ("b", 6)]
    assert by_http.json() == by_poll.json() == by_event.data
    assert [(record.key, record.version) for record in by_socket] == placed
    assert by_http.json()[-1]["removed"] == "withdrawn"


async def test_a_ticket_is_given_to_those_who_may_ask(empty_kafka: KafkaSettings):
    port = free_port()
    async with serving(empty_kafka, port=port), httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        answer = await http.post("/api/v1/stream-tickets")
        assert (answer.status_code, sorted(answer.json())) == (201, ["expires_in", "ticket"])
        assert (await http.get("/api/v1/stream-tickets")).status_code == 405
        assert (await http.get(STREAM, headers={"x-api-key": "none"})).status_code == 401
