"""An ingester's life: join the group, and for each tenure restore, then poll the leagues owned until it is over."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from aiokafka import AIOKafkaProducer
from aiokafka.coordinator.assignors.range import RangePartitionAssignor

from a1_ingest_kit.accounts import Account, Accounts
from a1_ingest_kit.http import Http
from a1_ingest_kit.metrics import IngestMetrics
from a1_ingest_kit.ownership import Tenure, Tenures, keep_membership
from a1_ingest_kit.pace import Pace
from a1_ingest_kit.poll_state import PollState, restore
from a1_ingest_kit.polling import Poller
from a1_ingest_kit.publishing import Publisher
from a1_ingest_kit.quota import QuotaReading
from a1_ingest_kit.requests import PollSource, Request
from a1_ingest_kit.responses import Rule
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.targets import target_of
from a1_schemas.topics import partition_of, poll_topic
from a1_schemas.vocabulary import PollOutcome, PollReason
from a1_service_kit.heartbeat import HeartbeatFacts, send_heartbeats
from a1_service_kit.kafka import check_partitions, open_consumer, open_producer, read_to_end
from a1_service_kit.logging import get_logger
from a1_service_kit.program import Runtime
from a1_service_kit.settings import KafkaSettings

log = get_logger("a1.ingest.ingesting")

OWNERSHIP = "leagues-assigned"
METADATA_MAX_AGE_MS = 10_000
"""Topics that were made anew are noticed within this time."""
RESTORE_WITHIN = timedelta(minutes=2)
"""A restore that takes longer ends the process: state that is not whole must not be worked on."""
DISABLED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPolicy:
    """How one provider wants to be asked: its errors' meanings, its quota, its pace."""

    answer_within: timedelta
    rules: Sequence[Rule] = ()
    accounts: Mapping[str, Account] = field(default_factory=dict[str, Account])
    quota_of: QuotaReading | None = None
    between_calls_s: float = 0.0
    """For all replicas together; each takes its share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingester:
    """What the work of a tenure needs from the program."""

    runtime: Runtime
    kafka: KafkaSettings
    provider: Provider
    producer: AIOKafkaProducer
    metrics: IngestMetrics
    quota: dict[str, int]
    """What is left of each account, as the heartbeat tells it."""

    def publisher(self, tenure: Tenure) -> Publisher:
        """Writes in the name of that tenure."""
        return Publisher(self.producer, self.provider, tenure, self.metrics, self.runtime.clock)


Work = Callable[[Ingester, Tenure], Awaitable[None]]
Alongside = Callable[[Ingester, Tenure, PollState, frozenset[str]], Coroutine[Any, Any, None]]
"""What else a tenure does for the leagues owned, beside polling: a stream to listen to."""


async def ingest(runtime: Runtime, kafka: KafkaSettings, provider: Provider, work: Work) -> None:
    """Join the provider's group and do the work of each tenure, until it is time to stop."""
    client_id = f"{runtime.service}/{runtime.instance}"
    tenures = Tenures(runtime.clock)
    runtime.readiness.mark(OWNERSHIP, False)
    async with (
        open_producer(kafka, client_id) as producer,
        open_consumer(
            kafka,
            client_id,
            group_id=runtime.service,
            partition_assignment_strategy=(RangePartitionAssignor,),
            metadata_max_age_ms=METADATA_MAX_AGE_MS,
        ) as consumer,
    ):
        ingester = Ingester(
            runtime=runtime,
            kafka=kafka,
            provider=provider,
            producer=producer,
            metrics=IngestMetrics(runtime.registry),
            quota={},
        )
        await check_partitions(kafka)
        tenures.follow(consumer, poll_topic(provider))

        async def during(tenure: Tenure) -> None:
            try:
                await work(ingester, tenure)
            finally:
                runtime.readiness.mark(OWNERSHIP, False)

        def facts() -> HeartbeatFacts:
            return HeartbeatFacts(ready=not runtime.readiness.missing, quota=dict(ingester.quota))

        await _until(
            runtime.stopping,
            keep_membership(consumer),
            send_heartbeats(runtime, producer, facts),
            tenures.serve(during),
        )


async def _until(stopping: asyncio.Event, *forever: Coroutine[Any, Any, Any]) -> None:
    """Run these until it is time to stop; the death of one is the death of all."""
    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(each) for each in forever]
        await stopping.wait()
        for task in running:
            task.cancel()


def polls(
    client: httpx.AsyncClient,
    policy: ClientPolicy,
    poll_sources: Sequence[PollSource],
    rng: random.Random,
    alongside: Sequence[Alongside] = (),
) -> Work:
    """The work of an ingester: restore what is known of its targets, then poll the rows of its table."""

    async def work(ingester: Ingester, tenure: Tenure) -> None:
        runtime = ingester.runtime
        clock = runtime.clock
        leagues = frozenset(league for poll_source in poll_sources for league in poll_source.leagues)
        owned = _owned(leagues, tenure)
        async with asyncio.timeout(RESTORE_WITHIN.total_seconds()):
            poll_state = await restore(read_to_end(ingester.kafka, tenure.partitions), tenure.positions)
        accounts = Accounts(policy.accounts, owned=owned, records=poll_state.records.values(), now=clock.now())
        pace = Pace(policy.between_calls_s * len(leagues) / max(len(owned), 1), clock)

        async def permit(_ask: Request) -> None:
            await pace.wait()
            await tenure.prove()

        def update_quota(request: Request, headers: Mapping[str, str]) -> None:
            budget = accounts.budget_of(request.account)
            remaining = None if policy.quota_of is None else policy.quota_of(headers)
            if budget is None or request.account is None or remaining is None:
                return
            budget.update_quota(remaining)
            ingester.quota[request.account] = remaining
            ingester.metrics.quota_remaining.labels(ingester.provider, request.account).set(remaining)

        poller = Poller(
            ingester.provider,
            http=Http(
                client,
                policy.rules,
                permit=permit,
                update_quota=update_quota,
                answer_within=policy.answer_within,
                clock=clock,
                rng=rng,
            ),
            publisher=ingester.publisher(tenure),
            accounts=accounts,
            poll_state=poll_state,
            metrics=ingester.metrics,
            answer_within=policy.answer_within,
            clock=clock,
            rng=rng,
        )
        _announce(ingester, owned, restored=len(poll_state.records))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(poller.run(poll_sources, owned))
            for each in alongside:
                tasks.create_task(each(ingester, tenure, poll_state, owned))

    return work


def disabled(feeds: Sequence[str], leagues: Sequence[str], reason: PollReason) -> Work:
    """The work of an ingester that may not ask: it says so of each feed and league it owns, and asks nothing."""

    async def work(ingester: Ingester, tenure: Tenure) -> None:
        clock = ingester.runtime.clock
        publisher = ingester.publisher(tenure)
        owned = _owned(frozenset(leagues), tenure)
        _announce(ingester, owned, restored=0)
        while True:
            now = clock.now()
            for league in sorted(owned):
                for feed in feeds:
                    await publisher.publish_poll(
                        PollRecord(
                            provider=ingester.provider,
                            feed=feed,
                            league=league,
                            target=target_of(ingester.provider, feed, league),
                            outcome=PollOutcome.DISABLED,
                            reason=reason,
                            valid_until=now + DISABLED_EVERY * 3,
                            fetched_at=now,
                        )
                    )
            await clock.sleep(DISABLED_EVERY.total_seconds())

    return work


def _owned(leagues: frozenset[str], tenure: Tenure) -> frozenset[str]:
    partitions = {each.partition for each in tenure.partitions}
    return frozenset(league for league in leagues if partition_of(league) in partitions)


def _announce(ingester: Ingester, owned: frozenset[str], *, restored: int) -> None:
    ingester.metrics.owned_leagues.labels(ingester.provider).set(len(owned))
    ingester.runtime.readiness.mark(OWNERSHIP, True)
    log.info("leagues.assigned", leagues=sorted(owned), restored=restored)
