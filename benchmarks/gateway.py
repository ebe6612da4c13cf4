"""The shipped gateway process beside the barest server with the same answers: rates, interleaved, in one run.

* `gateway-hot`: the default page of games, beside a bare ASGI application that sends as many constant bytes.
* `gateway-route`: a filtered page through FastAPI, beside a FastAPI route that answers the same query with as many
  constant bytes.

All four are asked by one client of 32 connections, and run on uvicorn with the gateway's own settings.
"""

import asyncio
import multiprocessing
import statistics
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

import httpx
import redis
import uvicorn
import uvloop
from fastapi import FastAPI, Response
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp, Receive, Scope, Send

from a1_edge_kit.buckets import MOST_PER_MINUTE
from a1_gateway.app import doors_of, server_config
from a1_gateway.settings import Settings
from a1_schemas import keys
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Kind
from a1_testkit.brokers import free_port, run_valkey
from a1_testkit.canonical import an_event
from benchmarks.conditions import Conditions
from benchmarks.gateway_process import Gateway, mark_complete, run_gateway, wait_for

_CONNECTIONS = 32
_GAMES = 15
HOT = "/api/v1/data/unified-games/nba"
_QUERY = "?team=Lakers&status=scheduled&limit=10"
_FILTERED = f"{HOT}{_QUERY}"
_JSON = "application/json"


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """Two lines of `benchmarks/latest.jsonl`."""
    rounds, seconds = conditions.size((7, 2.0), smoke=(2, 0.3))
    with run_valkey() as redis_url:
        fill(redis_url)
        rates = _measure(redis_url, rounds, seconds)
    return [
        line_of("gateway-hot", rates["hot"], rates["bare"]),
        line_of("gateway-route", rates["route"], rates["fastapi"]),
    ]


def _measure(redis_url: str, rounds: int, seconds: float) -> dict[str, list[float]]:
    with run_gateway(redis_url, EDGE__LIMIT_PER_MINUTE=str(MOST_PER_MINUTE)) as gateway:  # answers of one length
        hot, filtered = _length(gateway, HOT), _length(gateway, _FILTERED)
        with _constant(hot, filtered) as constant:
            cases = {
                "bare": (constant, "/bare"),
                "hot": (gateway.port, HOT),
                "fastapi": (constant, f"/fastapi/nba{_QUERY}"),
                "route": (gateway.port, _FILTERED),
            }
            return rates_of(cases, rounds, seconds)


def line_of(name: str, ours: list[float], beside: list[float]) -> dict[str, Any]:
    ratio = statistics.median(one / other for one, other in zip(ours, beside, strict=True))
    return {
        "name": name,
        "ratio": round(ratio, 3),
        "value": round(statistics.median(ours)),
        "unit": "requests/s",
        "beside": round(statistics.median(beside)),
    }


def rates_of(cases: dict[str, tuple[int, str]], rounds: int, seconds: float) -> dict[str, list[float]]:
    rates: dict[str, list[float]] = {name: [] for name in cases}
    for port, path in cases.values():
        uvloop.run(_load(port, path, 0.2))
    for _ in range(rounds):
        for name, (port, path) in cases.items():
            rates[name].append(uvloop.run(_load(port, path, seconds)))
    return rates


class _Client(asyncio.Protocol):
    """Asks again as soon as it is answered. Answers to one request are of one length, so counting bytes is enough."""

    def __init__(self, request: bytes) -> None:
        self.request = request
        self.answers = 0
        self.stopping = False
        self._length = 0
        self._received = 0
        self._head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        if not self._length:
            self._head += data
            self._learn()
        if self._length and self._received >= self._length:
            assert self._received == self._length, "answers differ in length"
            self._received = 0
            self.answers += 1
            if not self.stopping:
                self.transport.write(self.request)

    def _learn(self) -> None:
        head, end, _ = self._head.partition(b"\r\n\r\n")
        if end:
            assert head.startswith(b"HTTP/1.1 200"), head
            fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
            self._length = len(head) + 4 + int(fields[b"content-length"])


async def _load(port: int, path: str, seconds: float) -> float:
    loop = asyncio.get_running_loop()
    request = f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".encode()
    pairs = [await loop.create_connection(lambda: _Client(request), "127.0.0.1", port) for _ in range(_CONNECTIONS)]
    clients = [client for _, client in pairs]
    before, started = sum(client.answers for client in clients), time.perf_counter()
    await asyncio.sleep(seconds)
    rate = (sum(client.answers for client in clients) - before) / (time.perf_counter() - started)
    for client in clients:
        client.stopping = True
        client.transport.close()
    return rate


@contextmanager
def _constant(hot: int, filtered: int) -> Generator[int]:
    """The servers beside which the gateway is measured."""
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(target=serve_constant, args=(port, hot, filtered))
    process.start()
    try:
        wait_for(f"http://127.0.0.1:{port}/bare")
        yield port
    finally:
        process.terminate()
        process.join(15)


def serve_constant(port: int, hot: int, filtered: int) -> None:
    """`/bare` by bare ASGI, everything else by FastAPI, on the gateway's uvicorn."""
    settings = Settings()
    server = uvicorn.Server(
        server_config(_constant_app(b"x" * hot, b"x" * filtered), settings, doors_of(settings, CollectorRegistry()))
    )
    server.config.port = port
    server.run()


def _constant_app(hot: bytes, filtered: bytes) -> ASGIApp:
    api = FastAPI()

    @api.get("/fastapi/{sport}")
    async def constant(sport: str) -> Response:  # noqa: ARG001
        return Response(filtered, media_type=_JSON)

    headers = [(b"content-type", _JSON.encode()), (b"content-length", str(len(hot)).encode())]

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != "/bare":
            await api(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": hot})

    return app


def fill(redis_url: str) -> None:
    """Write a view of some games."""
    client = redis.Redis.from_url(redis_url)
    for number in range(_GAMES):
        event = an_event(number)
        packed = keys.pack(1, event.model_dump_json().encode())
        client.hset(keys.records(League.NBA, Kind.EVENTS), event.event_id, packed)
    mark_complete(client)
    client.close()


def _length(gateway: Gateway, path: str) -> int:
    answer = httpx.get(gateway.url(path), headers={"accept-encoding": "identity"}, trust_env=False)
    answer.raise_for_status()
    return len(answer.content)
