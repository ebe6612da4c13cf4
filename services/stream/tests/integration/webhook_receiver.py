"""A receiver of webhooks on a real socket: it verifies signatures and keeps what it accepted once by id."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

import uvicorn
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from a1_service_kit.ops import SignallessServer, listen
from a1_streaming.checker import Checker
from a1_streaming.frames import Delta, ServerFrame, Snapshot, read_server_frame
from a1_testkit.waiting import wait_until

PATH = "/in"


class Posted(NamedTuple):
    """One request."""

    id: str
    body: bytes
    headers: dict[str, str]
    status: int


class Receiver:
    """What came, and what is answered: `answers` returns a status for each request."""

    def __init__(self, webhook_id: str, secret: str) -> None:
        self.checker = Checker(webhook_id)
        self.posted: list[Posted] = []
        self.frames: list[ServerFrame] = []
        self.secret = secret
        self.answers: Callable[[], int] = lambda: 200
        self.answer_headers: dict[str, str] = {}
        self.port = 0
        self.most_at_once = 0
        self._at_once = 0
        self._known: set[str] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{PATH}?token=mine"

    @property
    def versions(self) -> dict[str, int]:
        return {key: record.version for (_, key), record in self.checker.records.items()}

    @property
    def accepted(self) -> list[str]:
        """The ids that were answered with 200, in order; repeats are left out."""
        return list(dict.fromkeys(each.id for each in self.posted if each.status == 200))

    def of(self, kind: type[Delta] | type[Snapshot]) -> list[ServerFrame]:
        return [frame for frame in self.frames if isinstance(frame, kind)]

    async def holds(self, **versions: int) -> None:
        """Block until the state is this, by key and version."""
        await wait_until(lambda: self.versions == versions, within=30, description=f"{versions}, not {self.versions}")

    async def has(self, count: int) -> None:
        """Block until so many requests have come."""
        await wait_until(lambda: len(self.posted) >= count, within=30, description=f"{count} requests")

    async def take(self, request: Request) -> Response:
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            return await self._take(request)
        finally:
            self._at_once -= 1

    async def _take(self, request: Request) -> Response:
        body = await request.body()
        headers = dict(request.headers)
        try:
            Verifier(self.secret).verify(body, headers, json_parse=False)
        except WebhookVerificationError:
            status = 401
        else:
            status = self.answers()
        posted = Posted(headers["webhook-id"], body, headers, status)
        self.posted.append(posted)
        if status == 200 and posted.id not in self._known and ":test:" not in posted.id:
            self._known.add(posted.id)
            frame = read_server_frame(body)
            self.frames.append(frame)
            self.checker.take(frame)
        return Response(status_code=status, headers=self.answer_headers)


@asynccontextmanager
async def receiving(receiver: Receiver, port: int = 0) -> AsyncGenerator[Receiver]:
    """Receive until the context ends; after that the port refuses connections."""
    stopping, sock = asyncio.Event(), listen("127.0.0.1", port)
    receiver.port = sock.getsockname()[1]
    app = Starlette(routes=[Route(PATH, receiver.take, methods=["POST"])])
    config = uvicorn.Config(app, lifespan="off", log_config=None, timeout_graceful_shutdown=1)
    server = asyncio.create_task(SignallessServer(config).serve_until(stopping, sock))
    try:
        yield receiver
    finally:
        stopping.set()
        await server
        sock.close()
