"""Lines: which ones can be of a league, and how a bet at one ended. A quarter line is two half stakes."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from a1_grading.families import Family
from a1_schemas.analytics_words import GradeResult
from a1_schemas.leagues import League


class Range(NamedTuple):
    """The lines of a league's games that are no error of the source."""

    spread: Decimal
    """The largest, either way."""
    lowest_total: Decimal
    highest_total: Decimal


def _range(spread: str, lowest_total: str, highest_total: str) -> Range:
    return Range(Decimal(spread), Decimal(lowest_total), Decimal(highest_total))


RANGES: Mapping[League, Range] = {
    League.NBA: _range("45", "140", "320"),
    League.WNBA: _range("45", "100", "250"),
    League.NCAAM: _range("70", "80", "240"),
    League.NFL: _range("35", "20", "90"),
    League.NCAAF: _range("75", "15", "120"),
    League.MLB: _range("14", "2", "30"),
    League.NHL: _range("8", "0.5", "15"),
    League.EPL: _range("8", "0.25", "12"),
    League.MLS: _range("8", "0.25", "12"),
}
"""Wider than any line that was offered, narrower than a spread read as a total."""

_QUARTER = Decimal("0.25")


def is_in_range(league: League, family: Family, line: Decimal, *, of_both_sides: bool) -> bool:
    """Whether a line can be of a league. Totals of one side or of a part of a game are only bounded from above."""
    if line % _QUARTER:
        return False
    bounds = RANGES[league]
    if family is Family.SPREAD:
        return abs(line) <= bounds.spread
    lowest = bounds.lowest_total if of_both_sides else Decimal(0)
    return lowest <= line <= bounds.highest_total


def is_quarter(line: Decimal) -> bool:
    """Whether a line lies between a whole and a half point."""
    return bool(line % (2 * _QUARTER))


_HALVES: Mapping[frozenset[GradeResult], GradeResult] = {
    frozenset({GradeResult.WIN}): GradeResult.WIN,
    frozenset({GradeResult.WIN, GradeResult.PUSH}): GradeResult.HALF_WIN,
    frozenset({GradeResult.LOSS, GradeResult.PUSH}): GradeResult.HALF_LOSS,
    frozenset({GradeResult.LOSS}): GradeResult.LOSS,
}


def at_line(margin_at: Callable[[Decimal], Decimal], line: Decimal) -> GradeResult:
    """Return how a bet at a line ended: by the sign of the margin, or of both half stakes at a quarter line."""
    if not is_quarter(line):
        return by_margin(margin_at(line))
    both = {by_margin(margin_at(line - _QUARTER)), by_margin(margin_at(line + _QUARTER))}
    return _HALVES[frozenset(both)]


def by_margin(margin: Decimal | int) -> GradeResult:
    """Return win, push or loss by the sign of a margin."""
    if margin == 0:
        return GradeResult.PUSH
    return GradeResult.WIN if margin > 0 else GradeResult.LOSS
