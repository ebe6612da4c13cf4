"""Prints the best spreads of a league's games: `python best_prices.py http://127.0.0.1:8000 nba`."""

import asyncio
import sys

from a1betting import Client


async def main(url: str, league: str) -> None:
    """Read all pages."""
    async with Client(url) as client:
        async for game in client.list_best_prices(league, market="spread"):
            for market in game.best:
                sides = " ".join(f"{side.selection} {side.line} {side.price}" for side in market.sides)
                print(game.event_id, market.key, market.period, sides)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
