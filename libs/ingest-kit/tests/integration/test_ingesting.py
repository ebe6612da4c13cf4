"""Replicas of an ingester in one group of a real broker."""

import asyncio
import random
import uuid
from collections import Counter
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from aiokafka import TopicPartition
from prometheus_client import CollectorRegistry

from a1_ingest_kit.http import open_http
from a1_ingest_kit.ingesting import ClientPolicy, disabled, ingest, polls
from a1_ingest_kit.requests import PollSource, Request, Target, every
from a1_schemas.leagues import League
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.topics import PARTITIONS, poll_topic
from a1_schemas.vocabulary import PollOutcome, PollReason
from a1_service_kit.kafka import read_to_end
from a1_service_kit.program import Runtime

pytestmark = pytest.mark.kafka

LEAGUES = tuple(League)
INTERVAL = timedelta(seconds=0.2)
SECONDS_5 = timedelta(seconds=5)


def a_runtime(service):
    return Runtime(
        service=service,
        instance=uuid.uuid4().hex,
        version="1",
        commit="none",
        started_at=datetime.now(UTC),
        stopping=asyncio.Event(),
        tasks=asyncio.TaskGroup(),
        registry=CollectorRegistry(),
    )


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


@asynccontextmanager
async def a_replica(kafka, service, work):
    runtime = a_runtime(service)
    running = asyncio.ensure_future(ingest(runtime, kafka, Provider.ESPN, work))
    try:
        yield runtime
    finally:
        runtime.stopping.set()
        await running


def asked(provider, since=0):
    return Counter(urlsplit(path).path.strip("/") for path, _ in provider.requests[since:])


def owned(runtime):
    return runtime.registry.get_sample_value("ingest_owned_leagues", {"provider": "espn"}) or 0


async def test_replicas_share_the_leagues_and_a_stopped_ones_are_taken_over(kafka, provider, wait_until):
    service = f"ingest-test-{uuid.uuid4().hex}"
    async with open_http(provider.base_url, answer_within=SECONDS_5, headers={}) as client:
        work = polls(client, ClientPolicy(answer_within=SECONDS_5), a_table(service), random.Random(1))
        async with a_replica(kafka, service, work) as first:
            await wait_until(lambda: set(asked(provider)) == set(LEAGUES), within=20)
            async with a_replica(kafka, service, work) as second:
                await wait_until(lambda: 0 < owned(first) < 9 and owned(first) + owned(second) == 9, within=40)
                began, since = asyncio.get_running_loop().time(), len(provider.requests)
                await wait_until(lambda: min(asked(provider, since)[each] for each in LEAGUES) >= 8, within=20)
                turns = (asyncio.get_running_loop().time() - began) / (INTERVAL.total_seconds() * 0.9)
                assert max(asked(provider, since).values()) <= turns + 2, "two replicas ask for the same league"
            since = len(provider.requests)
            await wait_until(lambda: set(asked(provider, since)) == set(LEAGUES), within=30)


async def test_an_ingester_that_may_not_ask_says_so_of_every_feed_and_league(kafka, wait_until):
    service = f"ingest-test-{uuid.uuid4().hex}"
    feeds = ("odds", service)

    async def said():
        partitions = [TopicPartition(poll_topic(Provider.ESPN), number) for number in range(PARTITIONS)]
        records = [PollRecord.model_validate_json(each.value) async for each in read_to_end(kafka, partitions)]
        return [each for each in records if each.feed == service]

    async def all_said():
        return {each.league for each in await said()} == set(LEAGUES)

    async with a_replica(kafka, service, disabled(feeds, LEAGUES, PollReason.NO_KEY)):
        await wait_until(all_said, within=20)
    records = await said()
    assert {(each.outcome, each.reason) for each in records} == {(PollOutcome.DISABLED, PollReason.NO_KEY)}
