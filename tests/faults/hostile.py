"""B6: a provider that answers like an enemy: endless, slow, swollen, false and circular answers, each in its turn."""

import asyncio
import gzip
import json
import random
import time
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import psutil
from tests.faults.log_tail import read_log
from tests.faults.rig import Figures, Rig, Size

from a1_schemas.providers import Provider
from a1_schemas.topics import poll_topic, raw_topic
from a1_testkit.machine import scaled

_ANSWER_WITHIN_S = 4.0
_LONGEST_S = 60.0
_MOST_RSS_MIB = 160.0
"""A bomb is followed up to the largest body, 32 MiB, and its decoded form."""
_BOMB = gzip.compress(b" " * 200_000_000, 9)
"""200 MB in 194 KB."""
_CUT = gzip.compress(b'{"events": []}' * 1000)[:-20]
Writer = asyncio.StreamWriter
Answer = Callable[[Writer], Awaitable[None]]


async def _say(writer: Writer, *headers: str, body: bytes = b"", status: str = "200 OK") -> None:
    lines = [f"HTTP/1.1 {status}", "content-type: application/json", *headers]
    writer.write("\r\n".join([*lines, "", ""]).encode() + body)
    await writer.drain()


async def _bomb(writer: Writer) -> None:
    await _say(writer, "content-encoding: gzip", f"content-length: {len(_BOMB)}", body=_BOMB)


async def _truncated_gzip(writer: Writer) -> None:
    await _say(writer, "content-encoding: gzip", f"content-length: {len(_CUT)}", body=_CUT)


async def _endless_chunks(writer: Writer) -> None:
    await _say(writer, "transfer-encoding: chunked")
    while True:
        writer.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
        await writer.drain()
        await asyncio.sleep(0.001)


async def _byte_a_second(writer: Writer) -> None:
    await _say(writer, "content-length: 100000")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(1)


async def _silence(writer: Writer) -> None:
    await asyncio.sleep(_LONGEST_S)


async def _too_short(writer: Writer) -> None:
    await _say(writer, "content-length: 100000", body=b'{"events": []}')


async def _nothing_with_body(writer: Writer) -> None:
    await _say(writer, "content-length: 2", body=b"{}", status="204 No Content")


async def _circle(writer: Writer) -> None:
    await _say(writer, "location: /again", "content-length: 0", status="302 Found")


async def _elsewhere(writer: Writer) -> None:
    await _say(writer, "location: http://169.254.169.254/latest", "content-length: 0", status="302 Found")


async def _login_page(writer: Writer) -> None:
    body = b"<!DOCTYPE html><title>Sign in</title>"
    await _say(writer, f"content-length: {len(body)}", body=body)


async def _noise(writer: Writer) -> None:
    writer.write(random.randbytes(4096))
    await writer.drain()


_ANSWERS: tuple[Answer, ...] = (
    *(_bomb, _truncated_gzip, _endless_chunks, _byte_a_second, _silence, _too_short),
    *(_nothing_with_body, _circle, _elsewhere, _login_page, _noise),
)


class _Enemy:
    """What became of each connection."""

    def __init__(self, dice: random.Random) -> None:
        self.seconds: dict[str, float] = {}
        self.counts: Counter[str] = Counter()
        self._dice = dice

    async def answer(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        """One answer, until it is whole or the other side closes."""
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _LONGEST_S)
            rarest = min(self.counts[each.__name__] for each in _ANSWERS)
            answer = self._dice.choice([each for each in _ANSWERS if self.counts[each.__name__] == rarest])
            name = answer.__name__
            self.counts[name] += 1
            began = time.monotonic()
            parts: list[asyncio.Future[Any]] = [
                asyncio.ensure_future(answer(writer)),
                asyncio.ensure_future(reader.read()),
            ]
            await asyncio.wait(parts, timeout=_LONGEST_S, return_when=asyncio.FIRST_COMPLETED)
            self.seconds[name] = max(self.seconds.get(name, 0.0), time.monotonic() - began)
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
        writer.close()


@asynccontextmanager
async def _enemy(dice: random.Random) -> AsyncGenerator[tuple[_Enemy, str]]:
    enemy = _Enemy(dice)
    server = await asyncio.start_server(enemy.answer, "127.0.0.1", 0)
    async with server:
        yield enemy, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Point an ingester at it for so long."""
    most = 0.0
    async with _enemy(dice) as (enemy, url):
        prefix = Provider.ESPN.settings_prefix
        every = dict.fromkeys(("SCOREBOARD_EVERY_S", "NEWS_EVERY_S", "INJURIES_EVERY_S", "TEAMS_EVERY_S"), "2")
        ingester = rig.service(
            Provider.ESPN.service,
            **{f"{prefix}{name}": value for name, value in every.items()},
            **{f"{prefix}BASE_URL": url, f"{prefix}ANSWER_WITHIN_S": str(_ANSWER_WITHIN_S)},
        )
        ingester.start()
        ends_at = time.monotonic() + scaled(size["seconds"])
        while time.monotonic() < ends_at or len(enemy.counts) < len(_ANSWERS):
            await asyncio.sleep(0.2)
            if not ingester.is_running or time.monotonic() > ends_at + scaled(60):
                break
            most = max(most, psutil.Process(ingester.pid).memory_info().rss / 2**20)
    polls = [json.loads(record.value or b"{}") for record in await read_log(rig.kafka, (poll_topic(Provider.ESPN),))]
    rig.note(f"reasons {dict(Counter(poll.get('reason') for poll in polls))}")
    rig.note(f"seconds { ({name.strip('_'): round(took, 1) for name, took in enemy.seconds.items()}) }")
    return {
        "slowest_s": round(max(enemy.seconds.values()), 1),
        "kinds": len(enemy.counts),
        "answers": sum(enemy.counts.values()),
        "rss_mib": round(most),
        "believed": len(await read_log(rig.kafka, (raw_topic(Provider.ESPN),))),
        "unexplained": sum(poll.get("reason") is None for poll in polls),
        "exits": int(not ingester.is_running),
    }


def passes(figures: Figures) -> bool:
    """Each answer ends in time and memory, is explained, and none becomes a body."""
    faults = ("believed", "unexplained", "exits")
    is_bounded = figures["slowest_s"] <= scaled(_ANSWER_WITHIN_S) + 2 and figures["rss_mib"] <= _MOST_RSS_MIB
    return is_bounded and figures["kinds"] == len(_ANSWERS) and not any(figures[name] for name in faults)
