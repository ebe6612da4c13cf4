"""The stream's service in this process: real sockets on a log that a test writes, or all of it on a real broker."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from ipaddress import IPv4Network
from typing import Any

import pytest
import redis.asyncio as redis_asyncio
from prometheus_client import CollectorRegistry

from a1_edge_kit.addresses import ClientAddresses
from a1_edge_kit.credential_counts import CredentialCounts
from a1_edge_kit.destinations import WebhookSettings
from a1_edge_kit.guard import Guard
from a1_edge_kit.key_ring import KeyRing
from a1_edge_kit.origins import Origins
from a1_edge_kit.settings import Auth, EdgeSettings
from a1_edge_kit.tickets import Tickets
from a1_edge_kit.token_cache import TokenCache
from a1_edge_kit.tokens import TokenVerifier
from a1_service_kit.clock import SystemClock
from a1_service_kit.settings import KafkaSettings, RedisSettings
from a1_stream.app import run
from a1_stream.client_bounds import limits_of
from a1_stream.fanout import Fanout
from a1_stream.gate import Gate
from a1_stream.league_log import LeagueLog
from a1_stream.log_records import LEAGUES
from a1_stream.metrics import Metrics
from a1_stream.replaying import Replaying
from a1_stream.settings import Settings, StreamSettings
from a1_stream.shared import Shared
from a1_stream.websocket import WebSocketPort, open_websockets
from a1_streaming.frames import PROTOCOL, Hello, ResumeUntil
from a1_testkit.bad_credentials import ENVIRONMENT, PEPPER, KeySet, key_set
from a1_testkit.bad_tokens import AUDIENCE, ISSUER, KEYS
from a1_testkit.brokers import free_port
from a1_testkit.runtimes import a_runtime
from a1_testkit.waiting import wait_until

from .log_writer import LogWriter

EPOCH = "0123456789ab"
PROXIES = (IPv4Network("127.0.0.1/32"),)


class Served:
    """A running service, and what it counts."""

    def __init__(
        self,
        registry: CollectorRegistry,
        port: int,
        clients: WebSocketPort | None = None,
        tickets: Tickets | None = None,
    ) -> None:
        self.url = f"ws://127.0.0.1:{port}/api/v1/ws"
        self._registry = registry
        self._clients = clients
        self.tickets = tickets

    @property
    def clients(self) -> WebSocketPort:
        assert self._clients is not None
        return self._clients

    def value(self, name: str, **labels: str) -> float:
        """Return a metric's value."""
        return self._registry.get_sample_value(name, labels) or 0.0


Serve = Callable[..., AbstractAsyncContextManager[Served]]


@pytest.fixture
def log() -> LeagueLog:
    """The league's log, loaded and empty."""
    log = LeagueLog("nba")
    log.begin(EPOCH)
    log.loaded({})
    return log


@pytest.fixture
def writer(log: LeagueLog) -> LogWriter:
    return LogWriter(log)


@pytest.fixture(scope="session")
def keys() -> KeySet:
    """Keys in every state: the service knows them."""
    return key_set(SystemClock().now())


@pytest.fixture
def serve(log: LeagueLog, keys: KeySet, redis: redis_asyncio.Redis) -> Serve:
    @asynccontextmanager
    async def serve(
        auth: Auth = Auth.OPEN, redis: redis_asyncio.Redis = redis, **bounds: Any
    ) -> AsyncGenerator[Served]:
        """Serve the log until the context ends, with short heartbeats."""
        registry, clock = CollectorRegistry(), SystemClock()
        metrics = Metrics(registry)
        settings = stream_settings(0, **bounds)
        tokens = TokenCache(TokenVerifier(KEYS, issuer=ISSUER, audience=AUDIENCE))
        tickets = Tickets(b"secret", redis, clock)
        ring = KeyRing(PEPPER, ENVIRONMENT)
        ring.replace(keys.records)
        guard = Guard(auth, ring, tokens, CredentialCounts(registry), clock)
        logs = {league: log if str(league) == log.league else LeagueLog(league) for league in LEAGUES.values()}
        away = KafkaSettings(bootstrap_servers=f"127.0.0.1:{free_port()}")
        replaying = Replaying(away, metrics, clock, most=1)
        fanouts = {league: Fanout(each, metrics, clock.now, replaying) for league, each in logs.items()}

        def hello(identity: Any) -> Hello:
            return Hello(
                protocol=PROTOCOL,
                epoch=log.epoch,
                server="stream-1",
                limits=limits_of(settings, identity),
                resume_until=ResumeUntil(every_change=1, latest=1),
            )

        shared = Shared(settings, hello, fanouts, metrics, guard, replaying)
        gate = Gate(Origins((), is_loopback_allowed=True), guard, tickets, lambda: True)
        async with open_websockets(shared, gate, ClientAddresses(PROXIES)) as (clients, port):
            yield Served(registry, port, clients, tickets)
        await replaying.close()
        log.watchers.clear()

    return serve


def nowhere() -> RedisSettings:
    return RedisSettings.model_validate({"url": f"redis://127.0.0.1:{free_port()}/0"})


def stream_settings(ws_port: int, **bounds: Any) -> StreamSettings:
    defaults = {"ws_port": ws_port, "port": 0, "heartbeat_s": 0.5, "drain_s": 0.2}
    return StreamSettings.model_validate(defaults | bounds)


@asynccontextmanager
async def serving(
    kafka: KafkaSettings, edge: EdgeSettings | None = None, webhooks: WebhookSettings | None = None, **bounds: Any
) -> AsyncGenerator[Served]:
    """Run the whole service on a broker until the context ends. Without a Redis, limits are this process's alone."""
    port = free_port()
    settings = Settings(
        kafka=kafka,
        edge=edge or EdgeSettings(),
        webhooks=webhooks or WebhookSettings(),
        redis=nowhere(),
        stream=stream_settings(port, **bounds),
    )
    registry, stopping = CollectorRegistry(), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        runtime = a_runtime("stream", tasks, stopping=stopping, registry=registry)
        service = tasks.create_task(run(settings, runtime))
        try:
            await asyncio.sleep(0)
            await wait_until(lambda: not runtime.readiness.missing, within=60, description="readiness")
            yield Served(registry, port)
        finally:
            stopping.set()
            await service
            for task in tuple(tasks._tasks):  # type: ignore[attr-defined]
                task.cancel()
