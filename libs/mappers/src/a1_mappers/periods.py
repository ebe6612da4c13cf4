"""Periods by sport: their labels, line scores, and clocks. Leagues that are not ours have none of these."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest

from a1_schemas.game_facts import GameClock, PeriodScore, SideScores, seconds_of
from a1_schemas.game_words import ClockDirection, InningHalf, PeriodType
from a1_schemas.leagues import Clock, League, LeagueTraits
from a1_schemas.vocabulary import Sport

_SHOOTOUT = {Sport.ICE_HOCKEY: 5, Sport.SOCCER: 5}
"""The period of the shoot-out. Ice hockey has none after the regular season."""
_DIRECTIONS = {Clock.DOWN: ClockDirection.DOWN, Clock.UP: ClockDirection.UP}
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_HALVES = {InningHalf.TOP: "Top", InningHalf.BOTTOM: "Bot"}

_TRAITS = {str(league): league.traits for league in League}

Points = int | None


def traits_of(league: str) -> LeagueTraits | None:
    """Return the row of a league of ours, or None."""
    return _TRAITS.get(league)


def clock_of(
    league: str, text: str | None, *, running: bool | None = None, seconds: Decimal | None = None
) -> GameClock | None:
    """Return the clock that a provider shows, or None where the sport has none.

    `seconds` is the provider's own figure, used where the text is no time.
    """
    traits = traits_of(league)
    if text is None or traits is None or traits.clock is Clock.NONE:
        return None
    shown = seconds_of(text)
    return GameClock(
        text=text,
        seconds=seconds if shown is None else shown,
        direction=_DIRECTIONS[traits.clock],
        running=running,
    )


def type_of(traits: LeagueTraits, number: int, *, is_postseason: bool) -> PeriodType:
    """Return what the period of this number is."""
    if number <= traits.periods:
        return PeriodType.REGULAR
    has_shootout = traits.sport is Sport.SOCCER or not is_postseason
    is_shootout = has_shootout and number == _SHOOTOUT.get(traits.sport)
    return PeriodType.SHOOTOUT if is_shootout else PeriodType.OVERTIME


def label_of(
    league: str, number: int | None, *, half: InningHalf | None = None, is_postseason: bool = False
) -> str | None:
    """Return a period as a screen shows it: `Q4`, `2H`, `P3`, `OT`, `2OT`, `SO`, `Top 6th`."""
    traits = traits_of(league)
    if traits is None or number is None:
        return None
    if traits.sport is Sport.BASEBALL:
        ending = "th" if 10 <= number % 100 <= 20 else _ORDINALS.get(number % 10, "th")
        return " ".join((*([_HALVES[half]] if half else []), f"{number}{ending}"))
    return _short_label(traits, number, is_postseason=is_postseason)


def _short_label(traits: LeagueTraits, number: int, *, is_postseason: bool) -> str:
    if traits.sport is Sport.BASEBALL:
        return str(number)
    match type_of(traits, number, is_postseason=is_postseason):
        case PeriodType.REGULAR:
            return f"{number}H" if traits.period_name == "half" else f"{traits.period_name[0].upper()}{number}"
        case PeriodType.SHOOTOUT:
            return "PEN" if traits.sport is Sport.SOCCER else "SO"
        case PeriodType.OVERTIME:
            beyond = number - traits.periods
            if traits.sport is Sport.SOCCER:
                return f"ET{beyond}"
            return "OT" if beyond == 1 else f"{beyond}OT"


def line_score(
    league: str, points: Mapping[int, tuple[Points, Points]], *, is_postseason: bool = False
) -> tuple[PeriodScore, ...] | None:
    """Return the home and away points of each period by its number, or None where there are none."""
    traits = traits_of(league)
    if traits is None or not points:
        return None
    return tuple(
        PeriodScore(
            number=number,
            type=type_of(traits, number, is_postseason=is_postseason),
            label=_short_label(traits, number, is_postseason=is_postseason),
            home=home,
            away=away,
        )
        for number, (home, away) in sorted(points.items())
    )


def in_order(home: Sequence[Points], away: Sequence[Points]) -> dict[int, tuple[Points, Points]]:
    """Return the points of both sides by period, from one list a side."""
    return dict(enumerate(zip_longest(home, away), start=1))


def regulation_of(league: str, periods: Sequence[PeriodScore] | None, *, has_ended: bool) -> SideScores | None:
    """Return the score at the end of regulation time, or None while that is not over or its points are not known."""
    traits = traits_of(league)
    if traits is None or not periods:
        return None
    regular = [period for period in periods if period.type is PeriodType.REGULAR]
    is_over = has_ended or len(periods) > len(regular)
    if not is_over or (traits.sport is not Sport.BASEBALL and len(regular) < traits.periods):
        return None
    if any(period.away is None or (period.home is None and period.number < len(regular)) for period in regular):
        return None
    return SideScores(home=sum(each.home or 0 for each in regular), away=sum(each.away or 0 for each in regular))
