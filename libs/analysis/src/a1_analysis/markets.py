"""The markets that are compared: which selections exclude each other and leave none out, and how lines are read."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from a1_schemas.analytics_words import PropMarket
from a1_schemas.fast import Number
from a1_schemas.vocabulary import MarketKey, Period, Selection

_M, _S = MarketKey, Selection

MAIN_MARKET: Mapping[str, str] = MappingProxyType(
    {
        _M.ALTERNATE_SPREAD: str(_M.SPREAD),
        _M.ALTERNATE_TOTAL: str(_M.TOTAL),
        _M.ALTERNATE_TEAM_TOTAL: str(_M.TEAM_TOTAL),
    }
)
"""The market that a book's alternate lines belong to: they are the same bets."""

_HOME_AWAY = (str(_S.HOME), str(_S.AWAY))
_THREE_WAY = (str(_S.HOME), str(_S.DRAW), str(_S.AWAY))
_OVER_UNDER = (str(_S.OVER), str(_S.UNDER))
_YES_NO = (str(_S.YES), str(_S.NO))
OF_HOME = (str(_S.HOME_OVER), str(_S.HOME_UNDER))
OF_AWAY = (str(_S.AWAY_OVER), str(_S.AWAY_UNDER))

OUTCOMES: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        **dict.fromkeys((_M.MONEYLINE, _M.DRAW_NO_BET, _M.SPREAD, _M.ALTERNATE_SPREAD), (_HOME_AWAY,)),
        **dict.fromkeys((_M.ALTERNATE_SPREAD_CORNERS, _M.ALTERNATE_SPREAD_CARDS), (_HOME_AWAY,)),
        **dict.fromkeys((_M.MONEYLINE_3_WAY, _M.SPREAD_3_WAY), (_THREE_WAY,)),
        **dict.fromkeys((_M.TOTAL, _M.ALTERNATE_TOTAL), (_OVER_UNDER,)),
        **dict.fromkeys((_M.ALTERNATE_TOTAL_CORNERS, _M.ALTERNATE_TOTAL_CARDS), (_OVER_UNDER,)),
        **dict.fromkeys((_M.TEAM_TOTAL, _M.ALTERNATE_TEAM_TOTAL), (OF_HOME, OF_AWAY)),
        _M.BOTH_TEAMS_TO_SCORE: (_YES_NO,),
        PropMarket.PLAYER_PROP: (_OVER_UNDER,),
    }
)
"""The complete sets of selections of a market. Other markets are not compared."""

_SIDES: Mapping[tuple[str, ...], str] = MappingProxyType({OF_HOME: "home", OF_AWAY: "away"})
_FROM_HOME = frozenset(
    {_M.SPREAD, _M.ALTERNATE_SPREAD, _M.SPREAD_3_WAY, _M.ALTERNATE_SPREAD_CORNERS, _M.ALTERNATE_SPREAD_CARDS}
)


class Board(NamedTuple):
    """All lines and scopes of a market of a game or a player."""

    event_id: str
    market: str
    period: str
    side: str | None = None
    player_id: str | None = None
    stat_type: str | None = None


class Bet(NamedTuple):
    """A market at a line: quotes of one bet are comparable."""

    board: Board
    scope: str
    line: Number | None

    @property
    def words(self) -> tuple[str, ...]:
        """Texts that identify it."""
        line = "" if self.line is None else f"{float(self.line):g}"
        return (*(word or "" for word in self.board), self.scope, line)


def place_of_entries(event_id: str) -> Board:
    """Return where entries are published whose first pick is of this game."""
    return Board(event_id, str(PropMarket.PLAYER_PROP), str(Period.GAME))


def side_of(outcomes: tuple[str, ...]) -> str | None:
    """Return whose total these selections bet on, where it is a team's."""
    return _SIDES.get(outcomes)


def line_of_bet(market: str, selection: str, line: Number | None) -> Number | None:
    """Return the line of the market for a selection's own line: of a spread that of the home side."""
    return -line + 0 if line is not None and market in _FROM_HOME and selection == Selection.AWAY else line


line_of_selection = line_of_bet
"""Return a selection's own line for the line of the market; it is the same turn."""
