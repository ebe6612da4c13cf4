"""The life of an ingester: it joins the group and, under each lease, restores and polls the owned leagues."""

import asyncio
import random
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
from aiokafka import AIOKafkaProducer
from aiokafka.coordinator.assignors.range import RangePartitionAssignor

from a1_ingest_kit.accounts import Account, Accounts
from a1_ingest_kit.http import Http
from a1_ingest_kit.journal import Journal, JournalSettings, open_journal
from a1_ingest_kit.journal_file import Entry
from a1_ingest_kit.journal_readiness import show_readiness
from a1_ingest_kit.journal_sending import send_journal
from a1_ingest_kit.metrics import IngestMetrics
from a1_ingest_kit.pace import Pace
from a1_ingest_kit.poll_state import PollState, restore
from a1_ingest_kit.polling import Poller
from a1_ingest_kit.publishing import Publisher, count_sent
from a1_ingest_kit.quota import QuotaReading
from a1_ingest_kit.requests import PollSource, Request
from a1_ingest_kit.responses import Rule
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.targets import target_of
from a1_schemas.topics import partition_of, poll_topic
from a1_schemas.vocabulary import PollOutcome, PollReason
from a1_service_kit.broker_errors import is_outage
from a1_service_kit.heartbeat import HeartbeatFacts, send_heartbeats
from a1_service_kit.kafka import open_consumer, open_producer, read_to_end
from a1_service_kit.lease import Lease, LeaseLostError, LeaseState
from a1_service_kit.lease_listener import LeaseListener
from a1_service_kit.logging import get_logger
from a1_service_kit.membership import keep_membership
from a1_service_kit.outage import Outage
from a1_service_kit.program import Runtime
from a1_service_kit.settings import KafkaSettings
from a1_service_kit.starting import Starting
from a1_service_kit.topic_settings import check_topics
from a1_service_kit.watching import watching_kafka

log = get_logger("a1.ingest.ingesting")

OWNERSHIP = "leagues-assigned"
METADATA_MAX_AGE_MS = 10_000
"""Recreated topics are noticed within this time."""
RESTORE_WITHIN = timedelta(minutes=2)
"""A restore that takes longer begins again, because incomplete state must not be used."""
DISABLED_EVERY = timedelta(minutes=1)
RETRY_UNPROVEN_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPolicy:
    """How to poll one provider: the classes of its errors, its quota and its pace."""

    answer_within: timedelta
    rules: Sequence[Rule] = ()
    accounts: Mapping[str, Account] = field(default_factory=dict[str, Account])
    quota_of: QuotaReading | None = None
    between_calls_s: float = 0.0
    """Seconds between calls of all replicas together. Each replica waits its share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingester:
    """The parts of the program that work under a lease uses."""

    runtime: Runtime
    kafka: KafkaSettings
    provider: Provider
    producer: AIOKafkaProducer
    metrics: IngestMetrics
    journal: Journal
    quota: dict[str, int]
    """The remaining quota of each account, which the heartbeat reports."""

    def publisher(self, lease: Lease) -> Publisher:
        """Return a publisher that writes under this lease."""
        return Publisher(self.producer, self.provider, lease, self.metrics, self.journal)

    async def restored(self, lease: Lease) -> PollState:
        """Return the state of the lease's targets, when the journal of an earlier one is sent. Retries outages."""
        outage = Outage("restore.waiting", self.runtime.clock)
        while True:
            await self.journal.emptied()
            try:
                async with asyncio.timeout(RESTORE_WITHIN.total_seconds()):
                    return await restore(read_to_end(self.kafka, lease.partitions), lease.positions, self.runtime.clock)
            except Exception as error:
                if not is_outage(error):
                    raise
                await outage.wait(error)


Work = Callable[[Ingester, Lease], Coroutine[Any, Any, None]]
Alongside = Callable[[Ingester, Lease, PollState, frozenset[str]], Coroutine[Any, Any, None]]
"""Work under a lease beside polling, for the owned leagues: listening to a stream."""


async def ingest(
    runtime: Runtime,
    kafka: KafkaSettings,
    kept: JournalSettings,
    provider: Provider,
    work: Work,
    streams: Sequence[str] = (),
) -> None:
    """Join the provider's group and run `work` under each lease, until the runtime stops.

    `streams`: the feeds that `work` listens to, beside those that the provider is asked for.
    """
    metrics = IngestMetrics(runtime.registry, provider, streams)
    client_id = f"{runtime.service}/{runtime.instance}"
    listener = LeaseListener(
        OWNERSHIP,
        runtime.clock,
        runtime.readiness,
        retry_unproven_s=RETRY_UNPROVEN_S,
        on_grant=metrics.rebalances.inc,
    )
    starting = Starting(runtime)
    consumer_of = partial(
        open_consumer,
        kafka,
        client_id,
        group_id=runtime.service,
        partition_assignment_strategy=(RangePartitionAssignor,),
        metadata_max_age_ms=METADATA_MAX_AGE_MS,
    )
    async with (
        watching_kafka(runtime, kafka),
        open_journal(kept, runtime.service, kafka.bootstrap_servers) as journal,
        starting.opened(partial(open_producer, kafka, client_id)) as producer,
        starting.opened(consumer_of) as consumer,
    ):
        ingester = Ingester(
            runtime=runtime,
            kafka=kafka,
            provider=provider,
            producer=producer,
            metrics=metrics,
            journal=journal,
            quota={},
        )
        await starting.step(partial(check_topics, kafka))
        listener.consumer_of = lambda: consumer
        consumer.subscribe([poll_topic(provider)], listener=listener)

        async def under(lease: Lease) -> None:
            lease.positions = dict.fromkeys(lease.partitions, 0)
            try:
                await work(ingester, lease)
            finally:
                metrics.disown()

        def facts() -> HeartbeatFacts:
            return HeartbeatFacts(ready=not runtime.readiness.missing, quota=dict(ingester.quota))

        async def prove() -> None:
            lease = listener.lease
            if lease is not None and lease.state is LeaseState.OWNED:
                with suppress(LeaseLostError):  # what was asked for while the lease held is sent all the same
                    await lease.ensure_owned()

        def sent(entry: Entry) -> None:
            count_sent(metrics, entry)
            metrics.show_journal(journal)

        await _until(
            runtime.stopping,
            keep_membership(consumer, runtime.clock),
            show_readiness(runtime.readiness, journal),
            send_journal(journal, producer, runtime.clock, prove=prove, sent=sent),
            send_heartbeats(runtime, producer, facts),
            listener.serve(under),
        )


async def _until(stopping: asyncio.Event, *forever: Coroutine[Any, Any, Any]) -> None:
    """Run these until the stop event. If one fails, all are cancelled."""
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
    """Return the work of an ingester: restore the state of its targets, then run its poll sources."""

    async def work(ingester: Ingester, lease: Lease) -> None:
        clock = ingester.runtime.clock
        ingester.metrics.show_accounts(policy.accounts)
        leagues = frozenset(league for poll_source in poll_sources for league in poll_source.leagues)
        owned = _owned(leagues, lease)
        poll_state = await ingester.restored(lease)
        accounts = Accounts(policy.accounts, owned=owned, records=poll_state.records.values(), now=clock.now())
        pace = Pace(policy.between_calls_s * len(leagues) / max(len(owned), 1), clock)

        async def permit(_ask: Request) -> None:
            await pace.wait()
            await lease.ensure_not_refused()

        def update_quota(request: Request, headers: Mapping[str, str]) -> None:
            budget = accounts.budget_of(request.account)
            remaining = None if policy.quota_of is None else policy.quota_of(headers)
            if budget is None or request.account is None or remaining is None:
                return
            budget.update_quota(remaining)
            ingester.quota[request.account] = remaining
            ingester.metrics.show_quota(request.account, remaining)

        poller = Poller(
            ingester.provider,
            http=Http(
                client,
                policy.rules,
                permit=permit,
                update_quota=update_quota,
                note_answer=ingester.metrics.observe_answer,
                show_circuit=ingester.metrics.circuit_open.set,
                answer_within=policy.answer_within,
                clock=clock,
                rng=rng,
            ),
            publisher=ingester.publisher(lease),
            accounts=accounts,
            poll_state=poll_state,
            metrics=ingester.metrics,
            answer_within=policy.answer_within,
            clock=clock,
            rng=rng,
        )
        _own(ingester, lease, owned, restored=len(poll_state.records))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(poller.run(poll_sources, owned))
            for each in alongside:
                tasks.create_task(each(ingester, lease, poll_state, owned))

    return work


def disabled(feeds: Sequence[str], leagues: Sequence[str], reason: PollReason) -> Work:
    """Return the work of an ingester without a key: publish a disabled poll for each feed and league, and send no
    request.
    """

    async def work(ingester: Ingester, lease: Lease) -> None:
        clock = ingester.runtime.clock
        publisher = ingester.publisher(lease)
        owned = _owned(frozenset(leagues), lease)
        poll_state = await ingester.restored(lease)
        _own(ingester, lease, owned, restored=len(poll_state.records))
        while True:
            now = clock.now()
            for league in sorted(owned):
                for feed in feeds:
                    target = target_of(ingester.provider, feed, league)
                    await publisher.publish_poll(
                        PollRecord(
                            provider=ingester.provider,
                            feed=feed,
                            league=league,
                            target=target,
                            outcome=PollOutcome.DISABLED,
                            reason=reason,
                            valid_until=now + DISABLED_EVERY * 3,
                            fetched_at=now,
                            sequence=poll_state.next_sequence(target),
                        )
                    )
            await clock.sleep(DISABLED_EVERY.total_seconds())

    return work


def _owned(leagues: frozenset[str], lease: Lease) -> frozenset[str]:
    partitions = {each.partition for each in lease.partitions}
    return frozenset(league for league in leagues if partition_of(league) in partitions)


def _own(ingester: Ingester, lease: Lease, owned: frozenset[str], *, restored: int) -> None:
    ingester.metrics.owned_leagues.set(len(owned))
    ingester.quota.clear()  # until a response under this lease reports it: another replica may know better
    lease.own()
    log.info("leagues.assigned", leagues=sorted(owned), restored=restored)
