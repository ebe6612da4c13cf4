"""Two replicas of ingest-odds share the work and never double it: on a broker and a sandbox of their own."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import httpx
import pytest
from tests.proof.rig import Rig, until

from a1_cli.stack.addresses import choose_addresses
from a1_cli.stack.log import StackLog
from a1_cli.stack.ports import free_ports
from a1_cli.stack.specs import ProcessSpec, redis_spec, sandbox_spec, service_specs, tansu_spec
from a1_cli.stack.supervisor import Supervisor
from a1_service_kit.kafka import ensure_topics
from a1_service_kit.settings import KafkaSettings
from a1_testkit.announcing import Announce
from a1_testkit.machine import scaled

pytestmark = [pytest.mark.proof, pytest.mark.timeout(600), pytest.mark.asyncio(loop_scope="session")]

_WINDOW_SECONDS = 60.0
_MORE_AT_MOST = 1.02
_WINDOWS = 3
_LEAGUES = 10
"""Nine, and `multi`."""
_SPENDABLE = 60
_KEY = "proof-reserve-key"
_SETTLING_SECONDS = 10.0


async def test_two_replicas_ask_no_more_than_one(rig: Rig, announce: Announce) -> None:
    """In one and the same window, each against a world of its own that stands still.

    Doubled work doubles the calls of every window. A busy machine delays some calls of one flock in some window.
    """
    windows: list[tuple[int, int]] = []
    async with _open_flock(rig, 1, {}) as one, _open_flock(rig, 2, {}) as two:
        await asyncio.gather(*(each.until_settled() for each in (one, two)))
        while len(windows) < _WINDOWS and not any(_is_no_more(*window) for window in windows):
            before = [await each.calls() for each in (one, two)]
            await asyncio.sleep(_WINDOW_SECONDS)
            alone, together = [await each.calls() - count for each, count in zip((one, two), before, strict=True)]
            announce(f"{alone} calls in {_WINDOW_SECONDS:.0f} s with one, {together} with two")
            windows.append((alone, together))
    assert any(_is_no_more(*window) for window in windows), windows


def _is_no_more(alone: int, together: int) -> bool:
    return 0 < together <= alone * _MORE_AT_MOST


async def test_two_replicas_never_pass_the_reserve(rig: Rig, announce: Announce) -> None:
    """With a reserve just below what there is, two replicas spend what they may and stop in time."""
    async with _open_flock(rig, 0, {}) as flock:
        there = await flock.credits_left()
        reserve = there - _SPENDABLE
        settings = {
            "INGEST_ODDS__API_KEY": _KEY,
            "INGEST_ODDS__RESERVE": str(reserve),
            "INGEST_ODDS__MONTHLY_CREDITS": str(there),
            "INGEST_ODDS__SPREAD_S": "20",
        }
        await flock.start(2, settings)

        async def has_spent_most() -> bool:
            return await flock.credits_left() <= reserve + _SPENDABLE // 2

        await until(has_spent_most, "half of what may be spent is", 90)
        await asyncio.sleep(20)
        left = await flock.credits_left()
    announce(f"{there - left} of {_SPENDABLE} spendable credits spent, {left} left, the reserve is {reserve}")
    assert left >= reserve


@dataclass(slots=True)
class Flock:
    """Some replicas, and the sandbox that they ask."""

    supervisor: Supervisor
    http: httpx.AsyncClient
    sandbox: str
    template: ProcessSpec
    specs: list[ProcessSpec]

    async def start(self, replicas: int, settings: Mapping[str, str]) -> None:
        self.specs = [self._replica(port, settings) for port in free_ports(replicas)]
        await self.supervisor.start(self.specs, within=scaled(90))

    async def calls(self) -> int:
        document = (await self.http.get(f"{self.sandbox}/_sandbox/requests")).json()
        return int(document["by_provider"].get("odds", 0))

    async def credits_left(self) -> int:
        answer = await self.http.get(f"{self.sandbox}/odds/v4/sports", params={"apiKey": _KEY})
        return int(answer.headers["x-requests-remaining"])

    async def until_settled(self) -> None:
        await until(self.is_shared, f"{len(self.specs)} replicas own all leagues", 90)
        await asyncio.sleep(_SETTLING_SECONDS)

    async def is_shared(self) -> bool:
        owned = [await self._owned(spec) for spec in self.specs]
        return sum(owned) == _LEAGUES and all(owned)

    async def _owned(self, spec: ProcessSpec) -> int:
        text = (await self.http.get(spec.metrics_url or "")).text
        counts = [line.rsplit(" ", 1)[1] for line in text.splitlines() if line.startswith("ingest_owned_leagues{")]
        return int(float(counts[0])) if counts else 0

    def _replica(self, port: int, settings: Mapping[str, str]) -> ProcessSpec:
        url = f"http://127.0.0.1:{port}"
        environment = {**self.template.environment, **settings, "OPS__PORT": str(port)}
        return replace(
            self.template,
            name=f"ingest-odds-{port}",
            environment=environment,
            port=port,
            url=url,
            ready_url=f"{url}/readyz",
            metrics_url=f"{url}/metrics",
        )


@asynccontextmanager
async def _open_flock(rig: Rig, replicas: int, settings: Mapping[str, str]) -> AsyncGenerator[Flock]:
    """A broker, a sandbox whose clock stands still, and so many replicas."""
    addresses = choose_addresses(free_ports(1)[0])
    folder = rig.log_folder / f"flock-{addresses.gateway}"
    folder.mkdir()
    log = StackLog(folder, level="error", colour=False)
    supervisor = Supervisor(log, _nothing, (), broker_forgets=False)
    specs = service_specs(addresses, folder, broker="embedded", sandboxed=True)
    template = next(spec for spec in specs if spec.name == "ingest-odds")
    try:
        await supervisor.start([tansu_spec(addresses, folder), redis_spec(addresses)], within=scaled(30))
        await ensure_topics(KafkaSettings(bootstrap_servers=addresses.bootstrap_servers))
        await supervisor.start([sandbox_spec(addresses, "world", 1)], within=scaled(30))
        order = {"paused": True}
        (await rig.http.post(f"{addresses.sandbox_url}/_sandbox/clock", json=order)).raise_for_status()
        flock = Flock(supervisor, rig.http, addresses.sandbox_url, template, [])
        if replicas:
            await flock.start(replicas, settings)
        yield flock
    finally:
        await supervisor.stop()
        log.close()


async def _nothing() -> None:
    return None
