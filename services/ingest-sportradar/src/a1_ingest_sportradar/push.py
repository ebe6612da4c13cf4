"""Sportradar's push stream: JSON lines for as long as the connection lasts, published as they arrive.

There is no replay. Events missed between two connections are covered by the next game summary.
"""

import asyncio
import random
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Never

import httpx
import msgspec

from a1_ingest_kit.envelope import new_request_id, raw_headers
from a1_ingest_kit.http import Fetched
from a1_ingest_kit.ingesting import Alongside, Ingester
from a1_ingest_kit.poll_state import PollState
from a1_ingest_kit.requests import Request, Target, every
from a1_ingest_kit.responses import classify
from a1_ingest_kit.waiting import backoff
from a1_ingest_sportradar.client import RULES, SportradarApi
from a1_schemas.leagues import League, sportradar_products
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.targets import target_of
from a1_schemas.topics import MAX_MESSAGE_BYTES
from a1_schemas.vocabulary import PollOutcome, PollReason
from a1_service_kit.lease import Lease
from a1_service_kit.logging import get_logger
from a1_service_kit.telemetry import tracer

log = get_logger("a1.ingest.sportradar")

FEED = "push"
SILENCE = timedelta(seconds=15)
"""Heartbeats arrive every five seconds, so a longer silence means a dead connection."""
NOTE_EVERY = timedelta(seconds=10)
LONGEST_BACKOFF = timedelta(minutes=1)
REDIRECTS = 3


class PushEndedError(Exception):
    """The stream ended or was rejected."""

    def __init__(self, reason: PollReason) -> None:
        super().__init__(reason)
        self.reason = reason


class _Line(msgspec.Struct):
    heartbeat: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


def push_streams(client: httpx.AsyncClient, api: SportradarApi, rng: random.Random) -> Alongside:
    """Listen to each product of the owned leagues, until the lease is revoked."""

    async def alongside(ingester: Ingester, lease: Lease, poll_state: PollState, owned: frozenset[str]) -> None:
        async with asyncio.TaskGroup() as tasks:
            for leagues in by_product(owned):
                stream = PushStream(client, api, leagues, ingester, lease, poll_state, rng)
                tasks.create_task(stream.listen(), name=f"push {leagues[0]}")

    return alongside


def by_product(owned: frozenset[str]) -> list[tuple[League, ...]]:
    """Group the owned leagues by the stream that carries them."""
    carried = (tuple(league for league in leagues if league in owned) for leagues in sportradar_products().values())
    return [leagues for leagues in carried if leagues]


class PushStream:
    """One product's stream, published under each of its leagues."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        api: SportradarApi,
        leagues: tuple[League, ...],
        ingester: Ingester,
        lease: Lease,
        poll_state: PollState,
        rng: random.Random,
    ) -> None:
        self._ask = Request(
            feed=FEED,
            targets=tuple(Target(league, target_of(Provider.SPORTRADAR, FEED, league, "events")) for league in leagues),
            path=api.push_path(leagues[0]),
            cadence=every(NOTE_EVERY),
        )
        self._client = client
        self._publisher = ingester.publisher(lease)
        self._lease = lease
        self._memory = poll_state
        self._clock = ingester.runtime.clock
        self._rng = rng
        self._failures = 0
        self._tracer = tracer("a1_ingest_sportradar")

    async def listen(self) -> None:
        """Connect and publish until cancelled.

        A failure becomes a poll record, and a longer wait before reconnecting.
        """
        while True:
            await self._lease.ensure_not_refused()
            try:
                await self._session()
            except PushEndedError as ended:
                reason = ended.reason
            except httpx.TimeoutException:
                reason = PollReason.TIMEOUT
            except httpx.TransportError:
                reason = PollReason.CONNECTION
            self._failures += 1
            wait = backoff(timedelta(seconds=1), self._failures, LONGEST_BACKOFF, self._rng)
            log.warning("push.ended", target=self._ask.name, reason=reason)
            for target in self._ask.targets:
                await self._note(target, {"outcome": PollOutcome.ERROR, "reason": reason}, wait)
            await self._clock.sleep(wait.total_seconds())

    async def _session(self) -> Never:
        async with self._connected() as response:
            if response.status_code != 200:
                body = await response.aread()
                response_class = classify(response.status_code, response.headers, body, RULES)
                raise PushEndedError(PollReason.UNEXPECTED_STATUS if response_class is None else response_class.reason)
            async for lines in batches(response.aiter_bytes()):
                self._failures = 0
                await self._deliver(response, lines)
        raise PushEndedError(PollReason.CONNECTION)

    @asynccontextmanager
    async def _connected(self) -> AsyncGenerator[httpx.Response]:
        """Open the response behind the redirects. The key is sent to no host but its own."""
        home = httpx.URL(str(self._client.base_url).rstrip("/") + self._ask.path)
        url = home
        for _ in range(REDIRECTS + 1):
            timeout = httpx.Timeout(SILENCE.total_seconds())
            request = self._client.build_request("GET", url, timeout=timeout, headers={"accept-encoding": "identity"})
            if (url.scheme, url.netloc) != (home.scheme, home.netloc):
                request.headers.pop("x-api-key", None)
            response = await self._client.send(request, stream=True)
            try:
                if not response.has_redirect_location:
                    yield response
                    return
                url = url.join(response.headers["location"])
            finally:
                await response.aclose()
        raise PushEndedError(PollReason.REDIRECT_REFUSED)

    async def _deliver(self, response: httpx.Response, lines: list[bytes]) -> None:
        said = [line for line in lines if not is_heartbeat(line)]
        body = b"\n".join(said) + b"\n"
        content_type = response.headers.get("content-type", "")
        fetched = Fetched(
            status=200,
            content_type=content_type,
            body=body,
            answered_at=self._clock.now(),
            etag=None,
            last_modified=None,
        )
        for target in self._ask.targets:
            if said:
                with self._tracer.start_as_current_span("payload.received", attributes={"target": target.name}):
                    await self._publish(target, fetched)
            elif self._is_due(target):
                await self._note(target, {}, NOTE_EVERY)

    def _is_due(self, target: Target) -> bool:
        """Whether to publish another poll record that the stream is alive."""
        previous = self._memory.records.get(target.name)
        if previous is None or previous.reason is not None:
            return True
        return self._memory.wait_s(target.name, self._clock) <= 0

    async def _publish(self, target: Target, fetched: Fetched) -> None:
        fetched_at = self._clock.now()
        sequence = self._memory.next_sequence(target.name)
        headers = raw_headers(
            Provider.SPORTRADAR,
            self._ask,
            target,
            url=str(self._client.base_url).rstrip("/") + self._ask.path,
            fetched=fetched,
            fetched_at=fetched_at,
            sequence=sequence,
            request_id=new_request_id(self._rng),
        )
        await self._publisher.publish_body(headers, fetched.body)
        update = {
            "outcome": PollOutcome.NEW,
            "content_hash": headers.content_hash,
            "published_at": fetched_at,
        }
        await self._record(target, update, NOTE_EVERY, fetched_at, sequence)

    async def _note(self, target: Target, update: Mapping[str, Any], interval: timedelta) -> None:
        sequence = self._memory.next_sequence(target.name)
        await self._record(target, update, interval, self._clock.now(), sequence)

    async def _record(
        self, target: Target, update: Mapping[str, Any], interval: timedelta, fetched_at: datetime, sequence: int
    ) -> None:
        previous = self._memory.records.get(target.name)
        record = PollRecord(
            provider=Provider.SPORTRADAR,
            feed=FEED,
            league=target.league,
            target=target.name,
            outcome=PollOutcome.UNCHANGED,
            content_hash=None if previous is None else previous.content_hash,
            published_at=None if previous is None else previous.published_at,
            next_poll_at=fetched_at + interval,
            valid_until=fetched_at + interval * 2.75 + SILENCE,
            fetched_at=fetched_at,
            sequence=sequence,
        ).model_copy(update=update)
        await self._publisher.publish_poll(record)
        self._memory.keep(record, self._clock)


async def batches(chunks: AsyncIterator[bytes]) -> AsyncGenerator[list[bytes]]:
    """Yield the complete lines of each chunk as they arrive.

    A line may span chunks. Its size is bounded by that of a Kafka record.
    """
    rest = b""
    async for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        if len(rest) > MAX_MESSAGE_BYTES:
            raise PushEndedError(PollReason.TOO_LARGE)
        if whole := [line for line in lines if line.strip()]:
            yield whole


def is_heartbeat(line: bytes) -> bool:
    """Whether a line is a heartbeat."""
    try:
        return msgspec.json.decode(line, type=_Line).heartbeat is not msgspec.UNSET
    except msgspec.DecodeError:
        return False
