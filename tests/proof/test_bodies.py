"""What unchanged and broken answers lead to."""

import asyncio
import json
import time

import pytest
from aiokafka import TopicPartition
from tests.proof.rig import Rig, until

from a1_schemas.topics import TOPICS
from a1_testkit.announcing import Announce
from a1_testkit.machine import scaled

pytestmark = [pytest.mark.proof, pytest.mark.timeout(400), pytest.mark.asyncio(loop_scope="session")]

_RAW = ["raw.espn", "raw.odds", "raw.prizepicks", "raw.sportradar"]
_POLLS = ["polls.espn", "polls.odds", "polls.prizepicks", "polls.sportradar"]
_CANONICAL = [
    topic.name for topic in TOPICS if topic.name.startswith("normalized.") and topic.name != "normalized.sources"
]
_QUIET_CALLS = 200
_SLOWEST_CADENCE_S = 10.0
"""Of the demo's targets."""
_FAULTS = {
    "odds": ("html", "not-json"),
    "prizepicks": ("truncated", "truncated"),
    "sportradar": ("rate-limited", "rate-limited"),
    "espn": ("oversized", "too-large"),
}


async def test_an_unchanged_body_is_not_published_again(rig: Rig, announce: Announce) -> None:
    async with rig.clock_paused():
        await _until_quiet(rig)
        before = await rig.ends(_RAW)
        polls = await rig.ends(_POLLS)
        calls = await _calls(rig)
        await asyncio.sleep(scaled(10))
        published = sum((await rig.ends(_RAW)).values()) - sum(before.values())
        polled = sum((await rig.ends(_POLLS)).values()) - sum(polls.values())
        asked = await _calls(rig) - calls
    announce(f"{asked} calls of an unchanged world, {polled} poll records, {published} bodies")
    assert asked > 50
    assert published == 0


async def _until_quiet(rig: Rig) -> None:
    """Until so many calls and seconds have passed without a body that every target was asked in them."""
    last, calls, since = await rig.ends(_RAW), await _calls(rig), time.monotonic()

    async def quiet() -> bool:
        nonlocal last, calls, since
        now = await rig.ends(_RAW)
        if now != last:
            last, calls, since = now, await _calls(rig), time.monotonic()
        return await _calls(rig) - calls >= _QUIET_CALLS and time.monotonic() - since >= _SLOWEST_CADENCE_S

    await until(quiet, "the raw topics come to rest", 180)


async def _calls(rig: Rig) -> int:
    return sum([await rig.call_count(provider) for provider in _FAULTS])


async def test_html_truncation_429_and_33_mib_give_their_reason_and_no_canonical_change(
    rig: Rig, announce: Announce
) -> None:
    """Each provider has a bad day of its own, all at once."""
    async with rig.clock_paused():
        await _until_quiet(rig)
        canonical = await rig.ends(_CANONICAL)
        polls = await rig.ends(_POLLS)
        for provider, (kind, _) in _FAULTS.items():
            await rig.start_fault(provider, kind, scaled(25))
        reasons = await until(lambda: _reasons(rig, polls), "each provider's reason", 40)
        changed = sum((await rig.ends(_CANONICAL)).values()) - sum(canonical.values())
    announce(", ".join(f"{provider} {kind} → {reasons[provider]}" for provider, (kind, _) in _FAULTS.items()))
    assert changed == 0


async def _reasons(rig: Rig, polls: dict[TopicPartition, int]) -> dict[str, str] | None:
    """Each provider's wanted reason once all of them are in the poll records after these offsets; None before."""
    reasons: dict[str, set[str]] = {provider: set() for provider in _FAULTS}
    for record in await rig.read(_POLLS, polls):
        poll = json.loads(record.value or b"")
        if poll["reason"]:
            reasons[poll["provider"]].add(poll["reason"])
    wanted = {provider: reason for provider, (_, reason) in _FAULTS.items()}
    return wanted if all(reason in reasons[provider] for provider, reason in wanted.items()) else None
