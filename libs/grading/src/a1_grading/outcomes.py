"""How each selection of each game market ended at a score. Tables of margins; no rules of bookmakers."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from a1_grading.final_score import Points
from a1_grading.lines import at_line, by_margin
from a1_schemas.analytics_words import GradeResult
from a1_schemas.vocabulary import MarketKey, Selection

_R, _S, _M = GradeResult, Selection, MarketKey

_LAYS: Mapping[MarketKey, MarketKey] = {
    _M.MONEYLINE_LAY: _M.MONEYLINE,
    _M.MONEYLINE_3_WAY_LAY: _M.MONEYLINE_3_WAY,
}
_MIRRORED: Mapping[GradeResult, GradeResult] = {
    _R.WIN: _R.LOSS,
    _R.HALF_WIN: _R.HALF_LOSS,
    _R.PUSH: _R.PUSH,
    _R.HALF_LOSS: _R.HALF_WIN,
    _R.LOSS: _R.WIN,
    _R.VOID: _R.VOID,
    _R.UNGRADED: _R.UNGRADED,
}


def mirrored(result: GradeResult) -> GradeResult:
    """Return how the opposite bet ended."""
    return _MIRRORED[result]


_TWO_WAY: Mapping[Selection, Callable[[Points], GradeResult]] = {
    _S.HOME: lambda score: by_margin(score.home - score.away),
    _S.AWAY: lambda score: by_margin(score.away - score.home),
}


def _if(holds: Callable[[Points], bool]) -> Callable[[Points], GradeResult]:
    return lambda score: _R.WIN if holds(score) else _R.LOSS


_UNLINED: Mapping[MarketKey, Mapping[Selection, Callable[[Points], GradeResult]]] = {
    _M.MONEYLINE: _TWO_WAY,
    _M.DRAW_NO_BET: _TWO_WAY,
    _M.MONEYLINE_3_WAY: {
        _S.HOME: _if(lambda score: score.home > score.away),
        _S.DRAW: _if(lambda score: score.home == score.away),
        _S.AWAY: _if(lambda score: score.home < score.away),
    },
    _M.DOUBLE_CHANCE: {
        _S.HOME_OR_DRAW: _if(lambda score: score.home >= score.away),
        _S.HOME_OR_AWAY: _if(lambda score: score.home != score.away),
        _S.DRAW_OR_AWAY: _if(lambda score: score.home <= score.away),
    },
    _M.BOTH_TEAMS_TO_SCORE: {
        _S.YES: _if(lambda score: score.home > 0 and score.away > 0),
        _S.NO: _if(lambda score: score.home == 0 or score.away == 0),
    },
}
"""Market → selection → how it ended."""

_Margin = Callable[[Points, Decimal], Decimal]
_SPREAD: Mapping[Selection, _Margin] = {
    _S.HOME: lambda score, line: score.home - score.away + line,
    _S.AWAY: lambda score, line: score.away - score.home + line,
}
_TOTAL: Mapping[Selection, _Margin] = {
    _S.OVER: lambda score, line: score.home + score.away - line,
    _S.UNDER: lambda score, line: line - score.home - score.away,
}
_TEAM_TOTAL: Mapping[Selection, _Margin] = {
    _S.HOME_OVER: lambda score, line: score.home - line,
    _S.HOME_UNDER: lambda score, line: line - score.home,
    _S.AWAY_OVER: lambda score, line: score.away - line,
    _S.AWAY_UNDER: lambda score, line: line - score.away,
}
_LINED: Mapping[MarketKey, Mapping[Selection, _Margin]] = {
    _M.SPREAD: _SPREAD,
    _M.ALTERNATE_SPREAD: _SPREAD,
    _M.TOTAL: _TOTAL,
    _M.ALTERNATE_TOTAL: _TOTAL,
    _M.TEAM_TOTAL: _TEAM_TOTAL,
    _M.ALTERNATE_TEAM_TOTAL: _TEAM_TOTAL,
}
"""Market → selection → the margin by which it won."""

GROWING = frozenset({_S.OVER, _S.HOME_OVER, _S.AWAY_OVER, _S.YES})
"""Selections that are won for good once they are ahead: more play cannot take it away."""
OPPOSITE: Mapping[Selection, Selection] = {
    _S.UNDER: _S.OVER,
    _S.HOME_UNDER: _S.HOME_OVER,
    _S.AWAY_UNDER: _S.AWAY_OVER,
    _S.NO: _S.YES,
}
"""The selection that must have been decided for this one to be lost for good."""


def needs_line(market: MarketKey) -> bool:
    """Whether the market has lines."""
    return market in _LINED or market is MarketKey.SPREAD_3_WAY


def is_gradable(market: MarketKey, selection: Selection) -> bool:
    """Whether a score decides this selection of this market."""
    market = _LAYS.get(market, market)
    tables: tuple[Mapping[MarketKey, Mapping[Selection, object]], ...] = (_UNLINED, _LINED)
    found = market is MarketKey.SPREAD_3_WAY and selection in (_S.HOME, _S.DRAW, _S.AWAY)
    return found or any(selection in table.get(market, {}) for table in tables)


def outcome(market: MarketKey, selection: Selection, line: Decimal | None, score: Points) -> GradeResult:
    """Return how a selection ended at a score. Raises KeyError for one that a score does not decide."""
    if market in _LAYS:
        return mirrored(_UNLINED[_LAYS[market]][selection](score))
    if market is MarketKey.SPREAD_3_WAY:
        return _three_way(selection, line or Decimal(0), score)
    if line is not None and market in _LINED:
        margin = _LINED[market][selection]
        return at_line(lambda at: margin(score, at), line)
    return _UNLINED[market][selection](score)


def _three_way(selection: Selection, line: Decimal, score: Points) -> GradeResult:
    """Return win or loss: level after the handicap is a selection of its own, with the home side's line."""
    if selection is Selection.DRAW:
        return _R.WIN if score.home + line == score.away else _R.LOSS
    return _R.WIN if _SPREAD[selection](score, line) > 0 else _R.LOSS
