"""The effects of unchanged and broken answers."""

import asyncio
import json

from rig import Rig, until

from a1_schemas.topics import TOPICS

_RAW = ["raw.espn", "raw.odds", "raw.prizepicks", "raw.sportradar"]
_POLLS = ["polls.espn", "polls.odds", "polls.prizepicks", "polls.sportradar"]
_CANONICAL = [
    topic.name for topic in TOPICS if topic.name.startswith("normalized.") and topic.name != "normalized.sources"
]
_QUIET_SECONDS = 4.0
_FAULTS = {
    "odds": ("html", "not-json"),
    "prizepicks": ("truncated", "truncated"),
    "sportradar": ("rate-limited", "rate-limited"),
    "espn": ("oversized", "too-large"),
}


async def unchanged_bodies(rig: Rig) -> str:
    """While the world stands still, polls go on and no body is published."""
    await rig.turn_clock(paused=True)
    await _until_quiet(rig)
    before = await rig.ends(_RAW)
    polls = await rig.ends(_POLLS)
    calls = [await rig.call_count(provider) for provider in _FAULTS]
    await asyncio.sleep(10)
    published = sum((await rig.ends(_RAW)).values()) - sum(before.values())
    polled = sum((await rig.ends(_POLLS)).values()) - sum(polls.values())
    asked = sum([await rig.call_count(provider) for provider in _FAULTS]) - sum(calls)
    await rig.turn_clock(paused=False)
    assert asked > 50, f"only {asked} calls"
    assert published == 0, f"{published} bodies after {asked} calls"
    return f"{asked} calls, {polled} poll records, {published} bodies"


async def _until_quiet(rig: Rig) -> None:
    """Until every target was asked since the world stood still."""
    last = await rig.ends(_RAW)

    async def quiet() -> bool:
        nonlocal last
        await asyncio.sleep(_QUIET_SECONDS)
        now = await rig.ends(_RAW)
        same, last = now == last, now
        return same

    await until(quiet, "the raw topics come to rest", 90)
    await asyncio.sleep(10)  # the slowest of the demo's cadences


async def faulty_bodies(rig: Rig) -> str:
    """Each provider has a bad day of its own at once; each gives its reason; nothing canonical changes."""
    await rig.turn_clock(paused=True)
    await _until_quiet(rig)
    canonical = await rig.ends(_CANONICAL)
    polls = await rig.ends(_POLLS)
    for provider, (kind, _) in _FAULTS.items():
        await rig.start_fault(provider, kind, 25)

    async def reasons_of_all() -> dict[str, str] | None:
        reasons: dict[str, set[str]] = {provider: set() for provider in _FAULTS}
        for record in await rig.read(_POLLS, polls):
            poll = json.loads(record.value)
            if poll["reason"]:
                reasons[poll["provider"]].add(poll["reason"])
        wanted = {provider: reason for provider, (_, reason) in _FAULTS.items()}
        return wanted if all(reason in reasons[provider] for provider, reason in wanted.items()) else None

    reasons = await until(reasons_of_all, "each provider's reason", 40)
    changed = sum((await rig.ends(_CANONICAL)).values()) - sum(canonical.values())
    await rig.turn_clock(paused=False)
    assert changed == 0, f"{changed} canonical changes"
    return ", ".join(f"{provider} {kind} → {reasons[provider]}" for provider, (kind, _) in _FAULTS.items())
