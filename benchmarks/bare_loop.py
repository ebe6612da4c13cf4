"""The least that could do the normalizer's work: one loop that compares bytes, writes Kafka and Redis, and commits.

No identity, no dead letters, no metrics, no proof of ownership, no restart. It reads each board once, passes over
bookmakers whose markets' bytes are those of the last board, and writes what moved: a Kafka record for each bookmaker, a
version-checked script call for each game, a commit for each batch.
"""

import argparse
import asyncio
import json
import time
from pathlib import Path

import msgspec
import redis.asyncio as redis
import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

_BATCH = 20
_BYTES = 8 * 1024 * 1024
_SCRIPT = Path(__file__).with_name("bare_loop.lua").read_text()


class Outcome(msgspec.Struct, gc=False):
    """A price of a market."""

    name: str
    price: float
    point: float | None = None


class Market(msgspec.Struct):
    """A market of a bookmaker."""

    key: str
    last_update: str
    outcomes: list[Outcome]


class Bookmaker(msgspec.Struct):
    """Its markets stay bytes until they are known to have moved."""

    key: str
    markets: msgspec.Raw


class Game(msgspec.Struct):
    """What is read of a game."""

    id: str
    sport_key: str
    home_team: str
    bookmakers: list[Bookmaker]


class Row(msgspec.Struct, gc=False):
    """An outcome as it is written."""

    provider: str
    event: str
    sport: str
    bookmaker: str
    market: str
    selection: str
    side: str
    line: float | None
    price: float
    american: int
    observed_at: str
    version: int


_decode_board = msgspec.json.Decoder(list[Game]).decode
_decode_markets = msgspec.json.Decoder(list[Market]).decode
_encode = msgspec.json.Encoder().encode
Documents = list[tuple[str, list[tuple[str, bytes]]]]
"""Game → bookmaker and document, for those that moved."""


def moved(board: bytes, last: dict[tuple[str, str], bytes], version: int) -> Documents:
    """The documents of the bookmakers whose markets are other bytes than in the last board."""
    documents: Documents = []
    for game in _decode_board(board):
        of_game: list[tuple[str, bytes]] = []
        for bookmaker in game.bookmakers:
            raw = bytes(bookmaker.markets)
            if last.get((game.id, bookmaker.key)) != raw:
                last[game.id, bookmaker.key] = raw
                of_game.append((bookmaker.key, _encode(_rows(game, bookmaker.key, _decode_markets(raw), version))))
        if of_game:
            documents.append((game.id, of_game))
    return documents


def _rows(game: Game, bookmaker: str, markets: list[Market], version: int) -> list[Row]:
    return [
        Row(
            provider="odds",
            event=game.id,
            sport=game.sport_key,
            bookmaker=bookmaker,
            market=market.key,
            selection=outcome.name,
            side=_side(outcome.name, game.home_team),
            line=outcome.point,
            price=outcome.price,
            american=_american(outcome.price),
            observed_at=market.last_update,
            version=version,
        )
        for market in markets
        for outcome in market.outcomes
    ]


def _side(name: str, home: str) -> str:
    if name in ("Over", "Under"):
        return name.lower()
    return "home" if name == home else "away"


def _american(price: float) -> int:
    return round((price - 1) * 100) if price >= 2 else round(-100 / (price - 1))


async def run(bootstrap: str, redis_url: str, topics: tuple[str, str], count: int) -> dict[str, float]:
    """Handle this many boards; boards, seconds, CPU seconds and changes from the end of the first batch on."""
    source, sink = TopicPartition(topics[0], 0), topics[1]
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        group_id="bare-loop",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=20,
        max_partition_fetch_bytes=_BYTES,
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap, linger_ms=0, max_batch_size=1024 * 1024, max_request_size=_BYTES, acks=1
    )
    client = redis.Redis.from_url(redis_url)
    sha = await client.script_load(_SCRIPT)
    consumer.assign([source])
    await consumer.start()
    await producer.start()
    last: dict[tuple[str, str], bytes] = {}
    handled, first, changes, started, used = 0, 0, 0, 0.0, 0.0
    while handled < count:
        for records in (await consumer.getmany(timeout_ms=200, max_records=_BATCH)).values():
            sent = []
            for record in records:
                documents = moved(record.value or b"", last, record.offset + 1)
                pipeline = client.pipeline(transaction=False)
                for event, of_event in documents:
                    sent += [await producer.send(sink, document, event.encode()) for _, document in of_event]
                    written = [part for pair in of_event for part in pair]
                    pipeline.evalsha(sha, 1, f"event:{event}", record.offset + 1, *written)
                if documents:
                    await pipeline.execute()
            await asyncio.gather(*sent)
            await consumer.commit({source: records[-1].offset + 1})
            changes += len(sent)
            handled += len(records)
            if not first:
                first, started, used = handled, time.perf_counter(), time.process_time()
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - used
    await consumer.stop()
    await producer.stop()
    await client.aclose()
    return {"boards": handled - first, "seconds": seconds, "cpu_seconds": cpu_seconds, "changes": changes}


def main() -> None:
    """Run, and print what was measured as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bootstrap")
    parser.add_argument("redis_url")
    parser.add_argument("source")
    parser.add_argument("sink")
    parser.add_argument("count", type=int)
    given = parser.parse_args()
    print(json.dumps(uvloop.run(run(given.bootstrap, given.redis_url, (given.source, given.sink), given.count))))


if __name__ == "__main__":
    main()
