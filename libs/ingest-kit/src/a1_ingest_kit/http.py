"""HTTP client for one provider: bounded in time and size, retrying politely, never leaving the provider's host.

Failures of the network and of the response are returned as values, so callers need no exception handling.
"""

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx

from a1_ingest_kit.bodies import MAX_BODY_BYTES, TooLargeError, TruncatedError, UnknownEncodingError, read_body
from a1_ingest_kit.circuit import Circuit
from a1_ingest_kit.requests import Request
from a1_ingest_kit.responses import ResponseClass, Rule, classify
from a1_ingest_kit.steady_clock import SteadyClock
from a1_ingest_kit.waiting import jittered, retry_after
from a1_schemas.vocabulary import PollReason
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger

log = get_logger("a1.ingest.http")

ATTEMPTS = 3
FIRST_RETRY = timedelta(seconds=1)
PATIENCE = timedelta(seconds=5)
"""The longest wait within one poll. A longer Retry-After sets the time of the next poll."""
REDIRECTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A complete JSON body, when it had arrived, and its validators for conditional requests."""

    status: int
    content_type: str
    body: bytes
    answered_at: datetime
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The provider answered 304: the body with this tag is still current."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The request brought no body. `wait` is the pause that the provider or the circuit breaker requires."""

    reason: PollReason
    detail: str | None = None
    wait: timedelta | None = None
    is_asked: bool = True
    """False where no request was sent, because the host is left alone."""


FetchResult = Fetched | NotModified | Failed
Permit = Callable[[Request], Awaitable[None]]
"""Awaited before each call upstream: the lease holds, the pace is kept. It raises where no call may follow."""
UpdateQuota = Callable[[Request, Mapping[str, str]], None]
"""Called with the headers of each response, from which the remaining quota is read."""
NoteAnswer = Callable[[Request, float], object]
"""Called after each attempt with the seconds that it took, without the waits for its permit and between attempts."""
ShowCircuit = Callable[[bool], object]
"""Called after each attempt with whether the host is left alone, or probed after that."""


@asynccontextmanager
async def open_http(
    base_url: str, *, answer_within: timedelta, headers: Mapping[str, str], params: Mapping[str, str] | None = None
) -> AsyncGenerator[httpx.AsyncClient]:
    """Open an HTTP client for one provider, closed with the context.

    Secrets are passed only here, as headers or parameters.
    """
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs whole URLs, keys included
    seconds = answer_within.total_seconds()
    async with httpx.AsyncClient(
        base_url=base_url,
        headers={"accept": "application/json", "accept-encoding": "gzip", **headers},
        params=dict(params or {}),
        timeout=httpx.Timeout(seconds, connect=min(seconds, 5.0)),
        limits=httpx.Limits(max_connections=16, max_keepalive_connections=16),
        follow_redirects=False,
    ) as client:
        yield client


class Http:
    """Sends requests to one provider."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        rules: Sequence[Rule],
        *,
        permit: Permit,
        update_quota: UpdateQuota,
        note_answer: NoteAnswer,
        show_circuit: ShowCircuit,
        answer_within: timedelta,
        clock: Clock,
        rng: random.Random,
    ) -> None:
        self._client = client
        self._rules = rules
        self._permit = permit
        self._update_quota = update_quota
        self._note_answer = note_answer
        self._show_circuit = show_circuit
        self._answer_within = answer_within
        self._clock = clock
        self._rng = rng
        self._circuit = Circuit(rng)
        self._steady = SteadyClock(clock)
        self._turn_of_large = asyncio.Lock()

    def url_of(self, request: Request) -> str:
        """Return the URL of a request, without secrets."""
        base = str(self._client.base_url).rstrip("/")
        return str(
            httpx.URL(base + request.path, params=dict(request.params))
            if request.params
            else httpx.URL(base + request.path)
        )

    async def fetch(self, request: Request, tags: Mapping[str, str]) -> tuple[FetchResult, datetime]:
        """Return the result of a request and the time the last attempt was sent.

        Awaits the permit before each attempt; what the permit raises propagates. Retries transient failures with
        jitter, honouring a Retry-After up to the longest wait within one poll. Failures of network and response are
        returned.
        """
        sent_at = self._clock.now()
        result: FetchResult = Failed(reason=PollReason.CIRCUIT_OPEN)
        for attempt in range(1, ATTEMPTS + 1):
            open_for = self._circuit.open_for(self._steady.now())
            if open_for is not None:
                reason, rest = open_for
                detail = f"the provider's host is left alone after {self._circuit.because}"
                return Failed(reason=reason, detail=detail, wait=rest, is_asked=False), sent_at
            try:
                await self._permit(request)
                sent_at, began_at = self._clock.now(), self._clock.monotonic()
                result, response_class = await self._attempt(request, tags)
                self._note_answer(request, self._clock.monotonic() - began_at)
            except BaseException:
                self._circuit.abandoned()
                raise
            self._count(response_class)
            if (
                response_class is None
                or not response_class.retry
                or not isinstance(result, Failed)
                or attempt == ATTEMPTS
            ):
                return result, sent_at
            wait = result.wait if result.wait is not None else FIRST_RETRY * 2 ** (attempt - 1)
            if wait > PATIENCE:
                return result, sent_at
            await self._clock.sleep(max(jittered(wait, self._rng), wait).total_seconds())
        return result, sent_at

    def _count(self, response_class: ResponseClass | None) -> None:
        was_open = self._circuit.is_open
        if response_class is None:
            self._circuit.succeeded()
        else:
            self._circuit.failed(response_class.reason, response_class.pause, self._steady.now())
        self._show_circuit(self._circuit.is_open)
        if self._circuit.is_open and not was_open:
            log.warning("provider.left-alone", host=self._client.base_url.host, reason=self._circuit.because)
        elif was_open and not self._circuit.is_open:
            log.info("provider.answers", host=self._client.base_url.host)

    async def _attempt(self, request: Request, tags: Mapping[str, str]) -> tuple[FetchResult, ResponseClass | None]:
        try:
            async with asyncio.timeout(self._answer_within.total_seconds()):
                return await self._exchange(request, tags)
        except (TimeoutError, httpx.TimeoutException) as error:
            return _failed(ResponseClass(PollReason.TIMEOUT, retry=True), error)
        except TooLargeError as error:
            return Failed(reason=PollReason.TOO_LARGE, detail=str(error)), ResponseClass(PollReason.TOO_LARGE)
        except TruncatedError as error:
            return _failed(ResponseClass(PollReason.TRUNCATED, retry=True), error)
        except UnknownEncodingError as error:
            return _failed(ResponseClass(PollReason.NOT_JSON), error)
        except httpx.TransportError as error:
            return _failed(ResponseClass(PollReason.CONNECTION, retry=True), error)

    async def _exchange(self, request: Request, tags: Mapping[str, str]) -> tuple[FetchResult, ResponseClass | None]:
        url = httpx.URL(str(self._client.base_url).rstrip("/") + request.path, params=dict(request.params))
        for _ in range(REDIRECTS + 1):
            # as parameters, since a query in the URL is replaced by the client's own parameters
            http_request = self._client.build_request(
                "GET", url.copy_with(query=None), params=url.params, headers=dict(tags)
            )
            response = await self._client.send(http_request, stream=True)
            try:
                self._update_quota(request, response.headers)
                if response.status_code == 304 and tags:
                    await response.aread()  # of nothing, without which the connection would not be used again
                    return NotModified(), None
                if response.has_redirect_location:
                    target = url.join(response.headers["location"])
                    if _origin(target) != _origin(url):
                        return _failed(ResponseClass(PollReason.REDIRECT_REFUSED), None)
                    url = target
                    continue
                return self._judged(response, await _body_of(response, self._turn_of_large))
            finally:
                await response.aclose()
        return _failed(ResponseClass(PollReason.REDIRECT_REFUSED), None)

    def _judged(self, response: httpx.Response, body: bytes) -> tuple[FetchResult, ResponseClass | None]:
        response_class = classify(response.status_code, response.headers, body, self._rules)
        if response_class is not None:
            wait = retry_after(response.headers.get("retry-after"), self._clock.now())
            waits = [each for each in (wait, response_class.pause) if each is not None]
            failed = Failed(
                reason=response_class.reason, detail=f"status {response.status_code}", wait=max(waits, default=None)
            )
            return failed, response_class
        fetched = Fetched(
            status=response.status_code,
            content_type=response.headers.get("content-type", ""),
            body=body,
            answered_at=self._clock.now(),
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
        )
        return fetched, None


async def _body_of(response: httpx.Response, turn_of_large: asyncio.Lock) -> bytes:
    encoding = response.headers.get("content-encoding", "").lower()
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > MAX_BODY_BYTES:
        raise TooLargeError(f"{int(length[:20])} bytes{f' of {encoding}' if encoding else ''}")
    try:
        return await read_body(response.aiter_raw(), encoding, turn=turn_of_large)
    except (httpx.RemoteProtocolError, httpx.ReadError) as error:
        raise TruncatedError from error


def _failed(response_class: ResponseClass, error: BaseException | None) -> tuple[Failed, ResponseClass]:
    """Build the failure without the error's text, which may contain a URL with a key in it."""
    return Failed(reason=response_class.reason, detail=None if error is None else type(error).__name__), response_class


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
