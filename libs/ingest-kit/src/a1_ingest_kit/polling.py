"""Runs the polls and contains their failures.

A provider's failure becomes a poll record with a reason and a longer wait. A bug of ours ends the process.
"""

import asyncio
import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from a1_ingest_kit.accounts import Accounts
from a1_ingest_kit.envelope import content_hash, new_request_id, raw_headers
from a1_ingest_kit.http import Failed, Fetched, FetchResult, Http
from a1_ingest_kit.metrics import IngestMetrics
from a1_ingest_kit.poll_log import log_change
from a1_ingest_kit.poll_state import PollState
from a1_ingest_kit.publishing import Publisher
from a1_ingest_kit.quota import Budget
from a1_ingest_kit.requests import PollSource, Request, Target
from a1_ingest_kit.steady_clock import SteadyClock
from a1_ingest_kit.turns import Turns
from a1_ingest_kit.waiting import after_first, backoff, jittered
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import PollOutcome, PollReason
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.telemetry import tracer

log = get_logger("a1.ingest.polling")

REPUBLISH_AFTER = timedelta(minutes=60)
"""An unchanged body is republished after this long, so that the topic's retention always holds every current body."""
LONGEST_BACKOFF = timedelta(seconds=30)
"""The longest wait of targets with a shorter interval, so that a provider's recovery is noticed soon."""
RETIRED_FOR = timedelta(days=8)
IDLE = timedelta(minutes=1)
"""The longest sleep of a source, so that a step of the clock cannot prolong it."""
SHORTEST_SLEEP = timedelta(milliseconds=20)
AT_ONCE = 4
"""Concurrent requests of one source."""
AT_ONCE_IN_ALL = 16
"""Concurrent requests of one lease, as many as it has connections."""


class Poller:
    """Runs the rows of a service's table under one lease."""

    def __init__(
        self,
        provider: Provider,
        *,
        http: Http,
        publisher: Publisher,
        accounts: Accounts,
        poll_state: PollState,
        metrics: IngestMetrics,
        answer_within: timedelta,
        clock: Clock,
        rng: random.Random,
    ) -> None:
        self._provider = provider
        self._http = http
        self._publisher = publisher
        self._accounts = accounts
        self._memory = poll_state
        self._metrics = metrics
        self._answer_within = answer_within
        self._clock = clock
        self._steady = SteadyClock(clock)
        self._turns = Turns(AT_ONCE_IN_ALL)
        self._rng = rng
        self._tracer = tracer("a1_ingest_kit")

    async def run(self, poll_sources: Sequence[PollSource], owned: frozenset[str]) -> None:
        """Poll every source for the owned leagues until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for poll_source in poll_sources:
                leagues = tuple(league for league in poll_source.leagues if league in owned)
                if leagues:
                    tasks.create_task(
                        self._repeat(poll_source, leagues), name=f"poll {'+'.join(poll_source.feeds)} {leagues[0]}"
                    )

    async def _repeat(self, poll_source: PollSource, leagues: tuple[str, ...]) -> None:
        while True:
            wake_at = await self.poll_once(poll_source, leagues)
            sleep = min(max(wake_at - self._clock.now(), SHORTEST_SLEEP), IDLE)
            await self._clock.sleep(sleep.total_seconds())

    async def poll_once(self, poll_source: PollSource, leagues: tuple[str, ...]) -> datetime:
        """Send all due requests of a poll source once. Returns when the next of its targets is due.

        Awaits the publication of every result. Retires targets that the source no longer yields.
        """
        requests: list[Request] = []
        source = poll_source.requests(leagues, self._clock.now())
        turns = Turns(AT_ONCE)
        async with asyncio.TaskGroup() as tasks:
            found: Any = None
            while True:
                try:
                    request = source.send(found)
                except StopIteration:
                    break
                requests.append(request)
                if request.read is None:
                    tasks.create_task(self._poll_if_due(request, turns))
                else:
                    await self._poll_if_due(request, turns)
                found = self._memory.found.get(request.name)
        if all(request.read is None or request.name in self._memory.found for request in requests):
            await self._retire(
                poll_source, leagues, {target.name for request in requests for target in request.targets}
            )
        wait_s = min((self._wait_s(request) for request in requests), default=IDLE.total_seconds())
        return self._clock.now() + timedelta(seconds=wait_s)

    def _wait_s(self, request: Request) -> float:
        """Return the seconds until the first of a request's targets is due."""
        return min(self._memory.wait_s(target.name, self._clock) for target in request.targets)

    async def _poll_if_due(self, request: Request, turns: Turns) -> None:
        interval = request.cadence(self._memory.found.get(request.name))
        budget = self._budget(request)
        if budget is not None:
            budget.register_demand(request.name, request.cost, interval, self._steady.now())
        self._memory.begin(request.name, request.starts_within, self._clock, self._rng)
        if self._wait_s(request) > 0:
            return
        async with turns.turn(interval), self._turns.turn(interval):
            await self._poll(request, budget)

    async def _poll(self, request: Request, budget: Budget | None) -> None:
        wait = None if budget is None else budget.wait_for(request.cost, self._steady.now())
        if budget is not None and wait is None:
            budget.spend(request.cost)
        with self._tracer.start_as_current_span(
            "payload.fetched",
            attributes={"feed": request.feed, "league": request.targets[0].league, "target": request.name},
        ):
            if wait is not None:
                await self._record(request, Failed(reason=PollReason.BUDGET, wait=wait), self._clock.now())
                return
            result, sent_at = await self._http.fetch(request, self._tags(request))
            self._read(request, result)
            await self._record(request, result, sent_at)

    def _budget(self, request: Request) -> Budget | None:
        """Return the budget that pays for the request, or None if it is free."""
        return self._accounts.budget_of(request.account) if request.cost else None

    def _tags(self, request: Request) -> Mapping[str, str]:
        """Return conditional headers, if a 304 would leave nothing unknown and no body is due to be republished."""
        records = [self._memory.records.get(target.name) for target in request.targets]
        first = records[0]
        if first is None or first.content_hash is None or any(self._must_republish(each) for each in records):
            return {}
        if any(each is None or each.content_hash != first.content_hash for each in records):
            return {}
        if request.read is not None and request.name not in self._memory.found:
            return {}
        tags = {"if-none-match": first.etag, "if-modified-since": first.last_modified}
        return {name: value for name, value in tags.items() if value is not None}

    def _must_republish(self, record: PollRecord | None) -> bool:
        if record is None or record.published_at is None:
            return True
        return abs(self._clock.now() - record.published_at) >= REPUBLISH_AFTER  # a clock that was ahead, too

    def _read(self, request: Request, result: FetchResult) -> None:
        if request.read is None or not isinstance(result, Fetched):
            return
        try:
            self._memory.found[request.name] = request.read(result.body)
        except (msgspec.MsgspecError, RecursionError) as error:
            # the body is still published; the mapper rejects it by its bytes
            log.warning("body.unreadable", target=request.name, error=str(error))

    async def _record(self, request: Request, result: FetchResult, fetched_at: datetime) -> None:
        interval = self._interval(request, result)
        request_id = new_request_id(self._rng)
        first = interval if isinstance(result, Failed) else after_first(interval, self._rng)
        for target in request.targets:
            previous = self._memory.records.get(target.name)
            sequence = self._memory.next_sequence(target.name)
            record = PollRecord(
                provider=self._provider,
                feed=request.feed,
                league=target.league,
                target=target.name,
                outcome=PollOutcome.UNCHANGED,
                content_hash=None if previous is None else previous.content_hash,
                published_at=None if previous is None else previous.published_at,
                etag=None if previous is None else previous.etag,
                last_modified=None if previous is None else previous.last_modified,
                quota_remaining=self._accounts.remaining(request.account),
                next_poll_at=fetched_at + jittered(first if previous is None else interval, self._rng),
                valid_until=fetched_at + interval * 2.75 + self._answer_within,
                fetched_at=fetched_at,
                sequence=sequence,
            )
            match result:
                case Failed(reason=reason, detail=detail):
                    update = {"outcome": PollOutcome.ERROR, "reason": reason, "detail": detail}
                case Fetched():
                    update = await self._deliver(request, target, result, previous, fetched_at, sequence, request_id)
                case _:
                    update = {}
            record = record.model_copy(update=update)
            await self._keep(record)
            log_change(record, previous, is_asked=not isinstance(result, Failed) or result.is_asked)

    def _interval(self, request: Request, result: FetchResult) -> timedelta:
        wanted = request.cadence(self._memory.found.get(request.name))
        budget = self._budget(request)
        interval = wanted if budget is None else budget.stretched(wanted, self._steady.now())
        if not isinstance(result, Failed):
            self._memory.failures.pop(request.name, None)
            return interval
        if result.reason is PollReason.BUDGET and result.wait is not None:
            return result.wait  # nothing failed: no request was sent
        failures = self._memory.failures[request.name] = self._memory.failures.get(request.name, 0) + 1
        return max(result.wait or timedelta(), backoff(interval, failures, LONGEST_BACKOFF, self._rng))

    async def _deliver(
        self,
        request: Request,
        target: Target,
        fetched: Fetched,
        previous: PollRecord | None,
        fetched_at: datetime,
        sequence: int,
        request_id: str,
    ) -> dict[str, Any]:
        """Publish the body if it is new or due to be republished.

        Returns the fields this changes in the poll record.
        """
        digest = content_hash(fetched.body)
        is_new = previous is None or previous.content_hash != digest
        update: dict[str, Any] = {
            "outcome": PollOutcome.NEW if is_new else PollOutcome.UNCHANGED,
            "content_hash": digest,
            "etag": fetched.etag,
            "last_modified": fetched.last_modified,
        }
        if is_new or self._must_republish(previous):
            headers = raw_headers(
                self._provider,
                request,
                target,
                url=self._http.url_of(request),
                fetched=fetched,
                fetched_at=fetched_at,
                sequence=sequence,
                request_id=request_id,
            )
            await self._publisher.publish_body(headers, fetched.body)
            log.debug("payload.published", target=target.name, bytes=len(fetched.body), request_id=request_id)
            update["published_at"] = fetched_at
        return update

    async def _keep(self, record: PollRecord) -> None:
        await self._publisher.publish_poll(record)
        self._memory.keep(record, self._clock)

    async def _retire(self, poll_source: PollSource, leagues: tuple[str, ...], requests: set[str]) -> None:
        """Publish a last, disabled poll record for targets that the source no longer yields, such as finished games.

        Eight days later their records are tombstoned, so that a restore does not grow with the season.
        """
        now = self._clock.now()
        for name, record in list(self._memory.records.items()):
            if record.feed not in poll_source.feeds or record.league not in leagues or name in requests:
                continue
            if record.outcome is not PollOutcome.DISABLED or record.reason is not None:
                await self._keep(_retired(record, now, self._memory.next_sequence(name)))
                self._memory.found.pop(name, None)
            elif record.valid_until < now:
                await self._publisher.forget_poll(record)
                self._memory.forget(name)


def _retired(record: PollRecord, now: datetime, sequence: int) -> PollRecord:
    update = {
        "outcome": PollOutcome.DISABLED,
        "reason": None,
        "detail": "no longer asked for",
        "next_poll_at": None,
        "valid_until": now + RETIRED_FOR,
        "fetched_at": now,
        "sequence": sequence,
    }
    return record.model_copy(update=update)
