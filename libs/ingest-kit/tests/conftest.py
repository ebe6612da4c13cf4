"""A provider on loopback with scripted responses, and a clock that makes no test wait."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest


def respond(body=b"{}", status=200, headers=None, length=None, connection="close"):
    """The bytes of an HTTP response. `length` may differ from the body's."""
    length = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status} X", f"content-length: {length}", f"connection: {connection}"]
    lines += [f"{name}: {value}" for name, value in (headers or {"content-type": "application/json"}).items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class ProviderServer:
    """Serves HTTP over a real socket and records each request as (path with query, headers)."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.answer: Callable[[str, dict[str, str]], bytes | None] = lambda path, headers: respond()
        self.base_url = ""
        self.connections = 0

    def script(self, *answers):
        """Send these responses one after the other, repeating the last one."""
        left = list(answers)
        self.answer = lambda path, headers: left.pop(0) if len(left) > 1 else left[0]

    def count(self, path):
        return sum(1 for asked, _ in self.requests if urlsplit(asked).path == path)

    async def serve(self, reader, writer):
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while await self._answers(reader, writer):
                pass
        writer.close()

    async def _answers(self, reader, writer):
        """Serve one request; whether the connection stays open after it."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines if line)}
        path = first.split(" ")[1]
        self.requests.append((path, headers))
        answer = self.answer(path, headers)
        if answer is None:
            await reader.read()  # says nothing until the client hangs up
            return False
        writer.write(answer)
        await writer.drain()
        return b"connection: keep-alive" in answer


@pytest.fixture
async def provider():
    server = ProviderServer()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.base_url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    yield server
    listening.close()


class InstantClock:
    """Sleeping advances it at once."""

    def __init__(self) -> None:
        self._time = datetime(2026, 11, 25, 12, tzinfo=UTC)
        self._elapsed_s = 0.0
        self.slept: list[float] = []

    @property
    def time(self):
        """Set to an earlier instant, only the wall clock goes back."""
        return self._time

    @time.setter
    def time(self, now):
        self._elapsed_s += max((now - self._time).total_seconds(), 0.0)
        self._time = now

    def step(self, by):
        """Set only the wall clock, in either direction."""
        self._time += by

    def now(self):
        return self.time

    def monotonic(self):
        return self._elapsed_s

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)
        await asyncio.sleep(0)


@pytest.fixture
def clock():
    return InstantClock()


@pytest.fixture
def answering():
    return respond
