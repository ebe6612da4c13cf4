"""The ASGI application of the HTTP side: what is asked goes to the reader, what comes back is sent and counted."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from starlette.types import Message, Receive, Scope, Send

from a1_edge_kit.security_headers import with_security_headers
from a1_schemas.leagues import League
from a1_service_kit.logging import get_logger
from a1_stream.http.answers import PROBLEM, Answer, events_head
from a1_stream.http.problem import Problem, internal_fault, of_filter, read_only
from a1_stream.http.reader import StreamReader
from a1_stream.http.request import Live, read_request, stream_of
from a1_stream.http.waiting import attending
from a1_stream.league_log import LeagueLog
from a1_stream.metrics import HttpMode, Metrics
from a1_streaming.filters import FilterProblem

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")


class _Headers(NamedTuple):
    """The request headers that are used."""

    request_id: bytes
    if_none_match: bytes | None
    last_event_id: str | None


class HttpStreams:
    """Serves the leagues' streams. `new_id` returns a request id."""

    def __init__(
        self,
        logs: Mapping[League, LeagueLog],
        reader: StreamReader,
        metrics: Metrics,
        stopping: asyncio.Event,
        new_id: Callable[[], bytes],
    ) -> None:
        self._logs = logs
        self._reader = reader
        self._metrics = metrics
        self._stopping = stopping
        self._new_id = new_id
        self._logger = get_logger("a1.stream.http")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = self._headers(scope)
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = [*message["headers"], (b"x-request-id", headers.request_id)]
                message["headers"] = with_security_headers(own)
            await send(message)

        mode = HttpMode.REFUSED
        try:
            mode = await self._answer(scope, headers, receive, send_on)
        except Exception as error:
            if status:
                raise
            await _send(send_on, self._refusal(error, headers), is_head=scope["method"] == "HEAD")
        self._metrics.answers.labels(mode, str(status)).inc()

    async def _answer(self, scope: Scope, headers: _Headers, receive: Receive, send: Send) -> HttpMode:
        path, method = scope["path"], scope["method"]
        stream_of(path)
        if method not in ("GET", "HEAD"):
            raise read_only()
        request = read_request(path, scope["query_string"], headers.last_event_id)
        log = self._logs[request.league]
        if method == "HEAD":
            await _send(send, await self._reader.head(log, request), is_head=True)
            return HttpMode.HEAD
        if request.live is Live.NO:
            await _send(send, await self._reader.catch_up(log, request, headers.if_none_match))
            return HttpMode.CATCH_UP
        async with attending(receive, self._stopping) as attendance:
            if request.live is Live.LONG_POLL:
                await _send(send, await self._reader.long_poll(log, request, attendance, headers.if_none_match))
                return HttpMode.LONG_POLL
            events = await self._reader.events(log, request, attendance)
            await _send(send, events_head(), has_more=True)
            with self._metrics.event_streams.track_inprogress():
                async for event in events:
                    await send({"type": "http.response.body", "body": event, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
            return HttpMode.EVENTS

    def _refusal(self, error: Exception, headers: _Headers) -> Answer:
        if isinstance(error, FilterProblem):
            problem = of_filter(error)
        elif isinstance(error, Problem):
            problem = error
        else:
            self._logger.error("request.failed", request_id=headers.request_id.decode(), exc_info=error)
            problem = internal_fault()
        fixed = [(b"content-type", PROBLEM), (b"cache-control", b"no-store")]
        return Answer(problem.status, [*fixed, *problem.headers], problem.body(headers.request_id.decode()))

    def _headers(self, scope: Scope) -> _Headers:
        found: dict[bytes, bytes] = dict(scope["headers"])
        request_id = found.get(b"x-request-id", b"")
        last = found.get(b"last-event-id")
        return _Headers(
            request_id if _REQUEST_ID.fullmatch(request_id) else self._new_id(),
            found.get(b"if-none-match"),
            last.decode("latin-1") if last else None,
        )


async def _send(
    send: Callable[[Message], Awaitable[None]], answer: Answer, *, is_head: bool = False, has_more: bool = False
) -> None:
    headers = list(answer.headers)
    if not has_more and answer.status not in (204, 304) and not is_head:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    body = b"" if is_head else answer.body
    await send({"type": "http.response.body", "body": body, "more_body": has_more})
