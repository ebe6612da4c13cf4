"""The poller on a real broker and a real HTTP server, with a fake clock."""

import asyncio
import gzip
import json
import random
import uuid
from datetime import timedelta

import pytest
from aiokafka import TopicPartition
from prometheus_client import CollectorRegistry

from a1_ingest_kit.accounts import Account, Accounts
from a1_ingest_kit.http import Http, open_http
from a1_ingest_kit.journal import JournalSettings, open_journal
from a1_ingest_kit.metrics import IngestMetrics
from a1_ingest_kit.poll_state import restore
from a1_ingest_kit.polling import REPUBLISH_AFTER, Poller
from a1_ingest_kit.publishing import Publisher
from a1_ingest_kit.quota import Plan
from a1_ingest_kit.requests import PollSource, Request, Target, every
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import partition_of, poll_topic, raw_topic
from a1_schemas.vocabulary import PollOutcome, PollReason
from a1_service_kit.clock import SystemClock
from a1_service_kit.kafka import open_consumer, open_producer, read_to_end
from a1_service_kit.lease import Lease
from a1_service_kit.readiness import Readiness

pytestmark = pytest.mark.kafka

MINUTE = timedelta(minutes=1)
SECONDS_5 = timedelta(seconds=5)


class Desk:
    """A poller with its dependencies and the records it published."""

    def __init__(self, kafka, client, producer, consumer, clock, journal):
        self.kafka, self.client, self.producer, self.consumer, self.clock = kafka, client, producer, consumer, clock
        self.journal = journal
        self.name = uuid.uuid4().hex

    def target(self, league, *parts):
        return Target(league, "/".join(("odds", "odds", league, self.name, *parts)))

    def request(self, *leagues, parts=(), **changes):
        targets = tuple(self.target(league, *parts) for league in leagues)
        given = {
            "feed": "odds",
            "targets": targets,
            "path": f"/{'/'.join(('board', *parts))}",
            "cadence": every(MINUTE),
        }
        return Request(**given | changes)

    async def open(self, *, accounts=None, owned=frozenset({"epl", "mls"})):
        """Open a poller as after a start: its state is restored from the poll records."""
        partitions = [TopicPartition(poll_topic(Provider.ODDS), partition_of(league)) for league in ("epl", "mls")]
        self.consumer.assign(partitions)
        lease = Lease("test", self.consumer, partitions, SystemClock(), Readiness(), retry_unproven_s=0.5)
        lease.positions = dict.fromkeys(partitions, 0)
        lease.own()
        poll_state = await restore(read_to_end(self.kafka, partitions), lease.positions, self.clock)
        metrics = IngestMetrics(CollectorRegistry(), Provider.ODDS)

        async def permit(request):
            await lease.ensure_owned()

        rng = random.Random(1)
        return Poller(
            Provider.ODDS,
            http=Http(
                self.client,
                (),
                permit=permit,
                update_quota=lambda request, headers: None,
                note_answer=lambda request, seconds: None,
                show_circuit=lambda is_open: None,
                answer_within=SECONDS_5,
                clock=self.clock,
                rng=rng,
            ),
            publisher=Publisher(self.producer, Provider.ODDS, lease, metrics, self.journal),
            accounts=Accounts(accounts or {}, owned=owned, records=poll_state.records.values(), now=self.clock.now()),
            poll_state=poll_state,
            metrics=metrics,
            answer_within=SECONDS_5,
            clock=self.clock,
            rng=rng,
        )

    async def records(self, topic):
        """The records this test published to a topic, in order."""
        partitions = [TopicPartition(topic, partition_of(league)) for league in ("epl", "mls")]
        return [each async for each in read_to_end(self.kafka, partitions) if self.name.encode() in each.key]

    async def bodies(self):
        return await self.records(raw_topic(Provider.ODDS))

    async def polls(self):
        records = await self.records(poll_topic(Provider.ODDS))
        return [PollRecord.model_validate_json(each.value) for each in records]


@pytest.fixture
async def desk(kafka, provider, clock, tmp_path):
    async with (
        open_producer(kafka, "test") as producer,
        open_consumer(kafka, "test", group_id=f"test-{uuid.uuid4().hex}") as consumer,
        open_http(provider.base_url, answer_within=SECONDS_5, headers={}) as client,
        open_journal(JournalSettings(directory=tmp_path), "test", "") as journal,
    ):
        yield Desk(kafka, client, producer, consumer, clock, journal)


def a_poll_source(*asks, leagues=("epl",)):
    def source(owned, now):
        yield from asks

    return PollSource(feeds=("odds",), leagues=leagues, requests=source)


async def test_a_body_is_published_byte_for_byte_with_its_envelope_and_then_the_poll(desk, provider, answering):
    body = b'{"b": 1.10, "a": "V\xc3\xadkingur"}'
    provider.answer = lambda path, headers: answering(body)
    poller = await desk.open()
    await poller.poll_once(a_poll_source(desk.request("epl")), ("epl",))
    [raw] = await desk.bodies()
    headers = RawHeaders.from_kafka(raw.headers)
    assert raw.value == body
    assert raw.partition == partition_of("epl")
    assert raw.key.decode() == headers.target == desk.target("epl").name
    assert (headers.provider, headers.feed, headers.league, headers.sport) == ("odds", "odds", "epl", "soccer")
    assert headers.fetched_at == desk.clock.now()
    [poll] = await desk.polls()
    assert poll.outcome is PollOutcome.NEW
    assert poll.content_hash == headers.content_hash
    assert poll.published_at == poll.fetched_at == headers.fetched_at
    assert poll.valid_until - poll.fetched_at >= MINUTE * 2.5 + SECONDS_5


async def test_a_body_of_20_mib_is_published_and_read_byte_for_byte(desk, provider, answering):
    body = b'["' + random.Random(1).randbytes(10 * 1024 * 1024).hex().encode() + b'"]'
    provider.answer = lambda path, headers: answering(
        gzip.compress(body, 1), headers={"content-type": "application/json", "content-encoding": "gzip"}
    )
    await (await desk.open()).poll_once(a_poll_source(desk.request("epl")), ("epl",))
    [raw] = await desk.bodies()
    assert raw.value == body
    assert [each.outcome for each in await desk.polls()] == [PollOutcome.NEW]


async def test_a_body_that_is_too_large_is_a_record_with_its_size(desk, provider, answering):
    provider.answer = lambda path, headers: answering(b"", length=40_000_000)
    await (await desk.open()).poll_once(a_poll_source(desk.request("epl")), ("epl",))
    assert [(each.reason, each.detail) for each in await desk.polls()] == [(PollReason.TOO_LARGE, "40000000 bytes")]


async def test_an_unchanged_body_is_published_again_only_after_an_hour(desk, provider, answering):
    poller = await desk.open()
    poll_source = a_poll_source(desk.request("epl"))
    for _ in range(3):
        await poller.poll_once(poll_source, ("epl",))
        desk.clock.time += MINUTE * 2
    assert [each.outcome for each in await desk.polls()] == [PollOutcome.NEW, *[PollOutcome.UNCHANGED] * 2]
    assert len(await desk.bodies()) == 1
    desk.clock.time += REPUBLISH_AFTER
    await poller.poll_once(poll_source, ("epl",))
    assert len(await desk.bodies()) == 2
    assert (await desk.polls())[-1].outcome is PollOutcome.UNCHANGED


async def test_tags_are_sent_until_a_republish_is_due(desk, provider, answering):
    provider.answer = lambda path, headers: (
        answering(b"", 304) if headers.get("if-none-match") == '"a"' else answering(b"[]", headers={"etag": '"a"'})
    )
    poller = await desk.open()
    for pause in (MINUTE * 2, REPUBLISH_AFTER, MINUTE * 2):
        await poller.poll_once(a_poll_source(desk.request("epl")), ("epl",))
        desk.clock.time += pause
    assert ["if-none-match" in headers for _, headers in provider.requests] == [False, True, False]
    assert len(await desk.bodies()) == 2


async def test_a_restart_spends_no_call_twice(desk, provider):
    poll_source = a_poll_source(desk.request("epl"))
    await (await desk.open()).poll_once(poll_source, ("epl",))
    wake_at = await (await desk.open()).poll_once(poll_source, ("epl",))
    assert len(provider.requests) == 1
    assert desk.clock.now() < wake_at <= desk.clock.now() + MINUTE * 1.1
    desk.clock.time = wake_at
    await (await desk.open()).poll_once(poll_source, ("epl",))
    assert len(provider.requests) == 2
    assert len(await desk.bodies()) == 1


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_a_clock_that_was_ahead_puts_off_no_poll(desk, provider, is_restarted) -> None:
    poll_source = a_poll_source(desk.request("epl"))
    hour, now = timedelta(hours=1), desk.clock.now()
    poller = await desk.open()
    desk.clock.time = now + hour
    await poller.poll_once(poll_source, ("epl",))
    desk.clock.time = now
    wake_at = await (await desk.open() if is_restarted else poller).poll_once(poll_source, ("epl",))
    assert wake_at - now <= MINUTE * 2


async def test_a_clock_that_was_ahead_makes_no_target_valid_for_longer(desk, provider) -> None:
    poll_source = a_poll_source(desk.request("epl"))
    hour, now = timedelta(hours=1), desk.clock.now()
    desk.clock.time = now + hour
    await (await desk.open()).poll_once(poll_source, ("epl",))
    for minutes in (0, 2):
        desk.clock.time = now + MINUTE * minutes
        await (await desk.open()).poll_once(poll_source, ("epl",))
    assert (await desk.polls())[-1].valid_until - desk.clock.now() <= MINUTE * 5


async def test_a_board_of_two_leagues_is_fetched_once_and_published_under_each(desk, provider, answering):
    provider.answer = lambda path, headers: answering(b'{"soccer": 1}')
    poller = await desk.open()
    await poller.poll_once(a_poll_source(desk.request("epl", "mls")), ("epl", "mls"))
    bodies = await desk.bodies()
    assert len(provider.requests) == 1
    assert {each.value for each in bodies} == {b'{"soccer": 1}'}
    assert {each.partition for each in bodies} == {partition_of("epl"), partition_of("mls")}


async def test_the_sequence_rises_even_when_the_clock_stands_still_or_goes_back(desk, provider, answering):
    poller = await desk.open()
    poll_source = a_poll_source(desk.request("epl", cadence=every(timedelta())))
    provider.answer = lambda path, headers: answering(json.dumps(len(provider.requests)).encode())
    for step in (timedelta(), timedelta(), -MINUTE):
        desk.clock.time += step
        await poller.poll_once(poll_source, ("epl",))
    headers = [RawHeaders.from_kafka(each.headers) for each in await desk.bodies()]
    first = headers[0].sequence
    assert [each.sequence for each in headers] == [first, first + 1, first + 2]
    assert headers[2].fetched_at == headers[1].fetched_at - MINUTE, "the honest time of sending"
    assert [each.sequence for each in await desk.polls()] == [each.sequence for each in headers]


async def test_a_new_owner_begins_a_thousand_above_the_last_sequence(desk):
    poll_source = a_poll_source(desk.request("epl"))
    for _ in range(3):
        await (await desk.open()).poll_once(poll_source, ("epl",))
        desk.clock.time += MINUTE * 2
    first, *others = [each.sequence for each in await desk.polls()]
    assert others == [first + 1001, first + 2002]


@pytest.mark.parametrize("hours", [-24, -1, 1, 24])
async def test_a_step_of_the_clock_moves_no_poll(desk, provider, hours):
    poller = await desk.open()
    poll_source = a_poll_source(desk.request("epl"))
    await poller.poll_once(poll_source, ("epl",))
    desk.clock.step(timedelta(hours=hours))
    wake_at = await poller.poll_once(poll_source, ("epl",))
    assert len(provider.requests) == 1
    assert timedelta() < wake_at - desk.clock.now() <= MINUTE * 1.1
    desk.clock.time = wake_at
    await poller.poll_once(poll_source, ("epl",))
    assert len(provider.requests) == 2
    assert (await desk.polls())[-1].valid_until - desk.clock.now() <= MINUTE * 5


async def test_a_failure_is_a_record_with_its_reason_waits_longer_each_time_and_recovers(desk, provider, answering):
    poller = await desk.open()
    poll_source = a_poll_source(desk.request("epl", cadence=every(timedelta(seconds=1))))
    provider.script(answering(b"<html>", 200))
    waits = []
    for _ in range(5):
        wake_at = await poller.poll_once(poll_source, ("epl",))
        waits.append(wake_at - desk.clock.now())
        desk.clock.time = wake_at
    assert {each.reason for each in await desk.polls()} == {PollReason.NOT_JSON}
    assert waits[-1] > waits[0] * 3
    assert await desk.bodies() == []
    provider.script(answering(b"[]"))
    await poller.poll_once(poll_source, ("epl",))
    assert (await desk.polls())[-1].outcome is PollOutcome.NEW


async def test_what_was_read_from_a_board_decides_what_is_asked_next(desk, provider, answering):
    provider.answer = lambda path, headers: answering(b'["a", "b"]' if path == "/board" else b"{}")
    passes = []

    def source(owned, now):
        found = yield desk.request("epl", read=json.loads)
        passes.append(found)
        for name in found or ():
            yield desk.request("epl", parts=(name,))

    poller = await desk.open()
    await poller.poll_once(PollSource(feeds=("odds",), leagues=("epl",), requests=source), ("epl",))
    assert provider.count("/board/a") == provider.count("/board/b") == 1
    await poller.poll_once(PollSource(feeds=("odds",), leagues=("epl",), requests=source), ("epl",))
    assert passes == [["a", "b"], ["a", "b"]]
    assert len(provider.requests) == 3


async def test_a_target_that_is_no_longer_asked_for_is_said_to_be_over(desk, provider):
    poller = await desk.open()
    await poller.poll_once(
        a_poll_source(desk.request("epl", parts=("a",)), desk.request("epl", parts=("b",))), ("epl",)
    )
    for _ in range(2):
        await poller.poll_once(a_poll_source(desk.request("epl", parts=("b",))), ("epl",))
    over = [each for each in await desk.polls() if each.outcome is PollOutcome.DISABLED]
    assert [each.target for each in over] == [desk.target("epl", "a").name]
    assert over[0].next_poll_at is None
    assert over[0].reason is None
    desk.clock.time = over[0].valid_until + MINUTE
    await poller.poll_once(a_poll_source(desk.request("epl", parts=("b",))), ("epl",))
    newest = {each.key.decode(): each.value for each in await desk.records(poll_topic(Provider.ODDS))}
    assert newest[desk.target("epl", "a").name] is None, "and in the end forgotten"


async def test_a_budget_that_is_spent_asks_nothing_and_says_so(desk, provider):
    accounts = {"odds": Account(plan=Plan(allotment=30, reserve=25), leagues=("epl", "mls"))}
    poller = await desk.open(accounts=accounts)
    poll_source = a_poll_source(*(desk.request("epl", parts=(str(n),), account="odds", cost=3) for n in range(3)))
    await poller.poll_once(poll_source, ("epl",))
    outcomes = {each.target.rsplit("/", 1)[1]: each.reason for each in await desk.polls()}
    assert list(outcomes.values()).count(PollReason.BUDGET) == 3 - len(provider.requests)
    assert len(provider.requests) <= 1


async def test_one_source_in_trouble_does_not_stop_another(desk, provider, answering, wait_until):
    provider.answer = lambda path, headers: answering(b"", 404) if path == "/board/bad" else answering(b"[]")
    poller = await desk.open()
    poll_sources = [
        a_poll_source(desk.request("epl", parts=("bad",))),
        a_poll_source(desk.request("mls", parts=("good",)), leagues=("mls",)),
    ]
    running = asyncio.ensure_future(poller.run(poll_sources, frozenset({"epl", "mls"})))
    await wait_until(lambda: provider.count("/board/good") >= 3)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert provider.count("/board/bad") >= 1
