"""The reader of the log that a subscription has for a while, beside what writes to the subscription otherwise."""

import json
from collections.abc import Callable

from prometheus_client import CollectorRegistry

from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import SystemClock
from a1_service_kit.kafka import open_producer
from a1_service_kit.settings import KafkaSettings
from a1_stream.fanout import Fanout
from a1_stream.league_log import LeagueLog
from a1_stream.metrics import Metrics
from a1_stream.replaying import Replaying
from a1_stream.subscription import Scope, Subscription
from a1_streaming.filters import Filters
from a1_testkit.waiting import wait_until

from .log_writer import BrokerWriter, LogWriter


class Client:
    """A socket whose client reads when the test says so."""

    def __init__(self) -> None:
        self.is_blocked = False
        self.stops_after_a_frame = False
        self.versions: list[int] = []
        """Of the records of its deltas."""

    @property
    def write(self) -> Callable[[bytes], None]:
        return self._take

    def _take(self, frame: bytes) -> None:
        said = json.loads(frame[frame.index(b"{") :])
        if said["op"] == "delta":
            self.versions += [record["version"] for record in said["records"]]
        self.is_blocked = self.stops_after_a_frame


async def test_what_was_written_while_its_reader_waited_is_not_read_again(
    empty_kafka: KafkaSettings, log: LeagueLog
) -> None:
    metrics, clock = Metrics(CollectorRegistry()), SystemClock()
    replaying = Replaying(empty_kafka, metrics, clock, most=1)
    fanout = Fanout(log, metrics, clock.now, replaying)
    client = Client()
    subscription = Subscription("a", client, Scope((Kind.ODDS,), Filters()), every_change=True)
    async with open_producer(empty_kafka, "test") as producer:
        writers = (BrokerWriter(producer), LogWriter(log))

        async def put(count: int) -> None:
            for _ in range(count):
                for writer in writers:
                    await writer.put("a")

        def stop_reading() -> None:
            client.is_blocked = True
            fanout.block(subscription)

        fanout.begin(subscription, None, None)
        stop_reading()
        await put(3)
        assert client.versions == []
        client.is_blocked, client.stops_after_a_frame = False, True
        fanout.pump(subscription)
        await wait_until(lambda: client.versions == [1, 2, 3], description="what it missed")
        client.is_blocked = client.stops_after_a_frame = False
        fanout.unblock(subscription)
        await put(2)
        assert client.versions == [1, 2, 3, 4, 5]
        stop_reading()
        await put(2)
        assert client.versions == [1, 2, 3, 4, 5]
        client.is_blocked = False
        fanout.unblock(subscription)
        await wait_until(lambda: 7 in client.versions, description="what it missed again")
    await replaying.close()
    log.watchers.clear()
    assert client.versions == [1, 2, 3, 4, 5, 6, 7]
