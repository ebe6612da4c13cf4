"""Prints every price that moves. Needs `aiokafka[zstd]` alone: `python subscriber.py 127.0.0.1:9092`."""

import asyncio
import json
import sys
from decimal import Decimal

from aiokafka import AIOKafkaConsumer

Prices = dict[tuple[str, ...], Decimal]


def prices_of(offer: dict) -> Prices:
    """Market, period, selection and line → price. Numbers are read exactly."""
    markets = [] if offer["removed"] else offer["markets"]
    rows = ((market, outcome) for market in markets for outcome in market["outcomes"])
    return {(m["key"], m["period"], o["selection"], str(o["line"])): o["price"] for m, o in rows}


async def main(bootstrap_servers: str) -> None:
    """Read from the first record on: a compacted topic is the current state, then its changes."""
    known: dict[bytes, tuple[int, Prices]] = {}
    async with AIOKafkaConsumer(
        "normalized.odds",
        bootstrap_servers=bootstrap_servers,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        fetch_max_wait_ms=50,
    ) as consumer:
        async for record in consumer:
            key = record.key or b""
            if record.value is None:  # long ended
                known.pop(key, None)
                continue
            offer = json.loads(record.value, parse_float=Decimal, parse_int=Decimal)
            version, before = known.get(key, (-1, {}))
            if offer["version"] > version:  # late and repeated records change nothing
                known[key] = (int(offer["version"]), prices_of(offer))
                for place, price in known[key][1].items() - before.items():
                    print(offer["event_id"], offer["bookmaker"], *place, before.get(place), "->", price, flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
