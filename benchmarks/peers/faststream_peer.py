"""Boards through FastStream as its tutorial has it: a subscriber of pydantic models, and a publisher of one.

`python -m benchmarks.peers.faststream_peer BOOTSTRAP SOURCE SINK COUNT`, in the peers' own environment. A board is
validated as a list of games; each offer that moved is published under its own key.
"""

import asyncio
import sys
from datetime import datetime

from faststream.kafka import KafkaBroker
from pydantic import BaseModel

from benchmarks.peers.counting import Counting


class Outcome(BaseModel):
    """A price of a market."""

    name: str
    price: float
    point: float | None = None


class Market(BaseModel):
    """A market of a bookmaker."""

    key: str
    last_update: datetime
    outcomes: list[Outcome]


class Bookmaker(BaseModel):
    """A bookmaker's markets."""

    key: str
    title: str
    markets: list[Market]


class Game(BaseModel):
    """A game of a board."""

    id: str
    sport_key: str
    commence_time: datetime
    home_team: str
    away_team: str
    bookmakers: list[Bookmaker]


class Offer(BaseModel):
    """What is published: one bookmaker's markets of a game."""

    offer: str
    home_team: str
    away_team: str
    commence_time: datetime
    markets: list[Market]


async def main(bootstrap: str, source: str, sink: str, count: int) -> None:
    """Handle this many boards, print the figures, and end."""
    counting = Counting(count)
    seen: dict[str, list[Market]] = {}
    ended = asyncio.Event()
    broker = KafkaBroker(bootstrap, logger=None)
    publisher = broker.publisher(sink)

    @broker.subscriber(source, group_id="bench-faststream", auto_offset_reset="earliest", fetch_max_wait_ms=20)
    async def on_board(board: list[Game]) -> None:
        for game in board:
            for bookmaker in game.bookmakers:
                offer = f"{game.id}|{bookmaker.key}"
                if seen.get(offer) != bookmaker.markets:
                    seen[offer] = bookmaker.markets
                    await publisher.publish(_offer(offer, game, bookmaker), key=offer.encode())
        if counting.board_done():
            ended.set()

    async with broker:
        await broker.start()
        await ended.wait()


def _offer(offer: str, game: Game, bookmaker: Bookmaker) -> Offer:
    return Offer(
        offer=offer,
        home_team=game.home_team,
        away_team=game.away_team,
        commence_time=game.commence_time,
        markets=bookmaker.markets,
    )


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
