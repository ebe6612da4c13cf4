"""The least that could carry a provider's answer to a client: the hops of the stack without the work between them.

Four processes as in the stack: one asks the sandbox and writes the body to Kafka, one decodes it and writes it on, one
stores it in Redis and publishes a notice, one reads the notice and serves the newest body over HTTP. Each body carries
the time at which its answer had arrived. `python -m benchmarks.bare_path ROLE JSON` runs one of them.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from typing import Any, NamedTuple

import httpx
import msgspec
import redis.asyncio as redis
import uvicorn
import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from starlette.types import Receive, Scope, Send

_ASK_EVERY = 0.1
_KEY = "bench:bare-path"
_ANSWERED_AT = "answered_at"


class Path(NamedTuple):
    """Where the hops are, and the topics that belong to the path alone."""

    provider: str
    """The address of a body in the sandbox."""
    bootstrap: str
    redis_url: str
    port: int
    raw: str = "bench.bare-path.raw"
    normalized: str = "bench.bare-path.normalized"

    @property
    def url(self) -> str:
        """Where the newest body's time is served."""
        return f"http://127.0.0.1:{self.port}/"


@contextmanager
def run_bare_path(path: Path) -> Generator[None]:
    """Run the four processes while the context is open."""
    given = json.dumps(path._asdict())
    processes = [subprocess.Popen([sys.executable, "-m", "benchmarks.bare_path", role, given]) for role in _ROLES]
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(20)


async def _ask(path: Path) -> None:
    async with httpx.AsyncClient(trust_env=False) as http, _producer(path) as producer:
        while True:
            answer = (await http.get(path.provider)).raise_for_status()
            await producer.send_and_wait(path.raw, answer.content, headers=[(_ANSWERED_AT, str(time.time()).encode())])
            await asyncio.sleep(_ASK_EVERY)


async def _resolve(path: Path) -> None:
    async with _consumer(path, path.raw) as consumer, _producer(path) as producer:
        async for record in consumer:
            msgspec.json.decode(record.value or b"")
            await producer.send_and_wait(path.normalized, record.value, headers=list(record.headers))
            await consumer.commit()


async def _project(path: Path) -> None:
    async with _consumer(path, path.normalized) as consumer, redis.Redis.from_url(path.redis_url) as client:
        async for record in consumer:
            await client.set(_KEY, record.value or b"")
            await client.publish(_KEY, dict(record.headers)[_ANSWERED_AT])
            await consumer.commit()


async def _serve(path: Path) -> None:
    newest = b"0"

    async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-length", str(len(newest)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": newest})

    server = uvicorn.Server(uvicorn.Config(answer, port=path.port, log_config=None, access_log=False, lifespan="off"))
    serving = asyncio.create_task(server.serve())
    async with redis.Redis.from_url(path.redis_url) as client, client.pubsub() as notices:
        await notices.subscribe(_KEY)
        async for notice in notices.listen():
            if notice["type"] == "message":
                await client.get(_KEY)
                newest = notice["data"]
    await serving


_ROLES: dict[str, Callable[[Path], Coroutine[Any, Any, None]]] = {
    "ask": _ask,
    "resolve": _resolve,
    "project": _project,
    "serve": _serve,
}


def _producer(path: Path) -> AIOKafkaProducer:
    return AIOKafkaProducer(bootstrap_servers=path.bootstrap, linger_ms=0, acks="all", max_request_size=8 * 1024 * 1024)


def _consumer(path: Path, topic: str) -> AIOKafkaConsumer:
    return AIOKafkaConsumer(
        topic,
        bootstrap_servers=path.bootstrap,
        group_id=topic,
        enable_auto_commit=False,
        auto_offset_reset="latest",
        fetch_max_wait_ms=20,
        max_partition_fetch_bytes=8 * 1024 * 1024,
    )


if __name__ == "__main__":
    uvloop.run(_ROLES[sys.argv[1]](Path(**json.loads(sys.argv[2]))))
