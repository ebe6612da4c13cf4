"""The part of a rig that asks: the sandbox's world and the four ingesters, for leagues that nothing else feeds."""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from typing import Any

import httpx
from tests.faults.processes import Child
from tests.faults.rig import EMBEDDED, Rig, settings_of

from a1_cli.stack.addresses import Addresses
from a1_cli.stack.demo import demo_settings
from a1_cli.verify import differences_now
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_testkit.brokers import free_port
from a1_testkit.machine import scaled


class Polled:
    """A world, and who asks it about these leagues."""

    def __init__(self, rig: Rig, leagues: Sequence[League], seed: int, *, changes: float = 0) -> None:
        self.leagues = tuple(leagues)
        self._rig = rig
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        argv = (
            *(sys.executable, "-m", "a1_sandbox", "--port", str(port)),
            *("--seed", str(seed), "--changes", str(changes)),
        )
        self.sandbox = Child("sandbox", argv, {}, rig.folder, port=port, ready_url=f"{self.url}/_sandbox/requests")
        rig.children.append(self.sandbox)
        self.ingesters = [self.ingester(provider) for provider in Provider]

    def ingester(self, provider: Provider, name: str | None = None) -> Child:
        """An ingester of this provider, not yet started. A second one of the same provider is a replica."""
        broker, redis = self._rig.broker.port, self._rig.redis.port
        settings = demo_settings(Addresses(0, broker, redis, self.sandbox.port, 0), broker=EMBEDDED, sandboxed=True)
        of_leagues = f"{provider.settings_prefix}LEAGUES"
        return self._rig.service(
            provider.service,
            name,
            **{**settings, **settings_of(self._rig.kafka), of_leagues: json.dumps(self.leagues)},
        )

    async def start(self) -> None:
        """Start all of it; returns when all are ready."""
        self.sandbox.start()
        await self.sandbox.until_ready(self._rig.http)
        for each in self.ingesters:
            each.start()
        await asyncio.gather(*(each.until_ready(self._rig.http) for each in self.ingesters))

    async def pause(self) -> None:
        """Stop the world's clock: from now on every answer is the same."""
        (await self._rig.http.post(f"{self.url}/_sandbox/clock", json={"paused": True})).raise_for_status()

    async def differences(self, gateway: str) -> list[str]:
        """What the gateway says otherwise than the world, in these leagues."""

        def compare() -> list[str]:
            with httpx.Client(timeout=30, trust_env=False) as http:
                try:
                    found = differences_now(http, self.url, gateway)[1]
                except (httpx.TransportError, httpx.HTTPStatusError) as error:
                    return [f"no answer: {error}"]
            return [str(each) for each in found if each.league in self.leagues]

        return await asyncio.to_thread(compare)

    async def until_equal(self, gateway: str, within: float) -> list[str]:
        """Wait until the gateway says what the world says. Returns what differs after so many scaled seconds."""
        deadline = time.monotonic() + scaled(within)
        while (found := await self.differences(gateway)) and time.monotonic() < deadline:
            await asyncio.sleep(1)
        return found

    async def call_rows(self) -> list[dict[str, Any]]:
        """The sandbox's counts by provider, path and status."""
        return (await self._rig.http.get(f"{self.url}/_sandbox/requests")).json()["calls"]

    async def calls(self) -> dict[str, int]:
        """How often each provider was asked."""
        return (await self._rig.http.get(f"{self.url}/_sandbox/requests")).json()["by_provider"]

    async def fault(self, provider: str, kind: str, seconds: float) -> None:
        """A bad day of this provider."""
        order = {"provider": provider, "kind": kind, "for_s": seconds}
        (await self._rig.http.post(f"{self.url}/_sandbox/faults", json=order)).raise_for_status()
