"""C2 and C3: a provider that freezes is quiet, one that cannot be asked is dead; each is known in time."""

import asyncio
import random
import signal
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from tests.faults.polled import Polled
from tests.faults.processes import Child
from tests.faults.rig import Figures, Rig, Size

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_testkit.machine import scaled

_LEAGUES = (League.NBA, League.NHL)
_LATE_AT_MOST_S = 5.0
_DEATHS_AT_A_TIME = 3
_SOON_S = 110.0
Row = dict[str, Any]


async def run_frozen(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Answers stay the same, byte for byte, for so long: nothing is new, and nothing restarts or is down."""
    gateway, polled = await _start(rig, dice)
    was_up = {_name(row) for row in await _sources(rig, gateway) if row["state"] != "down"}
    for provider in ("odds", "espn"):
        await polled.fault(provider, "frozen", size["seconds"])
    late, downs = 0.0, set[str]()
    ends_at = time.monotonic() + size["seconds"] * 0.95
    while time.monotonic() < ends_at:
        rows = await _sources(rig, gateway)
        late = max([late, *(_late_s(row) for row in rows)])
        downs |= {_name(row) for row in rows if row["state"] == "down" and _name(row) in was_up}
        await asyncio.sleep(0.5)
    for name in sorted(downs)[:5]:
        rig.note(f"found: {name} was down while it was asked and answered")
    return {"late_s": round(late, 1), "false_restarts": len(downs), "seconds": size["seconds"], "sources": len(was_up)}


async def run_dead(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Deaths, up to three at a time: an ingester stands still, and each time its sources are down in time.

    Those that are asked for so seldom that they are valid for long are left out.
    """
    gateway, polled = await _start(rig, dice)
    left, late = int(size["deaths"]), 0.0
    while left > 0:
        victims = dice.sample(list(zip(Provider, polled.ingesters, strict=True)), min(left, _DEATHS_AT_A_TIME))
        left -= len(victims)
        deaths = [_death(rig, gateway, *victim, dice.uniform(0, 10)) for victim in victims]
        late = max([late, *await asyncio.gather(*deaths)])
    return {"late_s": round(late, 1), "deaths": int(size["deaths"])}


async def _death(rig: Rig, gateway: str, provider: Provider, dead: Child, after_s: float) -> float:
    """Let an ingester stand still until its sources are down, and start it again. Returns how late they were."""
    await rig.until(lambda: _living(rig, gateway, provider), f"{provider}'s sources are up", 120)
    await asyncio.sleep(after_s)
    dead.signal(signal.SIGSTOP)
    late, waits_until = 0.0, time.monotonic() + scaled(120)
    soon = datetime.now(UTC) + timedelta(seconds=scaled(_SOON_S))
    followed = _valid_until(soon, await _living(rig, gateway, provider))
    while (living := _valid_until(soon, await _living(rig, gateway, provider))) and time.monotonic() < waits_until:
        late = max([late, *map(_late_s, living)])
        await asyncio.sleep(0.25)
    rig.note(f"{provider}: late by {late:.1f} s at most, still up: {len(living)} of {len(followed)}")
    dead.kill()
    dead.start()
    await dead.until_ready(rig.http)
    await rig.until(lambda: _living(rig, gateway, provider), f"{provider}'s sources are up again", 120)
    return 999.0 if living or not followed else late


def frozen_passes(figures: Figures) -> bool:
    """Quiet is not dead."""
    return figures["sources"] > 0 and figures["false_restarts"] == 0 and figures["late_s"] <= scaled(_LATE_AT_MOST_S)


def dead_passes(figures: Figures) -> bool:
    """No source is believed for longer than five seconds after its validity."""
    return figures["deaths"] > 0 and figures["late_s"] <= scaled(_LATE_AT_MOST_S)


async def _start(rig: Rig, dice: random.Random) -> tuple[str, Polled]:
    polled = Polled(rig, _LEAGUES, dice.randrange(1, 1000))
    await rig.normalizers(1)
    gateway = await rig.gateway()
    await polled.start()
    await rig.until(lambda: _living(rig, gateway), "sources are up", 120)
    await asyncio.sleep(10)
    return gateway, polled


async def _sources(rig: Rig, gateway: str) -> list[Row]:
    try:
        health = (await rig.http.get(f"{gateway}/health/detailed")).json()
    except (httpx.HTTPError, ValueError):
        return []
    return [row | {"at": health["timestamp"]} for row in health["sources"]]


async def _living(rig: Rig, gateway: str, provider: Provider = Provider.ODDS) -> list[Row]:
    rows = await _sources(rig, gateway)
    return [row for row in rows if row["provider"] == provider and row["state"] != "down"]


def _valid_until(at: datetime, rows: list[Row]) -> list[Row]:
    return [row for row in rows if datetime.fromisoformat(row["valid_until"]) <= at]


def _late_s(row: Row) -> float:
    """For how long a source has been believed after its validity."""
    if row["state"] == "down":
        return 0.0
    return max(0.0, (datetime.fromisoformat(row["at"]) - datetime.fromisoformat(row["valid_until"])).total_seconds())


def _name(row: Row) -> str:
    return f"{row['provider']}/{row['feed']}/{row['league']}"
