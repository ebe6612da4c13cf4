"""Prints every offer that changes, and goes on where it ended: `python follow_prices.py http://127.0.0.1:8000 nba FILE 20`.

The file keeps the cursor between runs. The last argument is for how many seconds it runs.
"""

import asyncio
import contextlib
import sys
from pathlib import Path

from a1betting import Client
from a1betting.messages import BettingOdds


async def main(url: str, league: str, file: str, seconds: str) -> None:
    """Follow the stream. Each offer was handled before its cursor is written down."""
    kept = Path(file)
    cursor = kept.read_text() if kept.exists() else None
    async with Client(url) as client, client.stream(league, kinds=["odds"], cursor=cursor) as stream:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(float(seconds)):
                async for change in stream:
                    if isinstance(change.value, BettingOdds):
                        print(change.value.event_id, change.value.bookmaker, len(change.value.markets), "markets")
                    else:
                        print(change.key, change.removed)
                    if stream.cursor:
                        kept.write_text(stream.cursor)
        print("live" if stream.is_live else "catching up", "sources:", stream.sources)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
