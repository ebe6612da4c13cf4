"""How long each sport is played and how its clock runs."""

from dataclasses import dataclass

from a1_schemas.leagues import LEAGUES
from a1_schemas.vocabulary import League, Sport


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


_RULES = {
    League.NBA: Rules(4, 12 * 60, 130, 2, 300, counts_down=True),
    League.WNBA: Rules(4, 10 * 60, 130, 2, 300, counts_down=True),
    League.NCAAM: Rules(2, 20 * 60, 300, 1, 300, counts_down=True),
    League.NFL: Rules(4, 15 * 60, 120, 2, 300, counts_down=True),
    League.NCAAF: Rules(4, 15 * 60, 120, 2, 300, counts_down=True),
    League.MLB: Rules(9, 6 * 60, 0, None, 0, counts_down=False),
    League.NHL: Rules(3, 20 * 60, 240, None, 0, counts_down=True),
    League.EPL: Rules(2, 45 * 60, 300, 1, 300, counts_down=False),
    League.MLS: Rules(2, 45 * 60, 300, 1, 300, counts_down=False),
}


def rules_of(league: League) -> Rules:
    return _RULES[league]


def sport_of(league: League) -> Sport:
    return LEAGUES[league].sport
