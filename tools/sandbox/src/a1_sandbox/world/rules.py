"""How long each sport is played and how its clock runs."""

from dataclasses import dataclass

from a1_schemas.leagues import Clock, League
from a1_schemas.vocabulary import Sport


@dataclass(frozen=True, slots=True)
class Rules:
    """Periods and breaks, in seconds of play. Baseball has no clock: its innings are given a length."""

    periods: int
    period_s: int
    break_s: int
    half_time_after: int | None
    half_time_s: int
    counts_down: bool

    def break_after(self, period: int) -> int:
        """How long the break after a period is; the last one has none."""
        if period >= self.periods:
            return 0
        return self.half_time_s if period == self.half_time_after else self.break_s

    @property
    def duration_s(self) -> int:
        return sum(self.period_s + self.break_after(period) for period in range(1, self.periods + 1))


_LENGTHS = {
    League.NBA: (12 * 60, 130, 300),
    League.WNBA: (10 * 60, 130, 300),
    League.NCAAM: (20 * 60, 300, 300),
    League.NFL: (15 * 60, 120, 300),
    League.NCAAF: (15 * 60, 120, 300),
    League.MLB: (6 * 60, 0, None),
    League.NHL: (20 * 60, 240, None),
    League.EPL: (45 * 60, 300, 300),
    League.MLS: (45 * 60, 300, 300),
}
"""Seconds of a period, of a break, and of half time where there is one."""


def _rules(league: League) -> Rules:
    period_s, break_s, half_time_s = _LENGTHS[league]
    return Rules(
        periods=league.traits.periods,
        period_s=period_s,
        break_s=break_s,
        half_time_after=None if half_time_s is None else league.traits.periods // 2,
        half_time_s=half_time_s or 0,
        counts_down=league.traits.clock is Clock.DOWN,
    )


_RULES = {league: _rules(league) for league in _LENGTHS}


def rules_of(league: League) -> Rules:
    return _RULES[league]


def sport_of(league: League) -> Sport:
    return league.traits.sport
