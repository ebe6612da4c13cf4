"""What was ever offered on a game: the bets that are graded once it is over, also those that were withdrawn before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from a1_analysis.markets import MAIN_MARKET, Bet
from a1_analysis.prices import exact
from a1_grading.game_markets import Market
from a1_grading.grades import Offered
from a1_grading.profiles import NEUTRAL, PROFILES, Profile
from a1_grading.props import Prop
from a1_schemas import fast
from a1_schemas.grade import Grade
from a1_schemas.stats import AnyStat, StatType
from a1_schemas.vocabulary import MarketKey, Period, Selection, SettlementScope

_STATS: dict[str, AnyStat] = {str(stat): stat for stat in StatType}
_Line = fast.Number | None


class MarketPlace(NamedTuple):
    """A market of a game, with a main market's alternate lines."""

    market: str
    period: str
    scope: str

    @property
    def meaning(self) -> Market:
        """The market in our vocabulary. Raises ValueError for newer words."""
        return Market(MarketKey(self.market), Period(self.period), SettlementScope(self.scope))


class PropPlace(NamedTuple):
    """A statistic of a player, or of the players of a combo."""

    player_id: str
    stat_type: str
    period: str


Place = MarketPlace | PropPlace


@dataclass(slots=True)
class OfferedBets:
    """The bets of a place, and the profiles of the bookmakers that offered one of them."""

    lines: set[tuple[str, _Line]] = field(default_factory=set[tuple[str, _Line]])
    """Selection and its own line; of a prop only the lines."""
    books: set[str] = field(default_factory=set[str])

    def add(self, bets: Iterable[tuple[str, _Line]], bookmaker: str) -> bool:
        """Add the bets of a bookmaker. Returns whether one of them, or the bookmaker's profile, is new."""
        known = len(self.lines) + len(self.books)
        self.lines.update(bets)
        if bookmaker in PROFILES:
            self.books.add(bookmaker)
        return len(self.lines) + len(self.books) > known

    @property
    def profiles(self) -> Iterator[Profile]:
        """The neutral profile, then those of the bookmakers by name."""
        return (PROFILES[name] for name in dict.fromkeys((NEUTRAL, *sorted(self.books))))

    @property
    def selections(self) -> Iterator[Offered]:
        """The selections of a market with their lines. Raises ValueError for newer words."""
        return ((Selection(selection), _exact(line)) for selection, line in self.lines)

    @property
    def prop_lines(self) -> Iterator[Decimal | None]:
        """The lines of a prop."""
        return (_exact(line) for _, line in self.lines)


def bets_of_offer(markets: Iterable[fast.OfferMarket]) -> Iterator[tuple[MarketPlace, list[tuple[str, _Line]]]]:
    """Yield the bets of these markets by market."""
    for market in markets:
        place = MarketPlace(MAIN_MARKET.get(market.key, market.key), market.period, market.scope)
        yield place, [(each.selection, each.line) for each in market.outcomes]


def bets_of_ladder(bets: Iterable[Bet]) -> Iterator[tuple[PropPlace, list[tuple[str, _Line]]]]:
    """Yield the lines of a ladder's bets."""
    for bet in bets:
        board = bet.board
        yield PropPlace(board.player_id or "", board.stat_type or "", board.period), [("", bet.line)]


def place_of_bet(bet: Bet) -> Place:
    """Return where the grade of a bet is published."""
    board = bet.board
    if board.player_id is None:
        return MarketPlace(board.market, board.period, bet.scope)
    return PropPlace(board.player_id, board.stat_type or "", board.period)


def bets_of_grade(grade: Grade) -> tuple[Place, list[tuple[str, _Line]]]:
    """Return the bets of a published grade."""
    if grade.player_id is None:
        rows = [(str(row.selection), _number(row.line)) for row in grade.results]
        return MarketPlace(grade.market, grade.period, grade.scope), rows
    place = PropPlace(grade.player_id, str(grade.stat_type), grade.period)
    return place, [("", _number(row.line)) for row in grade.results]


def prop_of(place: PropPlace, player_name: str) -> Prop:
    """Return what is graded. Raises ValueError for newer words."""
    stat = _STATS.get(place.stat_type, place.stat_type)
    return Prop(tuple(place.player_id.split("+")), player_name, stat, Period(place.period))


def _exact(line: _Line) -> Decimal | None:
    return None if line is None else exact(line)


def _number(line: Decimal | None) -> _Line:
    if line is None:
        return None
    return int(line) if line == line.to_integral_value() else float(line)
