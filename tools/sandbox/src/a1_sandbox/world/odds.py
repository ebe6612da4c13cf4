"""The bookmakers' offers: fair chances from strength and score, a margin on top, and a book's hesitation."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from math import ceil, erf, exp, log, sqrt
from statistics import NormalDist
from typing import NamedTuple

from a1_sandbox.world import chance
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import TICK, Moment
from a1_sandbox.world.quotes import Book, Market, Price, StampedMarket
from a1_sandbox.world.rules import sport_of
from a1_sandbox.world.staging import Frame
from a1_schemas.leagues import League
from a1_schemas.vocabulary import EventStatus, MarketKey, Selection, Sport

MOVES_EVERY = 20
"""Ticks between two moves of one book on one game: about 5 % of all offers move in each tick."""
MOVES_EVERY_IN_PLAY = 8
SETTLED_TICKS = 4
"""How long before the start the books keep their prices: every poll of these ticks sees the closing ones."""
_FRAME = Frame(home=0.5)
_OPINION = 0.02
"""How far a book may differ from the fair chance, in logits: less than half its margin, so no two books cross."""
_CHEAPEST, _DEAREST = Decimal("1.02"), Decimal(31)


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
EXCHANGE = Book("betfair_ex_eu", "Betfair")
"""Listed where the script has it, beside the books of the region."""
_TITLES = {book.key: book for book in (*BOOKS, EXCHANGE)}
ESPN_BOOK = Book("espn-draftkings", "Draft Kings")
"""The book on ESPN's boards: the same house as `draftkings`, at prices of its own."""
HOUSE_OF_ESPN = "draftkings"
"""The bookmaker whose prices ESPN shows."""
LOSES_TOTALS = "betmgm"
LAST_TO_STAY = ("fanduel", "draftkings")


class Offer(NamedTuple):
    """All that one book offers on one game, each market with the tick of its last update."""

    book: Book
    markets: tuple[StampedMarket, ...]


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
        books = BOOKS
    elif state.status is EventStatus.LIVE:
        books = tuple(book for book in BOOKS if _stays(game, book, state.progress))
    else:
        return ()
    guests = (_TITLES[key] for key in game.staging.books(moment.tick) if key == EXCHANGE.key)
    return (
        *(_nudged_offer(game, book, moment) for book in books),
        *(_on_stage(game, book, (), 0, moment.tick) for book in guests),
    )


def espn_offer(game: Game, moment: Moment) -> Offer | None:
    """The one book on ESPN's board: from the start of play on it shows the closing prices."""
    state = moment.situation(game)
    if state.status is EventStatus.POSTPONED:
        return None
    return _offer(game, ESPN_BOOK, moment.at_tick(min(moment.tick, first_tick(game, moment) - 1)))


def first_tick(game: Game, moment: Moment) -> int:
    """The first tick at which a game is played."""
    return ceil((game.kick_off - moment.began_at) / TICK)


def _stays(game: Game, book: Book, progress: float) -> bool:
    """In play the books drop out one by one; two stay to the end."""
    return book.key in LAST_TO_STAY or progress < 0.15 + 0.8 * chance.fraction(game.seed, "stays", game.key, book.key)


def _nudged_offer(game: Game, book: Book, moment: Moment) -> Offer:
    """The offer with the moves at a steady rate, if the world has them."""
    offer = _offer(game, book, moment)
    nudge = moment.nudges.get((game.key, book.key))
    if nudge is None:
        return offer
    markets = (
        StampedMarket(
            market.key,
            tuple(
                each._replace(price=nudged(each.price, nudge.counts[market.key, each.selection]))
                for each in market.prices
            ),
            max(market.tick, nudge.tick),
        )
        for market in offer.markets
    )
    return Offer(book, tuple(markets))


def nudged(price: Decimal, times: int) -> Decimal:
    """The price after so many moves at a steady rate: each differs from the one before, and none wanders off."""
    return (price * (100 + 2 * (times % 5)) / 100).quantize(Decimal("0.01"))


def _offer(game: Game, book: Book, moment: Moment) -> Offer:
    moved = moment.at_tick(moved_at(game, book, moment))
    markets = _markets(game, book, moved)
    pulled_at = game.loses_totals_at
    if book.key == LOSES_TOTALS and pulled_at is not None and moment.at >= pulled_at:
        markets = tuple(market for market in markets if market.key is not MarketKey.TOTAL)
    return _on_stage(game, book, markets, moved.tick, moment.tick)


def _on_stage(game: Game, book: Book, markets: Iterable[Market], moved: int, tick: int) -> Offer:
    return Offer(book, tuple(game.staging.on_stage(book.key, markets, moved, tick)))


def moved_at(game: Game, book: Book, moment: Moment) -> int:
    """The tick at which a book moved last.

    Before the game each book moves by itself, and none in the last ticks. In play all move at once, from the start on.
    """
    start = first_tick(game, moment)
    if moment.tick < start:
        phase = chance.number(game.seed, "phase", game.key, book.key) % MOVES_EVERY
        last = min(moment.tick, start - SETTLED_TICKS)
        return (last + phase) // MOVES_EVERY * MOVES_EVERY - phase
    phase = chance.number(game.seed, "phase", game.key) % MOVES_EVERY_IN_PLAY
    return max(start, (moment.tick + phase) // MOVES_EVERY_IN_PLAY * MOVES_EVERY_IN_PLAY - phase)


@lru_cache(maxsize=16384)
def _markets(game: Game, book: Book, moved: Moment) -> tuple[Market, ...]:
    pricing = Pricing(game, (game.seed, game.key, book.key, moved.tick))
    margin, total, deviation = expected(game, moved)
    return (
        moneyline(pricing, margin, deviation, moved.situation(game).progress),
        _spread(pricing, margin, deviation),
        lined(pricing, MarketKey.TOTAL, (Selection.OVER, Selection.UNDER), half_point(total), 0.5),
    )


class Expected(NamedTuple):
    """How a game is expected to end: the home side's lead, all points, and by how much the lead may differ."""

    margin: float
    total: float
    deviation: float


def expected(game: Game, moved: Moment) -> Expected:
    """How a game is expected to end at a moment."""
    scale = _SCALES[game.league]
    state = moved.situation(game)
    left = 1 - state.progress
    lead = state.tally.score[0] - state.tally.score[1] if state.has_begun else 0
    scored = sum(state.tally.score) if state.has_begun else 0
    return Expected(
        margin=_strength(game) * left + lead,
        total=scale.total * (1 + 0.06 * chance.swing(game.seed, "total", game.key)) * left + scored,
        deviation=scale.deviation * sqrt(left + 0.02),
    )


def _strength(game: Game) -> float:
    """By how much the home side is expected to win."""
    scale = _SCALES[game.league]
    if game.frame is not None:
        return scale.deviation * NormalDist().inv_cdf(game.frame.home)
    return scale.inequality * chance.swing(game.seed, "strength", game.key)


class Pricing(NamedTuple):
    """How one book prices a game: its margin, and its opinion since its last move."""

    game: Game
    words: tuple[object, ...]

    def fair(self, probability: float, what: str) -> float:
        """The fair chance as this book sees it."""
        if self.game.frame is not None:
            return probability
        share = min(0.999, max(0.001, probability))
        logit = log(share / (1 - share)) + _OPINION * chance.swing(what, *self.words)
        return 1 / (1 + exp(-logit))

    def price(self, probability: float) -> Decimal:
        """Decimal odds of two places with the margin on top."""
        margin = (self.game.frame or _FRAME).margin
        raw = Decimal(str(round(1 / max(0.005, probability * margin), 2)))
        return min(_DEAREST, max(_CHEAPEST, raw))


def moneyline(pricing: Pricing, margin: float, deviation: float, progress: float) -> Market:
    """The market on the winner; in soccer with the draw."""
    home = pricing.fair(normal(margin / deviation), "margin")
    if sport_of(pricing.game.league) is not Sport.SOCCER:
        shares = {Selection.HOME: home, Selection.AWAY: 1 - home}
        return Market(MarketKey.MONEYLINE, _priced(pricing, shares))
    draw = (0.29 if abs(margin) < 0.5 else 0.24) * (1 + progress * (1 if abs(margin) < 0.5 else -0.9))
    shares = {Selection.HOME: home * (1 - draw), Selection.AWAY: (1 - home) * (1 - draw), Selection.DRAW: draw}
    return Market(MarketKey.MONEYLINE_3_WAY, _priced(pricing, shares))


def _priced(pricing: Pricing, shares: Mapping[Selection, float]) -> tuple[Price, ...]:
    return tuple(Price(selection, None, pricing.price(share)) for selection, share in shares.items())


def _spread(pricing: Pricing, margin: float, deviation: float) -> Market:
    sides = (Selection.HOME, Selection.AWAY)
    if sport_of(pricing.game.league) in _RUN_LINE_SPORTS:
        line = Decimal("-1.5") if margin > 0 else Decimal("1.5")
        return lined(pricing, MarketKey.SPREAD, sides, line, normal((margin + float(line)) / deviation))
    return lined(pricing, MarketKey.SPREAD, sides, -half_point(margin), 0.5)


def lined(
    pricing: Pricing, key: MarketKey, sides: tuple[Selection, Selection], line: Decimal, probability: float
) -> Market:
    """A market of two sides. All books have the same line; of a spread the other side has it with the other sign."""
    first = pricing.fair(probability, key)
    other = -line if key is MarketKey.SPREAD else line
    prices = (
        Price(sides[0], line, pricing.price(first)),
        Price(sides[1], other, pricing.price(1 - first)),
    )
    return Market(key, prices)


def half_point(value: float) -> Decimal:
    """The nearest line that cannot end level."""
    return Decimal(int(value // 1)) + Decimal("0.5")


def normal(value: float) -> float:
    """The chance that a standard normal value is below this one."""
    return 0.5 * (1 + erf(value / sqrt(2)))
