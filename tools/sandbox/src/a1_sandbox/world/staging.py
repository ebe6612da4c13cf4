"""What the script sets on a game: how the books see it, and markets and lines of players that are there for a time."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from a1_sandbox.world.quotes import Market, StampedMarket
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import MarketKey


class Frame(NamedTuple):
    """How all books see a game before its start: alike, and without a change of mind."""

    home: float
    """The home side's fair chance against the away side's, draws aside."""
    margin: float = 1.045
    """The sum of the implied probabilities of a market."""


class Span(NamedTuple):
    """Ticks from `begin` up to, not including, `end`."""

    begin: int
    end: int

    def __contains__(self, tick: object) -> bool:
        return isinstance(tick, int) and self.begin <= tick < self.end


class StagedMarket(NamedTuple):
    """A market of one book for a time. It takes the place of the book's market `key`; None takes that down."""

    book: str
    key: MarketKey
    span: Span
    market: Market | None
    stamp: int
    """The tick that the book gives as the market's last update."""


class Who(NamedTuple):
    """A player's statistic in a game."""

    side: int
    slot: int
    stat: StatType


class BoardLine(NamedTuple):
    """A player whose standard line PrizePicks has for a time alone, and whom the books expect to pass it."""

    who: Who
    over: float
    """The fair chance of more than the main line, by which the books price it at all times."""
    span: Span
    """When the line is on the board."""
    suspended: Span
    """When it is there and cannot be taken."""


class Staging(NamedTuple):
    """All that the script sets on one game for a time."""

    markets: tuple[StagedMarket, ...] = ()
    lines: tuple[BoardLine, ...] = ()

    def on_stage(self, book: str, markets: Iterable[Market], moved: int, tick: int) -> Sequence[StampedMarket]:
        """The markets of a book at a tick; its own moved last at tick `moved`.

        A market that was staged returns as of the end of its time: no book dates a price back.
        """
        of_book = [each for each in self.markets if each.book == book]
        staged = {each.key: each for each in of_book if tick in each.span}
        ended = {each.key: each.span.end for each in of_book if each.span.end <= tick}
        own = [
            StampedMarket(market.key, market.prices, max(moved, ended.get(market.key, moved)))
            for market in markets
            if market.key not in staged
        ]
        return [*own, *_shown(staged.values())]

    def books(self, tick: int) -> dict[str, None]:
        """The books with a staged market at a tick."""
        return {each.book: None for each in self.markets if tick in each.span}

    def line_of(self, side: int, slot: int, stat: StatType) -> BoardLine | None:
        """What is staged of a player's statistic."""
        who = Who(side, slot, stat)
        return next((each for each in self.lines if each.who == who), None)


NOTHING_STAGED = Staging()


def _shown(staged: Iterable[StagedMarket]) -> Iterator[StampedMarket]:
    for each in staged:
        if each.market is not None:
            yield StampedMarket(each.market.key, each.market.prices, each.stamp)
