"""Prints every offer that changes: `python follow_prices.py http://127.0.0.1:8000 nba FILE 20`.

The file keeps the cursor, so that another run goes on where this one ended. The last argument is a number of seconds.
"""

import asyncio
import contextlib
import sys
from pathlib import Path

from a1betting import Client
from a1betting.messages import BettingOdds


def read(kept: Path) -> str | None:
    """Return the cursor of the run before, if there was one."""
    return kept.read_text() if kept.exists() else None


def write(kept: Path, cursor: str | None) -> None:
    """Keep a cursor: what lies before it has been handled."""
    if cursor is not None:
        kept.write_text(cursor)


async def main(url: str, league: str, kept: Path, seconds: float) -> None:
    """Follow the stream. Each offer was handled before its cursor is written down."""
    cursor = read(kept)
    async with Client(url) as client, client.stream(league, kinds=["odds"], cursor=cursor) as stream:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                async for change in stream:
                    if isinstance(change.value, BettingOdds):
                        print(change.value.event_id, change.value.bookmaker, len(change.value.markets), "markets")
                    else:
                        print(change.key, change.removed)
                    write(kept, stream.cursor)
        write(kept, stream.cursor)
        print("live" if stream.is_live else "catching up", "sources:", stream.sources)


if __name__ == "__main__":
    _, address, word, file, limit = sys.argv
    asyncio.run(main(address, word, Path(file), float(limit)))
