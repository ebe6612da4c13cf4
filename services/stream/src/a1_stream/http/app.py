"""The ASGI application of the HTTP side: what is asked goes to the reader, what comes back is sent and counted."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from a1_edge_kit.authentication import IDENTITY
from a1_edge_kit.identity import ANONYMOUS
from a1_edge_kit.security_headers import with_security_headers
from a1_edge_kit.ticket_route import PATH as TICKETS
from a1_edge_kit.ticket_route import TicketRoute
from a1_schemas.leagues import League
from a1_service_kit.logging import get_logger
from a1_stream.client_bounds import check_filter_values
from a1_stream.http.answers import PROBLEM, Answer, events_head
from a1_stream.http.problem import Problem, internal_fault, of_filter, posted_only, read_only
from a1_stream.http.reader import StreamReader
from a1_stream.http.request import Live, read_request, stream_of
from a1_stream.http.waiting import attending
from a1_stream.league_log import LeagueLog
from a1_stream.metrics import HttpMode, Metrics
from a1_streaming.filters import FilterProblem

MODE = "mode"
"""In the state of a request that was answered: what it was."""
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")


class Streams:
    """Answers reads of the leagues' streams. Raises Problem or FilterProblem before it has answered anything."""

    def __init__(
        self, logs: Mapping[League, LeagueLog], reader: StreamReader, metrics: Metrics, stopping: asyncio.Event
    ) -> None:
        self._logs = logs
        self._reader = reader
        self._metrics = metrics
        self._stopping = stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, method = scope["path"], scope["method"]
        stream_of(path)
        if method not in ("GET", "HEAD"):
            raise read_only()
        headers: dict[bytes, bytes] = dict(scope["headers"])
        last, known = headers.get(b"last-event-id"), headers.get(b"if-none-match")
        request = read_request(path, scope["query_string"], last.decode("latin-1") if last else None)
        log, state = self._logs[request.league], scope["state"]
        check_filter_values(request.filters, state.get(IDENTITY, ANONYMOUS))
        if method == "HEAD":
            state[MODE] = HttpMode.HEAD
            await _send(send, await self._reader.head(log, request), is_head=True)
        elif request.live is Live.NO:
            answer = await self._reader.catch_up(log, request, known)
            state[MODE] = HttpMode.CATCH_UP
            await _send(send, answer)
        else:
            async with attending(receive, self._stopping) as attendance:
                if request.live is Live.LONG_POLL:
                    answer = await self._reader.long_poll(log, request, attendance, known)
                    state[MODE] = HttpMode.LONG_POLL
                    await _send(send, answer)
                else:
                    events = await self._reader.events(log, request, attendance)
                    state[MODE] = HttpMode.EVENTS
                    await self._send_events(send, events)

    async def _send_events(self, send: Send, events: AsyncIterator[bytes]) -> None:
        await _send(send, events_head(), has_more=True)
        with self._metrics.event_streams.track_inprogress():
            async for event in events:
                await send({"type": "http.response.body", "body": event, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


class TicketDesk:
    """Answers requests for a ticket; all others go to the streams. Raises Problem for another method."""

    def __init__(self, streams: ASGIApp, tickets: TicketRoute) -> None:
        self._streams = streams
        self._tickets = tickets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != TICKETS:
            await self._streams(scope, receive, send)
            return
        if scope["method"] != "POST":
            raise posted_only("A ticket is asked for with POST.")
        scope["state"][MODE] = HttpMode.TICKET
        await self._tickets(scope, receive, send)


class Answering:
    """The outermost layer: request ids, security headers, problems and counts. `new_id` returns a request id."""

    def __init__(self, app: ASGIApp, metrics: Metrics, new_id: Callable[[], bytes]) -> None:
        self._app = app
        self._metrics = metrics
        self._new_id = new_id
        self._logger = get_logger("a1.stream.http")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        sent = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
        request_id = sent if _REQUEST_ID.fullmatch(sent) else self._new_id()
        state = scope.setdefault("state", {})
        state["request_id"] = request_id.decode()
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = [*message["headers"], (b"x-request-id", request_id)]
                message["headers"] = with_security_headers(own)
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except Exception as error:
            if status:
                raise
            await _send(send_on, self._refusal(error, request_id.decode()), is_head=scope["method"] == "HEAD")
        self._metrics.answers.labels(state.get(MODE, HttpMode.REFUSED), str(status)).inc()

    def _refusal(self, error: Exception, request_id: str) -> Answer:
        if isinstance(error, FilterProblem):
            problem = of_filter(error)
        elif isinstance(error, Problem):
            problem = error
        else:
            self._logger.error("request.failed", request_id=request_id, exc_info=error)
            problem = internal_fault()
        fixed = [(b"content-type", PROBLEM), (b"cache-control", b"no-store")]
        return Answer(problem.status, [*fixed, *problem.headers], problem.body(request_id))


async def _send(
    send: Callable[[Message], Awaitable[None]], answer: Answer, *, is_head: bool = False, has_more: bool = False
) -> None:
    headers = list(answer.headers)
    if not has_more and answer.status not in (204, 304) and not is_head:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    body = b"" if is_head else answer.body
    await send({"type": "http.response.body", "body": body, "more_body": has_more})
