"""The write half of Durable Streams, for its conformance suite alone: PUT and POST put records into a log of their own.

Reads go to the service's own application. What it answers are our records; here each carries a message of the suite,
which is taken out of them again.
"""

import asyncio
import base64
import json
import random
from collections.abc import Callable
from typing import Any

from aiokafka import ConsumerRecord
from prometheus_client import CollectorRegistry
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from a1_edge_kit.origins import CrossOrigin, Origins
from a1_schemas.causes import format_causes
from a1_schemas.leagues import League
from a1_schemas.topics import topic_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import SystemClock
from a1_stream.http.answers import Sharing
from a1_stream.http.app import Answering, Streams
from a1_stream.http.reader import StreamReader, Times
from a1_stream.league_log import LeagueLog
from a1_stream.log_records import parts
from a1_stream.metrics import Metrics

KIND = Kind.ODDS
PATH = f"/api/v1/streams/nba/{KIND}"
BINARY = "application/octet-stream"
_NO_SNIFFING = {"x-content-type-options": "nosniff", "cross-origin-resource-policy": "cross-origin"}


class SuiteStream:
    """One stream of the suite: a log of its own, whose records each carry a message."""

    def __init__(self, content_type: str) -> None:
        self.content_type = content_type
        self.log = LeagueLog("nba")
        self.log.begin("5d1c0a9e72b4")
        self.log.loaded({})
        self._end = 0

    @property
    def is_json(self) -> bool:
        return self.content_type.partition(";")[0].strip().casefold() == "application/json"

    @property
    def is_text(self) -> bool:
        return self.is_json or self.content_type.casefold().startswith("text/")

    @property
    def tail(self) -> str:
        return self.log.cursor_text({KIND: self._end - 1})

    def append(self, body: bytes, *, may_be_empty: bool) -> None:
        """Store the messages of a body. Raises ValueError for what the protocol refuses."""
        messages: list[Any] = [base64.b64encode(body).decode()]
        if self.is_json:
            document = json.loads(body)
            messages = document if isinstance(document, list) else [document]
        if not body or (not messages and not may_be_empty):
            raise ValueError("empty")
        records = [self._record(message) for message in messages]
        for part in parts([records] if records else []):
            self.log.take(part.changes, part.ends)

    def _record(self, message: Any) -> ConsumerRecord:
        self._end += 1
        document = {"version": self._end, "removed": None, "message": message}
        value = json.dumps(document, separators=(",", ":")).encode()
        headers = [("causes", format_causes({"raw.odds": self._end - 1}))]
        key = f"{self._end}".encode()
        return ConsumerRecord(topic_of(KIND), 0, self._end - 1, 0, 0, key, value, None, 1, 1, headers)

    def messages(self, records: bytes) -> bytes:
        """Return what the suite expects for an array of our records."""
        found = [record["value"]["message"] for record in json.loads(records)]
        return json.dumps(found).encode() if self.is_json else b"".join(map(base64.b64decode, found))

    def event(self, event: bytes) -> bytes:
        """Return a server-sent event with the suite's messages."""
        head, begin, rest = event.partition(b"event: data\ndata:")
        if not begin:
            return event
        records, _, after = rest.partition(b"\n\n")
        body = self.messages(records)
        text = body.decode() if self.is_text else base64.b64encode(body).decode()
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return head + b"event: data\n" + "".join(f"data:{line}\n" for line in lines).encode() + b"\n" + after


class StreamStore:
    """The ASGI application that the suite asks."""

    def __init__(self) -> None:
        self._streams: dict[str, SuiteStream] = {}
        self._metrics = Metrics(CollectorRegistry())
        self._reader = StreamReader(
            SystemClock(), Sharing(is_public=True), Times(long_poll=3, heartbeat=1), random.random
        )
        self._stopping = asyncio.Event()
        self._open_to_pages = CrossOrigin(self._answer, Origins(("*",), is_loopback_allowed=True))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._open_to_pages(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        answers: dict[str, Callable[[Request], Any]] = {"PUT": self._put, "POST": self._post, "DELETE": self._delete}
        stream = self._streams.get(scope["path"])
        if scope["method"] in answers:
            response = await answers[scope["method"]](Request(scope, receive))
            response.headers.update(_NO_SNIFFING)
            await response(scope, receive, send)
        elif stream is None:
            await Response(b"", 404, _NO_SNIFFING)(scope, receive, send)
        else:
            await self._read(stream, {**scope, "path": PATH}, receive, send)

    async def _put(self, request: Request) -> Response:
        path, content_type = request.url.path, request.headers.get("content-type") or BINARY
        known = self._streams.get(path)
        if known is not None:
            is_same = known.content_type.casefold() == content_type.casefold()
            return self._placed(known, 200 if is_same else 409)
        stream, body = SuiteStream(content_type), await request.body()
        if body:
            try:
                stream.append(body, may_be_empty=True)
            except ValueError:
                return Response(b"", 400)
        self._streams[path] = stream
        response = self._placed(stream, 201)
        response.headers["location"] = str(request.url)
        return response

    async def _post(self, request: Request) -> Response:
        stream = self._streams.get(request.url.path)
        if stream is None:
            return Response(b"", 404)
        body, content_type = await request.body(), request.headers.get("content-type")
        if not body or not content_type:
            return Response(b"", 400)
        if content_type.partition(";")[0].casefold() != stream.content_type.partition(";")[0].casefold():
            return Response(b"", 409)
        try:
            stream.append(body, may_be_empty=False)
        except ValueError:
            return Response(b"", 400)
        return self._placed(stream, 204)

    async def _delete(self, request: Request) -> Response:
        return Response(b"", 404 if self._streams.pop(request.url.path, None) is None else 204)

    def _placed(self, stream: SuiteStream, status: int) -> Response:
        headers = {"stream-next-offset": stream.tail, "content-type": stream.content_type}
        return Response(b"", status, headers)

    async def _read(self, stream: SuiteStream, scope: Scope, receive: Receive, send: Send) -> None:
        streams = Streams({League.NBA: stream.log}, self._reader, self._metrics, self._stopping)
        app: ASGIApp = Answering(streams, self._metrics, lambda: b"0" * 32)
        kind = b""

        async def translated(message: Message) -> None:
            nonlocal kind
            if message["type"] == "http.response.start":
                headers = {name: value for name, value in message["headers"] if name != b"content-length"}
                kind = headers.get(b"content-type", b"")
                if kind == b"application/json":
                    headers[b"content-type"] = stream.content_type.encode()
                elif kind == b"text/event-stream" and not stream.is_text:
                    headers[b"stream-sse-data-encoding"] = b"base64"
                message["headers"] = list(headers.items())
            elif kind == b"application/json" and scope["method"] == "GET":
                message["body"] = stream.messages(message["body"])
            elif kind == b"text/event-stream":
                message["body"] = stream.event(message["body"])
            await send(message)

        await app(scope, receive, translated)
