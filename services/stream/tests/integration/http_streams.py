"""The HTTP side over logs of the test, on a real socket."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from prometheus_client import CollectorRegistry

from a1_edge_kit.origins import CrossOrigin, Origins
from a1_edge_kit.settings import EdgeSettings
from a1_schemas.analytics_words import ViewKind
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import SystemClock
from a1_stream.http.answers import Sharing
from a1_stream.http.app import Answering, Streams
from a1_stream.http.reader import StreamReader, Times
from a1_stream.http.serving import doors_of, serving
from a1_stream.league_log import LeagueLog
from a1_stream.metrics import Metrics
from a1_stream.settings import StreamSettings
from a1_streaming.change_map import read_change
from a1_streaming.digest import digest_of

EPOCH = "5d1c0a9e72b4"
ODDS = "/api/v1/streams/nba/odds"


class HttpSide:
    """A running HTTP side, its log, and a client."""

    def __init__(self, log: LeagueLog, registry: CollectorRegistry, http: httpx.AsyncClient) -> None:
        self.log = log
        self.http = http
        self.stopping = asyncio.Event()
        self._registry = registry
        self._version = 0

    def put(self, key: str, kind: ViewKind = Kind.ODDS, **fields: Any) -> int:
        """Append a record to the log, and return its version. `removed` makes it a removal."""
        self._version += 1
        document = {"version": self._version, "changed_at": "2026-11-29T00:00:00Z", "removed": None} | fields
        self.take(kind, key, json.dumps(document, separators=(",", ":")).encode())
        return self._version

    def tombstone(self, key: str, kind: ViewKind = Kind.ODDS) -> None:
        self._version += 1
        self.take(kind, key, None)

    def take(self, kind: ViewKind, key: str, value: bytes | None) -> None:
        offset = self.log.changes(kind).end + 1
        self.log.take([read_change(kind, key, offset, self._version, value)], {kind: offset})

    def cursor(self, kind: ViewKind, position: int) -> str:
        return self.log.cursor_text({kind: position})

    def value(self, name: str, **labels: str) -> float:
        return self._registry.get_sample_value(name, labels) or 0.0

    async def read(self, offset: str, **parameters: Any) -> httpx.Response:
        return await self.http.get(ODDS, params={"offset": offset, **parameters})


@asynccontextmanager
async def http_side(**times: float) -> AsyncGenerator[HttpSide]:
    """Serve a log that is empty and loaded."""
    log, registry, settings = LeagueLog("nba"), CollectorRegistry(), StreamSettings(port=0)
    log.begin(EPOCH)
    log.loaded({})
    metrics = Metrics(registry)
    async with httpx.AsyncClient(timeout=30, trust_env=False) as http:
        side = HttpSide(log, registry, http)
        reads = StreamReader(SystemClock(), Sharing(is_public=True), Times(**{"loading": 0.1} | times), lambda: 0.5)
        streams = Streams({League.NBA: log}, reads, metrics, side.stopping)
        app = Answering(streams, metrics, lambda: b"0" * 32)
        open_to_pages = CrossOrigin(app, Origins((), is_loopback_allowed=True))
        async with serving(open_to_pages, settings, side.stopping, doors_of(settings, EdgeSettings(), metrics)) as port:
            http.base_url = httpx.URL(f"http://127.0.0.1:{port}")
            try:
                yield side
            finally:
                side.stopping.set()


class Held:
    """What a client has: the newest version of each record that lives, and where it stands."""

    def __init__(self) -> None:
        self.versions: dict[tuple[str, str], int] = {}
        self.offset = "-1"
        self.repeats = 0

    def take(self, records: list[dict[str, Any]], offset: str) -> None:
        for record in records:
            place = (record["kind"], record["key"])
            self.repeats += record["version"] <= self.versions.get(place, 0)
            if record["value"] is None:
                self.versions.pop(place, None)
            else:
                self.versions[place] = record["version"]
        assert self.offset in ("-1", "now") or offset >= self.offset
        self.offset = offset

    @property
    def digest(self) -> int:
        return sum(digest_of(kind, key, version) for (kind, key), version in self.versions.items()) % 2**64


class Event:
    """A server-sent event."""

    def __init__(self, lines: list[str]) -> None:
        pairs = (line.partition(":") for line in lines if not line.startswith(":"))
        fields = {name: value.removeprefix(" ") for name, _, value in pairs}
        self.name, self.id = fields.get("event", ""), fields.get("id")
        self.data: Any = json.loads(fields["data"]) if "data" in fields else None


async def events_of(response: httpx.Response) -> AsyncIterator[Event]:
    """Yield the events of an answer; a comment is one without a name."""
    lines: list[str] = []
    async for line in response.aiter_lines():
        if line:
            lines.append(line)
        elif lines:
            yield Event(lines)
            lines = []
