"""Quotes of The Odds API that move at a steady rate: each in its turn, over all books and games that are offered.

The games of the script keep their prices.
"""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from a1_sandbox.world import chance, odds
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import TICK, Moment, Nudge
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MarketKey, Selection


class _Quote(NamedTuple):
    """One price of one book on one game."""

    game: str
    book: str
    market: MarketKey
    selection: Selection


class QuoteMoves:
    """Moves `rate` prices a second. The same world at the same time has the same moves, however often it was read."""

    def __init__(self, games: Sequence[Game], rate: float) -> None:
        self._games = [game for game in games if Provider.ODDS in game.carried_by and game.frame is None]
        self._rate = rate
        self._tick = -1
        self._turns: deque[_Quote] = deque()
        self._moved = 0
        self._nudges: dict[tuple[str, str], Nudge] = {}

    def moved(self, moment: Moment, elapsed_s: float) -> Moment:
        """The moment with every move that is due by then. Time never goes back."""
        while self._tick < moment.tick:
            if self._tick >= 0:
                self._move_until((self._tick + 1) * TICK.total_seconds())
            self._tick += 1
            self._take_turns(moment.at_tick(self._tick))
        self._move_until(elapsed_s)
        return replace(moment, moves=self._moved, nudges=self._nudges)

    def _take_turns(self, moment: Moment) -> None:
        """Quotes that are offered still keep their turn; new ones wait at the end."""
        offered = dict.fromkeys(_offered(self._games, moment))
        kept = [quote for quote in self._turns if quote in offered]
        known = set(kept)
        added = [quote for quote in offered if quote not in known]
        self._turns = deque(kept + sorted(added, key=lambda quote: chance.number("turn", *quote)))

    def _move_until(self, elapsed_s: float) -> None:
        due = int(elapsed_s * self._rate) - self._moved
        for _ in range(due if self._turns else 0):
            quote = self._turns.popleft()
            self._turns.append(quote)
            nudge = self._nudges.setdefault((quote.game, quote.book), Nudge(Counter(), 0))
            nudge.counts[quote.market, quote.selection] += 1
            self._nudges[quote.game, quote.book] = nudge._replace(tick=self._tick)
        self._moved += max(0, due)


def _offered(games: Sequence[Game], moment: Moment) -> Iterator[_Quote]:
    for game in games:
        for offer in odds.offers(game, moment):
            for market in offer.markets:
                for price in market.prices:
                    yield _Quote(game.key, offer.book.key, market.key, price.selection)
