"""B7: two replicas share one key whose credits run out, while the provider throttles: neither passes the quota."""

import asyncio
import math
import random

from tests.faults.polled import Polled
from tests.faults.rig import Figures, Rig, Size

from a1_schemas.leagues import League
from a1_schemas.providers import Provider

_REPLICAS = 2
_SPENDABLE = 60
_KEY = "quota-key"
_CREDITS_OF_A_CALL = 3
"""Of a board of three markets in one region."""


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Let both spend what there is above the reserve; the provider throttles in between."""
    polled = Polled(rig, tuple(League), dice.randrange(1, 1000))
    polled.sandbox.start()
    await polled.sandbox.until_ready(rig.http)
    there = await _credits_left(rig, polled)
    reserve = there - _SPENDABLE
    settings = {
        "INGEST_ODDS__API_KEY": _KEY,
        "INGEST_ODDS__RESERVE": str(reserve),
        "INGEST_ODDS__MONTHLY_CREDITS": str(there),
        "INGEST_ODDS__SPREAD_S": "20",
    }
    replicas = [polled.ingester(Provider.ODDS, f"odds-{number}") for number in range(1, _REPLICAS + 1)]
    for each in replicas:
        each.start(**settings)
    await asyncio.gather(*(each.until_ready(rig.http) for each in replicas))

    async def has_spent_most() -> bool:
        return await _credits_left(rig, polled) <= reserve + _SPENDABLE // 2

    await rig.until(has_spent_most, "half of what may be spent is", 120)
    before = (await polled.calls()).get("odds", 0)
    await polled.fault("odds", "rate-limited", size["storm_s"])
    await asyncio.sleep(size["storm_s"])
    in_storm = (await polled.calls()).get("odds", 0) - before
    rig.note(f"{in_storm} calls while the provider throttled")
    await asyncio.sleep(size["then_s"])
    left = await _credits_left(rig, polled)
    rig.note(f"{there - left} of {_SPENDABLE} credits spent")
    return {
        "calls_over_quota": math.ceil(max(0, reserve - left) / _CREDITS_OF_A_CALL),
        "replicas": _REPLICAS,
        "spent": there - left,
        "calls_in_storm": in_storm,
        "exits": sum(not each.is_running for each in replicas),
    }


def passes(figures: Figures) -> bool:
    """At most the one call that was in flight."""
    return figures["calls_over_quota"] <= 1 and figures["exits"] == 0


async def _credits_left(rig: Rig, polled: Polled) -> int:
    answer = await rig.http.get(f"{polled.url}/odds/v4/sports", params={"apiKey": _KEY})
    return int(answer.headers.get("x-requests-remaining", 0))
