"""A raw connection to an HTTP port, and the answers that it reads."""

import asyncio
import json
from dataclasses import dataclass

from a1_testkit.machine import scaled


@dataclass(frozen=True)
class Answer:
    """A response as it was read, and whether the connection ended after it."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> tuple[int, str]:
        """The status and the last part of the problem's type. Raises ValueError where this is no whole problem."""
        document = json.loads(self.body)
        said = self.headers["content-type"], document["status"], document["request_id"]
        is_whole = document.keys() == {"type", "title", "status", "detail", "request_id"}
        if said != ("application/problem+json", self.status, self.headers["x-request-id"]) or not is_whole:
            raise ValueError(f"no problem document: {self}")
        return self.status, document["type"].rpartition(":")[2]


class Client:
    """A raw connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def trickle(self, data: bytes) -> None:
        """Send a byte at a time until the port is deaf to it."""
        try:
            for number in range(len(data)):
                await self.send(data[number : number + 1])
                await asyncio.sleep(0.02)
        except ConnectionError:
            pass

    async def flood(self, size: int) -> None:
        """Send that many bytes; goes on with as many again until the port has gone."""
        while True:
            for _ in range(size // 1_000_000):
                await self.send(b"y" * 1_000_000)
                await asyncio.sleep(0)

    async def answer(self) -> Answer:
        async with asyncio.timeout(scaled(10)):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = dict(line.split(": ", 1) for line in head[1:] if line)
            body = await self.reader.readexactly(int(headers["content-length"]))
        return Answer(int(head[0].split()[1]), headers, body)

    async def rest(self) -> bytes:
        """What comes until the connection ends."""
        async with asyncio.timeout(scaled(10)):
            try:
                return await self.reader.read()
            except ConnectionResetError:
                return b""
