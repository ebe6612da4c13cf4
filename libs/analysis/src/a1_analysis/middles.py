"""Middles: over at a lower line and under at a higher one, priced by the measured margins of the league."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from a1_analysis.assessment import Assessed
from a1_analysis.configuration import Configuration
from a1_analysis.crossings import leg_of
from a1_analysis.fair import Consensus, consensus_of, quotes_of
from a1_analysis.found import Evaluation, Found, RefusedClaim, published
from a1_analysis.markets import Bet, Board
from a1_analysis.prices import exact
from a1_analysis.quotes import Quote
from a1_analysis.settlement import rules_refusal
from a1_betting.chances import Distribution
from a1_betting.margins.tables import MEASURED, MeasuredTable, Quantity
from a1_betting.margins.tilted import tilted
from a1_betting.middles import price_middle
from a1_betting.refused import Refused
from a1_schemas.analytics_words import Claim, OpportunityKind, RefusalReason
from a1_schemas.fast import Number
from a1_schemas.leagues import League
from a1_schemas.vocabulary import MarketKey, Period

_QUANTITIES = {str(MarketKey.SPREAD): Quantity.MARGIN, str(MarketKey.TOTAL): Quantity.TOTAL}
_LIKELIER = 3
"""How many times likelier than in the table a number may be in one game, when pairs are looked for."""


class _Market(NamedTuple):
    """The bets of a board of one scope, and what is known of the number that decides them."""

    league: League
    board: Board
    bets: Mapping[Bet, Sequence[Assessed]]
    measured: MeasuredTable
    configuration: Configuration


class _Side(NamedTuple):
    """The best usable price of over or under at a line."""

    bet: Bet
    quote: Quote
    place: int
    line: Decimal
    """What the number of the game must pass: of a spread the home team's margin."""

    @property
    def price(self) -> Number:
        return self.quote.prices[self.place] or 0


def find_middles(
    league: League, bets: Mapping[Bet, Sequence[Assessed]], configuration: Configuration, into: Evaluation
) -> None:
    """Add the best middle of a board whose expected profit is above none, by scope."""
    board = next(iter(bets)).board if len(bets) > 1 else None
    quantity = _QUANTITIES.get(board.market) if board is not None and board.period == Period.GAME else None
    measured = MEASURED.get((league, quantity)) if quantity is not None else None
    if board is None or measured is None:
        return
    for scope in sorted({bet.scope for bet in bets}):
        of_scope = {bet: quotes for bet, quotes in bets.items() if bet.scope == scope}
        market = _Market(league, board, of_scope, measured, configuration)
        found = [_priced(market, over, under) for over, under in _pairs(market)]
        good = [each for each in found if isinstance(each, Found)]
        if good:
            into.opportunities.append(max(good, key=lambda each: (each.profit, each.legs[0].bookmaker)))
        into.refusals += [each for each in found if isinstance(each, RefusedClaim)][:1]


def _pairs(market: _Market) -> Iterator[tuple[_Side, _Side]]:
    """Yield the pairs at two books that cost less than what lies between them may be worth."""
    overs = [side for bet, quotes in market.bets.items() if (side := _best(bet, quotes, 0)) is not None]
    unders = [side for bet, quotes in market.bets.items() if (side := _best(bet, quotes, 1)) is not None]
    weights = market.measured.weights
    total = sum(weights.values())
    for over in overs:
        for under in unders:
            if over.line >= under.line or over.quote.bookmaker == under.quote.bookmaker:
                continue
            between = sum(weight for number, weight in weights.items() if over.line <= number <= under.line)
            if 1 / over.price + 1 / under.price < 1 + _LIKELIER * between / total:
                yield over, under


def _best(bet: Bet, quotes: Sequence[Assessed], place: int) -> _Side | None:
    usable = [quote for quote, reason in quotes if reason is None]
    if not usable or bet.line is None:
        return None
    quote = min(usable, key=lambda each: (-(each.prices[place] or 0), each.bookmaker))
    line = exact(bet.line)
    return _Side(bet, quote, place, -line if bet.board.market == MarketKey.SPREAD else line)


def _priced(market: _Market, over: _Side, under: _Side) -> Found | RefusedClaim:
    books = (over.quote.bookmaker, under.quote.bookmaker)
    differing = rules_refusal(market.league, market.board, books)
    if differing is not None:
        return RefusedClaim(Claim.MIDDLE, differing, books)
    try:
        side, consensus = _consensus(market, over, under)
        distribution = _distribution(market, side, consensus)
        prices = [exact(side.price) for side in (over, under)]
        middle = price_middle(distribution, over.line, prices[0], under.line, prices[1])
    except Refused as refused:
        return RefusedClaim(Claim.MIDDLE, refused.reason, books)
    if middle.value <= 0:
        return RefusedClaim(Claim.MIDDLE, RefusalReason.NO_EDGE, books)
    total = market.configuration.stakes.total
    shares = (float(middle.stake_over), 1 - float(middle.stake_over))
    return Found(
        kind=OpportunityKind.MIDDLE,
        place=market.board,
        scope=over.bet.scope,
        legs=tuple(
            leg_of(side.bet, side.quote, side.place, stake=published(round(total * share, 2)))
            for side, share in zip((over, under), shares, strict=True)
        ),
        profit=published(middle.value),
        worst_branch=published(total * float(middle.worst)),
        hit_probability=published(middle.both),
        against=quotes_of(consensus.books),
    )


def _consensus(market: _Market, over: _Side, under: _Side) -> tuple[_Side, Consensus]:
    """Return the side of the line that more books price, and what they agree on."""
    found = [(side, consensus_of(market.bets[side.bet], market.configuration)) for side in (over, under)]
    return max(found, key=lambda each: len(each[1].books))


def _distribution(market: _Market, side: _Side, consensus: Consensus) -> Distribution:
    """Return the league's distribution as the fair price at a line moves it. Raises Refused."""
    if consensus.estimates is None:
        raise Refused(RefusalReason.BOOKS_TOO_FEW, "no fair price at either line")
    return tilted(market.measured.weights, side.line, consensus.estimates[0].probability)
