"""Replicas of an ingester in one group of a real broker."""

import asyncio
import json
import random
import uuid
from collections import Counter
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from aiokafka import TopicPartition

from a1_ingest_kit.http import open_http
from a1_ingest_kit.ingesting import ClientPolicy, disabled, ingest, polls
from a1_ingest_kit.journal import JournalSettings
from a1_ingest_kit.requests import PollSource, Request, Target, every
from a1_schemas.leagues import League
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import PARTITIONS, partition_of, poll_topic, raw_topic
from a1_schemas.vocabulary import PollOutcome, PollReason
from a1_service_kit.kafka import read_to_end
from a1_testkit.runtimes import a_runtime

pytestmark = pytest.mark.kafka

LEAGUES = tuple(League)
INTERVAL = timedelta(seconds=0.2)
SECONDS_5 = timedelta(seconds=5)
SECONDS_60 = timedelta(seconds=60)


def a_table(name):
    def source(leagues, now):
        for league in leagues:
            yield Request(
                feed="news",
                targets=(Target(league, f"espn/news/{league}/{name}"),),
                path=f"/{league}",
                cadence=every(INTERVAL),
            )

    return [PollSource(feeds=("none",), leagues=(league,), requests=source) for league in LEAGUES]


@pytest.fixture
def kept(tmp_path):
    return JournalSettings(directory=tmp_path)


@asynccontextmanager
async def a_replica(kafka, kept, service, work):
    runtime = a_runtime(service, instance=uuid.uuid4().hex)
    running = asyncio.ensure_future(ingest(runtime, kafka, kept, Provider.ESPN, work))
    try:
        yield runtime
    finally:
        runtime.stopping.set()
        await running


def asked(provider, since=0):
    return Counter(urlsplit(path).path.strip("/") for path, _ in provider.requests[since:])


def owned(runtime):
    return runtime.registry.get_sample_value("ingest_owned_leagues", {"provider": "espn"}) or 0


async def test_replicas_share_the_leagues_and_a_stopped_ones_are_taken_over(kafka, kept, provider, wait_until):
    service = f"ingest-test-{uuid.uuid4().hex}"
    async with open_http(provider.base_url, answer_within=SECONDS_5, headers={}) as client:
        work = polls(client, ClientPolicy(answer_within=SECONDS_5), a_table(service), random.Random(1))
        async with a_replica(kafka, kept, service, work) as first:
            await wait_until(lambda: set(asked(provider)) == set(LEAGUES), within=20)
            async with a_replica(kafka, kept, service, work) as second:
                await wait_until(lambda: 0 < owned(first) < 9 and owned(first) + owned(second) == 9, within=40)
                began, since = asyncio.get_running_loop().time(), len(provider.requests)
                await wait_until(lambda: min(asked(provider, since)[each] for each in LEAGUES) >= 8, within=20)
                turns = (asyncio.get_running_loop().time() - began) / (INTERVAL.total_seconds() * 0.9)
                assert max(asked(provider, since).values()) <= turns + 2, "two replicas ask for the same league"
            since = len(provider.requests)
            await wait_until(lambda: set(asked(provider, since)) == set(LEAGUES), within=30)


async def test_an_ingester_that_may_not_ask_says_so_of_every_feed_and_league(kafka, kept, wait_until):
    service = f"ingest-test-{uuid.uuid4().hex}"
    feeds = ("odds", service)

    async def said():
        partitions = [TopicPartition(poll_topic(Provider.ESPN), number) for number in range(PARTITIONS)]
        records = [PollRecord.model_validate_json(each.value) async for each in read_to_end(kafka, partitions)]
        return [each for each in records if each.feed == service]

    async def all_said():
        return {each.league for each in await said()} == set(LEAGUES)

    async with a_replica(kafka, kept, service, disabled(feeds, LEAGUES, PollReason.NO_KEY)):
        await wait_until(all_said, within=20)
    records = await said()
    assert {(each.outcome, each.reason) for each in records} == {(PollOutcome.DISABLED, PollReason.NO_KEY)}


async def test_an_ingester_that_is_started_while_the_broker_is_away_says_so_and_comes_up_when_it_is_back(
    proxied_kafka, kept, provider, wait_until
):
    kafka, proxy = proxied_kafka
    await proxy.down()
    async with open_http(provider.base_url, answer_within=SECONDS_5, headers={}) as client:
        work = polls(client, ClientPolicy(answer_within=SECONDS_5), a_table("late"), random.Random(1))
        async with a_replica(kafka, kept, "ingest-late", work) as runtime:
            await wait_until(lambda: "kafka" in runtime.readiness.missing)
            assert runtime.registry.get_sample_value("a1_kafka_connected") == 0
            await proxy.up()
            await wait_until(lambda: not runtime.readiness.missing, within=60)
            await wait_until(lambda: set(asked(provider)) == set(LEAGUES), within=30)


async def records(kafka, topic):
    partitions = [TopicPartition(topic, partition_of(league)) for league in LEAGUES]
    return [each async for each in read_to_end(kafka, partitions)]


@pytest.mark.parametrize("fault", ["down", "silence"])
async def test_an_ingester_asks_on_while_the_broker_is_away_and_loses_nothing(
    proxied_kafka, kept, provider, answering, wait_until, fault
):
    kafka, proxy = proxied_kafka
    said = dict.fromkeys(LEAGUES, 0)

    def answer(path, headers):
        league = path.strip("/")
        said[league] += 1
        return answering(json.dumps(said[league]).encode())

    provider.answer = answer
    # An answer that a busy machine gives too late is no answer that was lost.
    async with open_http(provider.base_url, answer_within=SECONDS_60, headers={}) as client:
        work = polls(client, ClientPolicy(answer_within=SECONDS_60), a_table("outage"), random.Random(1))
        async with a_replica(kafka, kept, "ingest-outage", work) as runtime:

            def in_journal():
                return runtime.registry.get_sample_value("ingest_journal_records", {"provider": "espn"}) or 0

            await wait_until(lambda: set(asked(provider)) == set(LEAGUES), within=30)
            if fault == "down":
                await proxy.down()
            else:
                proxy.silence()
            await wait_until(lambda: in_journal() > 0, within=30)
            since = len(provider.requests)
            await wait_until(lambda: min(asked(provider, since)[each] for each in LEAGUES) >= 5, within=40)
            assert "journal-sent" in runtime.readiness.missing
            await proxy.resume()
            await wait_until(lambda: in_journal() == 0, within=60)
            await wait_until(lambda: not runtime.readiness.missing, within=60)
    bodies = await records(kafka, raw_topic(Provider.ESPN))
    attempts = [PollRecord.model_validate_json(each.value) for each in await records(kafka, poll_topic(Provider.ESPN))]
    for league in LEAGUES:
        mine = [each for each in bodies if each.partition == partition_of(league)]
        newest = {RawHeaders.from_kafka(each.headers).sequence: int(each.value) for each in mine}
        assert set(range(1, said[league] + 1)) - set(newest.values()) <= {said[league]}, "each answer but the cut last"
        assert all(newest[one] < newest[next_one] for one, next_one in pairwise(sorted(newest)))
        sequences = [each.sequence for each in attempts if each.league == league]
        assert set(sequences) <= set(newest)
        assert len(set(newest) - set(sequences)) <= 1, "a poll record follows each body, but for the cut last"
        first_seen = list(dict.fromkeys(sequences))
        assert first_seen == sorted(first_seen)
