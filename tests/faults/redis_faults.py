"""A7: Redis killed and empty, flushed at rest, stalled: the view is the log's again, and never wrong meanwhile."""

import asyncio
import json
import random
import time
from dataclasses import dataclass
from typing import Any

import httpx
import redis.asyncio as redis
from tests.faults.rig import Figures, Rig, Size
from tests.faults.view_reader import read_view

from a1_schemas.causes import format_causes
from a1_schemas.keys import records
from a1_schemas.leagues import League
from a1_schemas.topics import normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import open_producer
from a1_testkit.canonical import an_event, an_offer, event_id
from a1_testkit.machine import scaled

_LEAGUE = League.NBA
_BOOKS_OF_A_GAME = 20
_SERVED_GAMES = 50
"""How many games of the gateway's answers are compared."""
_SECONDS_PER_500K = 60.0
_SEES_WITHIN_S = 5.0
_LATE_VERSION = 10_000_000
Wanted = dict[tuple[str, str], tuple[int, bytes]]


@dataclass(slots=True)
class _Watched:
    """What the gateway said while the view was away."""

    wrong: int = 0
    answers: int = 0
    healthy: int = 0
    degraded: int = 0


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Fill the log, break Redis in turn, and each time wait until the view is the log's again."""
    wanted = await _fill(rig, int(size["keys"]))
    [projector] = await rig.normalizers(1, NORMALIZER__ROLE="projector")
    gateway = await rig.gateway()
    first = await _until_filled(rig, wanted)
    rig.note(f"{len(wanted)} keys in the view after {first:.1f} s")
    answer = await _until_served(rig, gateway)
    slowest, watched = 0.0, _Watched()
    breaks = [_kill_empty] * int(size["flushes"]) + [_flush_at_rest, _lose_some, _stall]
    for number, break_it in enumerate(breaks):
        watching = asyncio.create_task(_watch(rig, gateway, answer, len(wanted), watched))
        began = time.monotonic()
        await break_it(rig, dice)
        is_whole = await _is_filled_in_time(rig, wanted)
        slowest = max(slowest, time.monotonic() - began)
        rig.note(f"fault {number + 1}, {break_it.__name__.strip('_')}: whole after {time.monotonic() - began:.1f} s")
        watching.cancel()
        await asyncio.wait({watching})
        if not is_whole:
            break
    found = _differences(wanted, await read_view(rig.redis_url, (_LEAGUE,)))
    is_alive = await _serves(rig, gateway, answer) and await _follows(rig, gateway, answer)
    return {
        "flushes": len(breaks),
        "wrong_answers": watched.wrong,
        "differences": len(found),
        "seconds_per_500k": round(slowest * 500_000 / len(wanted), 1),
        "keys": len(wanted),
        "slowest_s": round(slowest, 1),
        "answers": watched.answers,
        "healthy_while_incomplete": watched.healthy,
        "degraded_answers": watched.degraded,
        "frozen": int(not is_alive or not projector.is_running),
    }


def passes(figures: Figures) -> bool:
    """Never wrong, never frozen, and whole in time. Noticing the fault takes time that does not grow with the keys."""
    in_time = scaled(_SECONDS_PER_500K * figures["keys"] / 500_000 + _SEES_WITHIN_S)
    faults = ("wrong_answers", "differences", "healthy_while_incomplete", "frozen")
    return figures["slowest_s"] <= in_time and not any(figures[name] for name in faults)


async def _fill(rig: Rig, count: int) -> Wanted:
    """Events and offers as the resolver would publish them."""
    wanted: Wanted = {}
    template = an_offer(0, "book-0").model_dump_json()
    async with open_producer(rig.kafka, "faults") as producer:
        for game in range(1, count // (_BOOKS_OF_A_GAME + 1) + 1):
            identity = event_id(game, _LEAGUE)
            event = an_event(game % 50 + 1, event_id=identity, version=game + 1).model_dump_json()
            of_game = [(Kind.EVENTS, identity, event)]
            for book in range(_BOOKS_OF_A_GAME):
                offer = template.replace(event_id(0), identity).replace("book-0", f"book-{book}")
                offer = offer.replace('"version":1,', f'"version":{game + 1},', 1)
                of_game.append((Kind.ODDS, f"{identity}|odds|odds|book-{book}", offer))
            for kind, key, value in of_game:
                topic = normalized_topic(kind)
                headers = [
                    ("message_type", b"any"),
                    ("target", b"odds/odds/nba/us"),
                    ("causes", format_causes({"raw.odds": game})),
                ]
                await producer.send(
                    topic, value.encode(), key=key.encode(), partition=partition_of(_LEAGUE), headers=headers
                )
                wanted[topic, key] = (game + 1, value.encode())
        await producer.flush()
    return wanted


async def _kill_empty(rig: Rig, dice: random.Random) -> None:
    rig.redis.kill()
    await asyncio.sleep(dice.uniform(0.2, 2))
    rig.redis.start()
    await rig.redis.until_ready(rig.http)


async def _flush_at_rest(rig: Rig, dice: random.Random) -> None:
    async with redis.Redis.from_url(rig.redis_url) as client:
        await client.flushall()


async def _lose_some(rig: Rig, dice: random.Random) -> None:
    """What a failover does that loses the last writes: a league's keys and position are gone, others stay."""
    async with redis.Redis.from_url(rig.redis_url) as client:
        keys = [key async for key in client.scan_iter(match=f"*{{{_LEAGUE}}}*")]
        await client.delete(*keys)


async def _stall(rig: Rig, dice: random.Random) -> None:
    async with redis.Redis.from_url(rig.redis_url) as client:
        await client.execute_command("CLIENT", "PAUSE", "3000", "ALL")  # pyright: ignore[reportGeneralTypeIssues]
    await asyncio.sleep(3)


def _differences(wanted: Wanted, held: Wanted) -> list[str]:
    return [key for (topic, key), value in wanted.items() if held.get((topic, key)) != value]


async def _is_filled_in_time(rig: Rig, wanted: Wanted) -> bool:
    try:
        await _until_filled(rig, wanted, 2 * _SECONDS_PER_500K * len(wanted) / 500_000 + 30)
    except TimeoutError as error:
        rig.note(f"found: {error}")
        return False
    return True


async def _until_filled(rig: Rig, wanted: Wanted, within: float = 300) -> float:
    async def is_filled() -> bool:
        try:
            return not _differences(wanted, await read_view(rig.redis_url, (_LEAGUE,)))
        except (redis.ConnectionError, redis.TimeoutError):
            return False

    return await rig.until(is_filled, "the view is the log's", within)


async def _answer(rig: Rig, gateway: str) -> list[Any] | None:
    """The served odds of the first games; None where the gateway answers 503 or not at all."""
    try:
        url = f"{gateway}/api/v1/data/unified-odds/{_LEAGUE}"
        answer = await rig.http.get(url, params={"limit": _SERVED_GAMES})
    except httpx.HTTPError:
        return None
    return answer.json()["data"] if answer.status_code == 200 else None


async def _until_served(rig: Rig, gateway: str) -> list[Any]:
    found: list[Any] = []

    async def is_served() -> bool:
        found[:] = await _answer(rig, gateway) or []
        offers = sum(len(event["offers"]) for event in found)
        return bool(found) and offers == len(found) * _BOOKS_OF_A_GAME

    await rig.until(is_served, "the gateway serves every quote", 120)
    return list(found)


async def _serves(rig: Rig, gateway: str, answer: list[Any]) -> bool:
    async def is_same() -> bool:
        return await _answer(rig, gateway) == answer

    try:
        await rig.until(is_same, "the gateway serves what it served before", 30)
    except TimeoutError:
        return False
    return True


async def _watch(rig: Rig, gateway: str, answer: list[Any], keys: int, watched: _Watched) -> None:
    """Each answer is the same as ever or none: nothing changes in the log meanwhile. Health is never well too early."""
    expected = json.dumps(answer)
    while True:
        found = await _answer(rig, gateway)
        watched.answers += found is not None
        if found is not None and json.dumps(found) != expected:
            watched.wrong += 1
        await _look_at_health(rig, gateway, keys, watched)
        await asyncio.sleep(0.1)


async def _look_at_health(rig: Rig, gateway: str, keys: int, watched: _Watched) -> None:
    """Looks at the view before and after health, so that only a view that was incomplete throughout counts."""
    was_whole = await _is_whole(rig, keys)
    try:
        health = (await rig.http.get(f"{gateway}/health/detailed")).json()
    except (httpx.HTTPError, ValueError):
        return
    if not was_whole and not await _is_whole(rig, keys):
        watched.healthy += health["status"] == "healthy"
        watched.degraded += health["status"] != "healthy"


async def _is_whole(rig: Rig, keys: int) -> bool:
    """Whether the view has as many quotes and games as the log."""
    try:
        async with redis.Redis.from_url(rig.redis_url, socket_timeout=1) as client:
            counts = [await client.hlen(records(_LEAGUE, kind)) for kind in (Kind.EVENTS, Kind.ODDS)]  # pyright: ignore[reportGeneralTypeIssues]
    except (redis.ConnectionError, redis.TimeoutError):
        return False
    return sum(counts) == keys


async def _follows(rig: Rig, gateway: str, answer: list[Any]) -> bool:
    """Whether a change in the log still gets to the gateway's clients."""
    identity = answer[0]["event_id"]
    offer = an_offer(0, "book-0", prices=("9.75", "1.01")).model_dump_json().replace(event_id(0), identity)
    offer = offer.replace('"version":1,', f'"version":{_LATE_VERSION},', 1)
    headers = [("target", b"odds/odds/nba/us"), ("causes", format_causes({"raw.odds": _LATE_VERSION - 1}))]
    async with open_producer(rig.kafka, "faults") as producer:
        topic, partition = normalized_topic(Kind.ODDS), partition_of(_LEAGUE)
        key = f"{identity}|odds|odds|book-0".encode()
        await producer.send_and_wait(topic, offer.encode(), key=key, partition=partition, headers=headers)

    async def is_served() -> bool:
        return "9.75" in json.dumps(await _answer(rig, gateway))

    try:
        await rig.until(is_served, "a change is served", 30)
    except TimeoutError:
        return False
    return True
