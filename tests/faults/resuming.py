"""D1: clients of the stream, its copies and the broker are cut at random: each client holds the log's state again."""

import asyncio
import random
from collections import Counter

from tests.faults.canonical_writer import CanonicalWriter
from tests.faults.followers import ByEvents, ByLongPoll, BySocket, Copy, EachBySocket, Follower
from tests.faults.rig import KAFKA, Figures, Rig, Size

from a1_service_kit.kafka import open_producer
from a1_testkit.brokers import free_port

_READERS = (BySocket, EachBySocket, ByLongPoll, ByEvents)
_OF_EACH = 3
_AT_FIRST = 3_000
_CHANGES_PER_S = 100
_COMPARED_EACH = 10
_EQUAL_WITHIN_S = 60.0
_AWAY = ((0.0, 0), (0.1, 0), (1.0, 0), (0.0, 500), (0.0, 3_000))
"""Seconds, and how many more changes there are meanwhile: many of them are hours of a quiet log."""
_VICTIMS = ("client", "service", "broker")
_WEIGHTS = {True: (75, 20, 5), False: (80, 20, 0)}
"""By whether the broker keeps its log when it is killed. The embedded one does not."""


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Cut as often as the size says; every tenth time all is compared with what the broker acknowledged."""
    async with open_producer(rig.kafka, "faults") as producer:
        return await _run(rig, size, dice, CanonicalWriter(producer, random.Random(dice.random())))


async def _run(rig: Rig, size: Size, dice: random.Random, writer: CanonicalWriter) -> Figures:
    await writer.write(_AT_FIRST)
    copies = [_copy(rig, number) for number in (1, 2)]
    services = rig.children[-2:]
    for service in services:
        service.start()
    await asyncio.gather(*(service.until_ready(rig.http) for service in services))
    followers = [Follower(reader(), copies, dice) for reader in _READERS for _ in range(_OF_EACH)]
    cuts: Counter[str] = Counter()
    differences, lost, slowest = 0, 0, 0.0
    async with asyncio.TaskGroup() as tasks:
        following = [tasks.create_task(follower.follow()) for follower in followers]
        await rig.until(lambda: _are_equal(followers, writer), "equal", _EQUAL_WITHIN_S)
        for _ in range(0, size["cuts"], _COMPARED_EACH):
            before = len(writer.acknowledged)
            is_over = asyncio.Event()
            writing = tasks.create_task(writer.keep_writing(_CHANGES_PER_S, is_over))
            for _ in range(_COMPARED_EACH):
                [victim] = dice.choices(_VICTIMS, _WEIGHTS[rig.kind == KAFKA])
                cuts[victim] += 1
                await _CUTS[victim](rig, dice, writer, followers)
            is_over.set()
            await writing
            try:
                slowest = max(slowest, await rig.until(lambda: _are_equal(followers, writer), "equal", _EQUAL_WITHIN_S))
            except TimeoutError:
                differences += len(_unequal(followers, writer))
            lost += _lost(followers, writer.acknowledged[before:])
            said = f"{len(writer.acknowledged)} records, {differences} differences, {lost} lost, {slowest:.1f} s"
            rig.note(f"{cuts.total()} cuts, {said}")
        for task in following:
            task.cancel()
    breaches = [breach for follower in followers for breach in follower.held.breaches]
    for breach in breaches[:5]:
        rig.note(f"found: {breach}")
    return {
        "cuts": cuts.total(),
        **{f"of_{victim}": cuts[victim] for victim in _VICTIMS},
        "records": len(writer.acknowledged),
        "breaches": len(breaches),
        "begun_again": sum(follower.held.begun_again for follower in followers),
        "differences": differences,
        "lost": lost,
        "slowest_s": round(slowest, 1),
    }


def passes(figures: Figures) -> bool:
    """No promise is broken, every state is the log's, no cursor is refused, and who wants every change gets each."""
    return not any(figures[name] for name in ("breaches", "begun_again", "differences", "lost"))


def _copy(rig: Rig, number: int) -> Copy:
    port, ws_port = free_port(), free_port()
    rig.service("stream", f"stream-{number}", STREAM__PORT=str(port), STREAM__WS_PORT=str(ws_port))
    return Copy(f"http://127.0.0.1:{port}", f"ws://127.0.0.1:{ws_port}/api/v1/ws")


async def _cut_client(rig: Rig, dice: random.Random, writer: CanonicalWriter, followers: list[Follower]) -> None:
    seconds, changes = dice.choice(_AWAY)
    del rig
    await dice.choice(followers).cut(_away(seconds, writer, changes))


async def _away(seconds: float, writer: CanonicalWriter, changes: int) -> None:
    await asyncio.sleep(seconds)
    await writer.write(changes)


async def _kill_service(rig: Rig, dice: random.Random, writer: CanonicalWriter, followers: list[Follower]) -> None:
    del writer, followers
    victim = dice.choice([child for child in rig.children if child.name.startswith("stream-")])
    victim.kill()
    victim.start()
    await victim.until_ready(rig.http)


async def _kill_broker(rig: Rig, dice: random.Random, writer: CanonicalWriter, followers: list[Follower]) -> None:
    del writer, followers
    rig.broker.kill()
    await asyncio.sleep(dice.choice((0, 2, 5)))
    rig.broker.start()
    await rig.broker.until_ready(rig.http, within=120)


_CUTS = {"client": _cut_client, "service": _kill_service, "broker": _kill_broker}


def _unequal(followers: list[Follower], writer: CanonicalWriter) -> list[Follower]:
    return [each for each in followers if each.held.digest != writer.digest(each.held.kinds)]


def _lost(followers: list[Follower], versions: list[int]) -> int:
    complete = [each.held for each in followers if isinstance(each.held, EachBySocket)]
    return sum(held.lost(versions) for held in complete)


async def _are_equal(followers: list[Follower], writer: CanonicalWriter) -> bool:
    return not _unequal(followers, writer)
