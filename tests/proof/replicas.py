"""Two replicas share the work and never double it."""

import asyncio
from dataclasses import replace

from rig import Rig, until

from a1_cli.stack.ports import free_ports
from a1_cli.stack.processes import Child
from a1_cli.stack.specs import ProcessSpec

_WINDOW_SECONDS = 45.0
_MORE_AT_MOST = 1.02
_RESERVE_KEY = "proof-reserve-key"
_SPENDABLE = 60


async def two_replicas(rig: Rig) -> str:
    """As many calls in a window with two as with one, while the world stands still."""
    await rig.turn_clock(paused=True)
    await asyncio.sleep(10)
    alone = await _calls_in_window(rig)
    second = await _start(rig, {})
    try:
        await _until_shared(rig, second)
        together = await _calls_in_window(rig)
    finally:
        await second.stop(7)
        await rig.turn_clock(paused=False)
    assert together <= alone * _MORE_AT_MOST, f"{together} calls with two, {alone} with one"
    return f"{alone} calls in {_WINDOW_SECONDS:.0f} s with one, {together} with two"


async def two_replicas_reserve(rig: Rig) -> str:
    """With a key of their own and a reserve just below what is there, two replicas stop in time."""
    url = f"{rig.sandbox}/odds/v4/sports"
    credits_left = int((await rig.http.get(url, params={"apiKey": _RESERVE_KEY})).headers["x-requests-remaining"])
    reserve = credits_left - _SPENDABLE
    settings = {
        "INGEST_ODDS__API_KEY": _RESERVE_KEY,
        "INGEST_ODDS__RESERVE": str(reserve),
        "INGEST_ODDS__MONTHLY_CREDITS": str(credits_left),
    }
    first = rig.stack.supervisor.children["ingest-odds"]
    ready = first.spec
    children = [await _start(rig, settings), await _start(rig, settings)]
    try:
        await until(lambda: _has_spent(rig), "something is spent", 60)
        await asyncio.sleep(15)
        left = int((await rig.http.get(url, params={"apiKey": _RESERVE_KEY})).headers["x-requests-remaining"])
    finally:
        await asyncio.gather(*(child.stop(7) for child in children))
    assert left >= reserve, f"{left} credits left, the reserve is {reserve}"
    assert ready.name == "ingest-odds"
    return f"{credits_left - left} of {_SPENDABLE} spendable credits spent, reserve of {reserve} kept"


async def _has_spent(rig: Rig) -> bool:
    return await rig.call_count("odds", _RESERVE_KEY) > 3


async def _calls_in_window(rig: Rig) -> int:
    before = await rig.call_count("odds")
    await asyncio.sleep(_WINDOW_SECONDS)
    return await rig.call_count("odds") - before


async def _start(rig: Rig, settings: dict[str, str]) -> Child:
    """Another replica of ingest-odds, with a port of its own."""
    first = rig.stack.supervisor.children["ingest-odds"].spec
    port = free_ports(1)[0]
    spec: ProcessSpec = replace(
        first,
        name=f"ingest-odds-{port}",
        environment={**first.environment, **settings, "OPS__PORT": str(port)},
        ready_url=f"http://127.0.0.1:{port}/readyz",
        metrics_url=f"http://127.0.0.1:{port}/metrics",
    )
    child = Child(spec, rig.stack.supervisor.log.line)
    await child.start()
    return child


async def _until_shared(rig: Rig, second: Child) -> None:
    """Until both replicas own leagues."""
    first = rig.stack.supervisor.children["ingest-odds"].spec

    async def shared() -> bool:
        owned = [await _owned(rig, spec) for spec in (first, second.spec)]
        return all(0 < count < 10 for count in owned)

    await until(shared, "both replicas own leagues", 90)


async def _owned(rig: Rig, spec: ProcessSpec) -> int:
    try:
        text = (await rig.http.get(spec.metrics_url or "")).text
    except OSError:
        return 0
    except Exception as error:
        if "ConnectError" in type(error).__name__:
            return 0
        raise
    for line in text.splitlines():
        if line.startswith("ingest_owned_leagues{"):
            return int(float(line.rsplit(" ", 1)[1]))
    return 0
