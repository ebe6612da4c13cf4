"""The bookmakers' offers: fair chances from strength and score, a margin on top, and a book's hesitation."""

from decimal import Decimal
from functools import lru_cache
from math import erf, sqrt
from typing import NamedTuple

from a1_sandbox.world import chance
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.rules import sport_of
from a1_schemas.leagues import League
from a1_schemas.vocabulary import EventStatus, MarketKey, Selection, Sport

MOVES_EVERY = 20
"""Ticks between two moves of one book on one game: about 5 % of all offers move in each tick."""
MOVES_EVERY_IN_PLAY = 8
_MARGIN = 1.045
_CHEAPEST, _DEAREST = Decimal("1.02"), Decimal(51)


class Book(NamedTuple):
    """A bookmaker as The Odds API names it."""

    key: str
    title: str


BOOKS = (
    Book("fanduel", "FanDuel"),
    Book("draftkings", "DraftKings"),
    Book("betmgm", "BetMGM"),
    Book("williamhill_us", "Caesars"),
    Book("betrivers", "BetRivers"),
    Book("bovada", "Bovada"),
    Book("betonlineag", "BetOnline.ag"),
    Book("fanatics", "Fanatics"),
    Book("lowvig", "LowVig.ag"),
    Book("mybookieag", "MyBookie.ag"),
    Book("betus", "BetUS"),
)
ESPN_BOOK = Book("espn-draftkings", "Draft Kings")
"""The book on ESPN's boards: the same house as `draftkings`, at prices of its own."""
LOSES_TOTALS = "betmgm"
LAST_TO_STAY = ("fanduel", "draftkings")


class Price(NamedTuple):
    """One selection of a market; decimal odds of two places."""

    selection: Selection
    line: Decimal | None
    price: Decimal


class Market(NamedTuple):
    """A market of an offer."""

    key: MarketKey
    prices: tuple[Price, ...]


class Offer(NamedTuple):
    """All that one book offers on one game, unchanged since a tick."""

    book: Book
    markets: tuple[Market, ...]
    moved: Moment


class _Scale(NamedTuple):
    """What is usual in a league: spread of margins, total, and how unequal teams are."""

    deviation: float
    total: float
    inequality: float


_SCALES = {
    League.NBA: _Scale(12, 228, 9),
    League.WNBA: _Scale(11, 164, 8),
    League.NCAAM: _Scale(11, 145, 10),
    League.NFL: _Scale(13, 45, 8),
    League.NCAAF: _Scale(15, 54, 14),
    League.MLB: _Scale(4, 8.5, 1.2),
    League.NHL: _Scale(2.4, 6, 0.8),
    League.EPL: _Scale(1.6, 2.7, 0.8),
    League.MLS: _Scale(1.6, 2.9, 0.7),
}
_RUN_LINE_SPORTS = frozenset({Sport.BASEBALL, Sport.ICE_HOCKEY})


def offers(game: Game, moment: Moment) -> tuple[Offer, ...]:
    """What all books of The Odds API offer now; none once the game is over or put off."""
    state = moment.situation(game)
    if state.status is EventStatus.SCHEDULED:
        return tuple(_moving_offer(game, book, moment, MOVES_EVERY) for book in BOOKS)
    if state.status is not EventStatus.LIVE:
        return ()
    staying = [book for book in BOOKS if _stays(game, book, state.progress)]
    return tuple(_moving_offer(game, book, moment, MOVES_EVERY_IN_PLAY) for book in staying)


def espn_offer(game: Game, moment: Moment) -> Offer | None:
    """The one book on ESPN's board: from the start of play on it shows the closing prices."""
    state = moment.situation(game)
    if state.status is EventStatus.POSTPONED:
        return None
    start = (game.starts_at - moment.began_at).total_seconds() // 5
    return _offer(game, ESPN_BOOK, moment.at_tick(min(moment.tick, int(start) - 1)), MOVES_EVERY)


def _stays(game: Game, book: Book, progress: float) -> bool:
    """In play the books drop out one by one; two stay to the end."""
    return book.key in LAST_TO_STAY or progress < 0.15 + 0.8 * chance.fraction(game.seed, "stays", game.key, book.key)


def _moving_offer(game: Game, book: Book, moment: Moment, every: int) -> Offer:
    """The offer with the moves at a steady rate, if the world has them."""
    offer = _offer(game, book, moment, every)
    nudge = moment.nudges.get((game.key, book.key))
    if nudge is None:
        return offer
    markets = tuple(
        Market(
            market.key,
            tuple(
                each._replace(price=nudged(each.price, nudge.counts[market.key, each.selection]))
                for each in market.prices
            ),
        )
        for market in offer.markets
    )
    return Offer(book, markets, moment.at_tick(max(offer.moved.tick, nudge.tick)))


def nudged(price: Decimal, times: int) -> Decimal:
    """The price after so many moves at a steady rate: each differs from the one before, and none wanders off."""
    return (price * (100 + 2 * (times % 5)) / 100).quantize(Decimal("0.01"))


def _offer(game: Game, book: Book, moment: Moment, every: int) -> Offer:
    phase = chance.number(game.seed, "phase", game.key, book.key) % every
    move = (moment.tick + phase) // every
    moved = moment.at_tick(move * every - phase)
    markets = _markets(game, book, moved)
    pulled_at = game.loses_totals_at
    if book.key == LOSES_TOTALS and pulled_at is not None and moment.at >= pulled_at:
        markets = tuple(market for market in markets if market.key is not MarketKey.TOTAL)
    return Offer(book, markets, moved)


@lru_cache(maxsize=16384)
def _markets(game: Game, book: Book, moved: Moment) -> tuple[Market, ...]:
    scale = _SCALES[game.league]
    words = (game.seed, game.key, book.key, moved.tick)
    state = moved.situation(game)
    left = 1 - state.progress
    lead = state.tally.score[0] - state.tally.score[1] if state.has_begun else 0
    scored = sum(state.tally.score) if state.has_begun else 0
    margin = scale.inequality * chance.swing(game.seed, "strength", game.key) * left + lead
    margin += 0.04 * scale.deviation * chance.swing("margin", *words)
    deviation = scale.deviation * sqrt(left + 0.02)
    total = scale.total * (1 + 0.06 * chance.swing(game.seed, "total", game.key)) * left + scored
    total += 0.02 * scale.total * chance.swing("total", *words)
    return (
        _moneyline(game, margin, deviation, state.progress),
        _spread(game, margin, deviation, words),
        _total(total, words),
    )


def _moneyline(game: Game, margin: float, deviation: float, progress: float) -> Market:
    home = _normal(margin / deviation)
    if sport_of(game.league) is not Sport.SOCCER:
        prices = (Price(Selection.HOME, None, _price(home)), Price(Selection.AWAY, None, _price(1 - home)))
        return Market(MarketKey.MONEYLINE, prices)
    draw = (0.29 if abs(margin) < 0.5 else 0.24) * (1 + progress * (1 if abs(margin) < 0.5 else -0.9))
    prices = (
        Price(Selection.HOME, None, _price(home * (1 - draw))),
        Price(Selection.AWAY, None, _price((1 - home) * (1 - draw))),
        Price(Selection.DRAW, None, _price(draw)),
    )
    return Market(MarketKey.MONEYLINE_3_WAY, prices)


def _spread(game: Game, margin: float, deviation: float, words: tuple[object, ...]) -> Market:
    if sport_of(game.league) in _RUN_LINE_SPORTS:
        line = Decimal("-1.5") if margin > 0 else Decimal("1.5")
        home = _normal((margin + float(line)) / deviation)
    else:
        line = -_half_point(margin)
        home = 0.5 + 0.03 * chance.swing("spread", *words)
    prices = (Price(Selection.HOME, line, _price(home)), Price(Selection.AWAY, -line, _price(1 - home)))
    return Market(MarketKey.SPREAD, prices)


def _total(total: float, words: tuple[object, ...]) -> Market:
    line = _half_point(total)
    over = 0.5 + 0.03 * chance.swing("over", *words)
    prices = (Price(Selection.OVER, line, _price(over)), Price(Selection.UNDER, line, _price(1 - over)))
    return Market(MarketKey.TOTAL, prices)


def _half_point(value: float) -> Decimal:
    """The nearest line that cannot end level."""
    return Decimal(int(value // 1)) + Decimal("0.5")


def _price(probability: float) -> Decimal:
    raw = Decimal(str(round(1 / max(0.005, probability * _MARGIN), 2)))
    return min(_DEAREST, max(_CHEAPEST, raw))


def _normal(value: float) -> float:
    return 0.5 * (1 + erf(value / sqrt(2)))
