"""A server that answers what a test wrote down, over a real socket."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Answer:
    """What the server sends for one request."""

    status: int = 200
    body: str = "{}"
    headers: tuple[str, ...] = ()

    def encode(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status} -", f"content-length: {len(self.body.encode())}", *self.headers]
        return "\r\n".join([*lines, "", self.body]).encode()


@dataclass
class Scripted:
    """A running server: its address, and the requests that it got as text."""

    url: str = ""
    requests: list[str] = field(default_factory=list[str])

    @property
    def targets(self) -> list[str]:
        return [each.split(" ")[1] for each in self.requests]


class Script(Protocol):
    def __call__(self, *answers: Answer) -> AbstractAsyncContextManager[Scripted]: ...


@asynccontextmanager
async def running(answers: Sequence[Answer]) -> AsyncGenerator[Scripted]:
    found, left = Scripted(), list(answers)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while left:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                size = next(
                    (int(each[15:]) for each in head.lower().split("\r\n") if each[:15] == "content-length:"), 0
                )
                found.requests.append(head + (await reader.readexactly(size)).decode())
                writer.write(left.pop(0).encode())
                await writer.drain()
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    found.url = f"http://{host}:{port}"
    try:
        yield found
    finally:
        server.close()
