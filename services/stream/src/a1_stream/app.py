"""The stream: what it opens and what it runs."""

import gc
import random
import ssl
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial

from aiokafka import AIOKafkaProducer
from starlette.types import ASGIApp

from a1_edge_kit.access import access_of, announce
from a1_edge_kit.addresses import ClientAddresses
from a1_edge_kit.guard import Guard
from a1_edge_kit.identity import Identity
from a1_edge_kit.origins import Origins
from a1_edge_kit.webhook_owners import WebhookOwners
from a1_edge_kit.webhook_secrets import WebhookSecrets
from a1_schemas.services import STREAM
from a1_service_kit.entry import run_service
from a1_service_kit.heartbeat import HeartbeatFacts, send_heartbeats
from a1_service_kit.kafka import open_producer
from a1_service_kit.logging import get_logger
from a1_service_kit.program import Runtime
from a1_service_kit.redis import open_redis
from a1_service_kit.settings import Environment
from a1_service_kit.starting import Starting
from a1_service_kit.topic_settings import check_topics
from a1_service_kit.watching import kafka_connection, watch_kafka
from a1_stream.client_bounds import limits_of
from a1_stream.fanout import Fanout
from a1_stream.gate import Gate
from a1_stream.http.serving import doors_of, http_app, limits_of_requests, serving
from a1_stream.log_reader import LogReader
from a1_stream.metrics import Metrics
from a1_stream.replaying import Replaying
from a1_stream.settings import Settings
from a1_stream.shared import Shared
from a1_stream.webhooks.delivering import Delivering
from a1_stream.webhooks.owner import deliver_webhooks
from a1_stream.webhooks.retries import Retries
from a1_stream.webhooks.sending import Sender
from a1_stream.websocket import open_websockets
from a1_streaming.frames import PROTOCOL, Hello, ResumeUntil

log = get_logger("a1.stream")


def main() -> int:
    """Run until a signal. Returns the exit code."""
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)  # a league's changes hold no cycles
    return run_service(STREAM, Settings, run)


async def run(settings: Settings, runtime: Runtime) -> None:
    """Open everything, push until it is time to stop, then ask the clients to connect elsewhere."""
    runtime.tasks.create_task(watch_kafka(runtime, settings.kafka, kafka_connection(runtime)))
    starting = Starting(runtime)
    metrics = Metrics(runtime.registry)
    reader = LogReader(settings.kafka, metrics, runtime)
    announce(settings.edge)
    async with (
        open_redis(settings.redis) as redis,
        starting.opened(partial(open_producer, settings.kafka, STREAM)) as producer,
    ):
        access = access_of(settings.edge, settings.environment, redis, runtime.registry, runtime.clock)
        if access.follower is not None:
            runtime.tasks.create_task(access.follower.run())
        await starting.step(partial(check_topics, settings.kafka))
        runtime.tasks.create_task(reader.read())
        runtime.tasks.create_task(send_heartbeats(runtime, producer, partial(_facts, runtime)))
        _begin_webhooks(settings, runtime, reader, metrics, producer, access.owners)
        shared = _shared(settings, runtime, reader, metrics, access.guard)
        gate = Gate(_origins(settings), access.guard, access.tickets, lambda: reader.is_loaded)
        addresses = ClientAddresses(settings.edge.trusted_proxies)
        limits = limits_of_requests(settings, addresses, redis, runtime)
        async with (
            _tools(settings, addresses, metrics, runtime) as tools,
            serving(
                http_app(settings, reader.logs, metrics, access, limits, _origins(settings), runtime, tools),
                settings.stream,
                runtime.stopping,
                doors_of(settings.stream, settings.edge, metrics),
            ) as http_port,
            open_websockets(shared, gate, addresses) as (clients, port),
        ):
            log.info("http.served", port=http_port)
            log.info("websockets.served", port=port)
            await runtime.stopping.wait()
            await clients.drain()
        await shared.replaying.close()


def _begin_webhooks(
    settings: Settings,
    runtime: Runtime,
    reader: LogReader,
    metrics: Metrics,
    producer: AIOKafkaProducer,
    owners: WebhookOwners,
) -> None:
    """Deliver webhooks while this copy owns them. Their secrets follow from the pepper: without it there are none."""
    pepper = settings.edge.key_pepper
    if pepper is None:
        log.info("webhooks.off", reason="EDGE__KEY_PEPPER is not set")
        return
    shared = Delivering(
        sender=Sender(settings.webhooks, WebhookSecrets(pepper.get_secret_value()), runtime.clock),
        trust=ssl.create_default_context(),
        retries=Retries(patience_s=settings.kafka.topics.times.delete_retention.total_seconds()),
        clock=runtime.clock,
        metrics=metrics,
        draw=random.random,
        owners=owners,
    )
    runtime.tasks.create_task(deliver_webhooks(settings.kafka, producer, reader.logs, shared, runtime))


def _tools(
    settings: Settings, addresses: ClientAddresses, metrics: Metrics, runtime: Runtime
) -> AbstractAsyncContextManager[ASGIApp | None]:
    """Return the context of the MCP server, which needs a gateway. Yields None without one."""
    if settings.stream.gateway_url is None:
        log.info("mcp.off", needed="STREAM__GATEWAY_URL")
        return nullcontext()
    from a1_stream.mcp.server import open_tools  # noqa: PLC0415 - 20 MiB and a second of CPU, for those who use it

    gc.freeze()  # what the import has made stays, as what `main` froze
    return open_tools(settings.stream.gateway_url, addresses, metrics, runtime.version)


def _origins(settings: Settings) -> Origins:
    is_development = settings.environment is not Environment.PRODUCTION
    return Origins(settings.stream.cors_origins, is_loopback_allowed=is_development)


def _shared(settings: Settings, runtime: Runtime, reader: LogReader, metrics: Metrics, guard: Guard) -> Shared:
    times = settings.kafka.topics.times
    resume_until = ResumeUntil(
        every_change=round(times.compaction_lag.total_seconds()), latest=round(times.delete_retention.total_seconds())
    )

    def hello(identity: Identity) -> Hello:
        return Hello(
            protocol=PROTOCOL,
            epoch=reader.epoch,
            server=runtime.instance,
            limits=limits_of(settings.stream, identity),
            resume_until=resume_until,
        )

    replaying = Replaying(settings.kafka, metrics, runtime.clock, settings.stream.max_replays)
    fanouts = {league: Fanout(each, metrics, runtime.clock.now, replaying) for league, each in reader.logs.items()}
    return Shared(settings.stream, hello, fanouts, metrics, guard, replaying)


def _facts(runtime: Runtime) -> HeartbeatFacts:
    return HeartbeatFacts(ready=not runtime.readiness.missing)
