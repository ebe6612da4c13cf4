"""What a table of prices would show across the lines and scopes of a board, and is none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from a1_analysis.assessment import Assessed
from a1_analysis.found import Evaluation, RefusedClaim
from a1_analysis.markets import Bet
from a1_schemas.analytics_words import Claim, PropMarket, RefusalReason
from a1_schemas.fast import Number
from a1_schemas.vocabulary import Selection

_TABLES: tuple[tuple[RefusalReason, Callable[[Bet], object]], ...] = (
    (RefusalReason.LINE_MISMATCH, lambda bet: bet.scope),
    (RefusalReason.SCOPE_MISMATCH, lambda bet: bet.line),
)
"""What a table ignores, and by what its rows are grouped."""


_HOME_AND_AWAY = (str(Selection.HOME), str(Selection.AWAY))


class _Price(NamedTuple):
    price: Number
    bookmaker: str
    bet: Bet


def find_mismatches(bets: Mapping[Bet, Sequence[Assessed]], into: Evaluation) -> None:
    """Add the best prices of main lines that only look like an arbitrage, because line or scope differ."""
    if len(bets) < 2 or next(iter(bets)).board.market == PropMarket.PLAYER_PROP:
        return
    for reason, row_of in _TABLES:
        rows: dict[object, list[Bet]] = {}
        for bet in bets:
            rows.setdefault(row_of(bet), []).append(bet)
        for row in rows.values():
            best = _best(bets, row)
            if len({price.bet for price in best}) > 1 and sum(1 / price.price for price in best) < 1:
                into.refusals.append(RefusedClaim(Claim.ARBITRAGE, reason, tuple(price.bookmaker for price in best)))


def find_two_and_three_way(
    two_way: Mapping[Bet, Sequence[Assessed]], three_way: Sequence[Sequence[Assessed]], into: Evaluation
) -> None:
    """Add a side of the two-way market beside the other one of the three-way market: the draw loses both bets."""
    if not three_way:
        return
    two, three = _best_sides(two_way.values()), _best_sides(three_way)
    for one, other in (_HOME_AND_AWAY, reversed(_HOME_AND_AWAY)):
        if one in two and other in three and 1 / two[one][0] + 1 / three[other][0] < 1:
            books = (two[one][1], three[other][1])
            into.refusals.append(RefusedClaim(Claim.ARBITRAGE, RefusalReason.SCOPE_MISMATCH, books))


def _best_sides(bets: Iterable[Sequence[Assessed]]) -> dict[str, tuple[Number, str]]:
    """Return the best price and its book by selection."""
    best: dict[str, tuple[Number, str]] = {}
    for assessed in bets:
        for quote, reason in assessed:
            for selection, price in zip(quote.outcomes, quote.prices, strict=True):
                if reason is None and price and price > best.get(selection, (0, ""))[0]:
                    best[selection] = (price, quote.bookmaker)
    return best


def _best(bets: Mapping[Bet, Sequence[Assessed]], row: Sequence[Bet]) -> list[_Price]:
    """Return the best price of each outcome over all bets of a row; empty where an outcome has none."""
    prices: list[list[_Price]] = []
    for bet in row:
        for quote, reason in bets[bet]:
            if reason is None and quote.is_main:
                prices = prices or [[] for _ in quote.outcomes]
                for place, price in enumerate(quote.prices):
                    if price:
                        prices[place].append(_Price(price, quote.bookmaker, bet))
    if not all(prices):
        return []
    return [min(each, key=lambda found: (-found.price, found.bookmaker)) for each in prices]
