"""Readers of the stream that go on from their cursors: by WebSocket, by long poll and by server-sent events."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Iterable, Sequence
from contextlib import suppress
from typing import Any, ClassVar, NamedTuple, Protocol

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from a1_streaming.checker import Checker
from a1_streaming.digest import digest_of, summed
from a1_streaming.frames import PROTOCOL, Delta, Resnapshot, ServerFrame, encode, read_server_frame
from a1_testkit.machine import scaled

LEAGUE = "nba"
_AGAIN_AFTER_S = (0.05, 0.5)
_ID = "all"


class Copy(NamedTuple):
    """Where one process of the stream listens."""

    http_url: str
    ws_url: str


class Held(Protocol):
    """What a reader holds, and how it reads on at one copy."""

    kinds: ClassVar[tuple[str, ...]]
    begun_again: int

    @property
    def breaches(self) -> list[str]: ...

    @property
    def digest(self) -> int: ...

    async def read(self, copy: Copy) -> None:
        """Read until the server ends it."""
        ...


class BySocket:
    """Proved by the checker, frame by frame."""

    kinds: ClassVar[tuple[str, ...]] = ("events", "odds")
    every_change: ClassVar[bool] = False

    def __init__(self) -> None:
        self.begun_again = 0
        self._checker = Checker(_ID, every_change=self.every_change)

    @property
    def breaches(self) -> list[str]:
        return [f"rule {breach.rule}: {breach.detail}" for breach in self._checker.breaches]

    @property
    def digest(self) -> int:
        return int(self._checker.digest, 16)

    async def read(self, copy: Copy) -> None:
        loop = asyncio.get_running_loop()
        scope = {"league": LEAGUE, "kinds": self.kinds}
        subscribe = {"op": "subscribe", "id": _ID, "scope": scope, "every_change": self.every_change}
        options: dict[str, Any] = {"subprotocols": [Subprotocol(PROTOCOL)], "compression": None, "max_size": None}
        async with connect(copy.ws_url, open_timeout=scaled(10), proxy=None, **options) as connection:
            self._checker.reconnected()
            await connection.send(encode(subscribe | {"cursor": self._checker.cursor}), text=True)
            async for message in connection:
                frame = read_server_frame(message)
                self.begun_again += isinstance(frame, Resnapshot)
                self._checker.take(frame, loop.time())
                self._note(frame)

    def _note(self, frame: ServerFrame) -> None:
        """Take what else there is to see in a frame."""


class EachBySocket(BySocket):
    """With `every_change`: it also counts the versions that never came."""

    every_change: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self._versions: set[int] = set()

    def lost(self, versions: Iterable[int]) -> int:
        """Return how many of these versions never came."""
        return len(set(versions) - self._versions)

    def _note(self, frame: ServerFrame) -> None:
        if isinstance(frame, Delta):
            self._versions.update(record.version for record in frame.records)


class _ByHttp:
    """One kind, by key the newest version of what lives."""

    kinds: ClassVar[tuple[str, ...]] = ("odds",)

    def __init__(self) -> None:
        self.begun_again = 0
        self._breaches: list[str] = []
        self._offset = "-1"
        self._versions: dict[tuple[str, str], int] = {}

    @property
    def breaches(self) -> list[str]:
        return self._breaches

    @property
    def digest(self) -> int:
        return summed(digest_of(kind, key, version) for (kind, key), version in self._versions.items())

    def _url(self, copy: Copy) -> str:
        return f"{copy.http_url}/api/v1/streams/{LEAGUE}/{self.kinds[0]}"

    def _is_refused(self, answer: httpx.Response) -> bool:
        """Whether the offset is refused for good, which makes a reader begin again. Raises for other failures."""
        if answer.status_code != 410:
            answer.raise_for_status()
            return False
        self.begun_again += 1
        self._offset = "-1"
        self._versions.clear()
        return True

    def _take(self, records: Iterable[dict[str, Any]]) -> None:
        for record in records:
            place = (record["kind"], record["key"])
            known = self._versions.get(place, 0)
            if record["version"] < known:
                self._breaches.append(f"{place} falls from {known} to {record['version']}")
            if record["value"] is None:
                self._versions.pop(place, None)
            else:
                self._versions[place] = record["version"]


class ByLongPoll(_ByHttp):
    """An answer, then the next from its offset."""

    async def read(self, copy: Copy) -> None:
        async with httpx.AsyncClient(timeout=scaled(40), trust_env=False) as http:
            while True:
                answer = await http.get(self._url(copy), params={"offset": self._offset, "live": "long-poll"})
                if self._is_refused(answer):
                    return
                if answer.content:
                    self._take(answer.json())
                self._offset = answer.headers["stream-next-offset"]


class ByEvents(_ByHttp):
    """Data events and the control event that ends each of them. What no control event followed is read again."""

    async def read(self, copy: Copy) -> None:
        where = {"offset": self._offset, "live": "sse"}
        async with (
            httpx.AsyncClient(timeout=scaled(40), trust_env=False) as http,
            http.stream("GET", self._url(copy), params=where) as answer,
        ):
            if self._is_refused(answer):
                return
            async for name, data in _events(answer):
                if name == "data":
                    self._take(data)
                elif name == "control":
                    self._offset = data["streamNextOffset"]


async def _events(answer: httpx.Response) -> AsyncIterator[tuple[str, Any]]:
    """Yield name and data of each whole event."""
    name, data = "", list[str]()
    async for line in answer.aiter_lines():
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif not line and data:
            yield name, json.loads("\n".join(data))
            name, data = "", []


class Follower:
    """Reads at any of the copies, and again at any of them when a connection ends."""

    def __init__(self, held: Held, copies: Sequence[Copy], dice: random.Random) -> None:
        self.held = held
        self._copies = copies
        self._dice = dice
        self._reading: asyncio.Task[None] | None = None
        self._is_here = asyncio.Event()
        self._is_here.set()

    async def follow(self) -> None:
        """Read on until cancelled. Raises what is not the end of a connection."""
        while True:
            await self._is_here.wait()
            self._reading = asyncio.create_task(self.held.read(self._dice.choice(self._copies)))
            try:
                await asyncio.wait({self._reading})
            finally:
                self._reading.cancel()
            with suppress(httpx.HTTPError, OSError, WebSocketException):
                if not self._reading.cancelled():
                    self._reading.result()
            await asyncio.sleep(self._dice.uniform(*_AGAIN_AFTER_S))

    async def cut(self, meanwhile: Awaitable[None]) -> None:
        """Break the connection off wherever it is, and read on when something else is over."""
        self._is_here.clear()
        if self._reading is not None:
            self._reading.cancel()
        await meanwhile
        self._is_here.set()
