"""The course of a soccer match: a status for display beside the life cycle, goals by period, a clock counting up."""

from typing import Any

from a1_mappers.parsing import parse_text
from a1_mappers.periods import Points, clock_of, label_of, last_of, line_score, regulation_of
from a1_mappers.sportradar import wire
from a1_mappers.untyped import Json, dig, items, text, whole
from a1_schemas.game_facts import Cards, GameClock, SideCards, Situation
from a1_schemas.vocabulary import EventStatus

BEGUN = frozenset({EventStatus.LIVE, EventStatus.SUSPENDED, EventStatus.FINAL})
_PLAYING = frozenset({EventStatus.LIVE, EventStatus.SUSPENDED})
_PERIODS = {
    **dict.fromkeys(("1st_half", "halftime"), 1),
    **dict.fromkeys(("2nd_half", "awaiting_extra_time", "awaiting_extra"), 2),
    **dict.fromkeys(("1st_extra", "extra_time_halftime", "overtime"), 3),
    **dict.fromkeys(("2nd_extra", "awaiting_penalties", "aet"), 4),
    **dict.fromkeys(("penalties", "ap"), 5),
}
"""By `match_status`: 1 and 2 are the halves, 3 and 4 extra time, 5 the penalties."""
_BREAKS = {"halftime": "HT", "extra_time_halftime": "HT"}
_FIRST = {"regular_period": 1, "overtime": 3, "penalties": 5}
"""The number of the first period of each type."""
_REDS = ("red_cards", "yellow_red_cards")
_UNKNOWN = SideCards()


def is_contradicted(state: wire.MatchStatus, status: EventStatus | None) -> bool:
    """Whether life cycle and display exclude each other: scheduled in the second half, live and not started."""
    word = state.match_status or ""
    if status is EventStatus.SCHEDULED:
        return word in _PERIODS
    return status is EventStatus.LIVE and word == "not_started"


def progress_of(match: wire.Match, league: str, status: EventStatus | None) -> dict[str, Any]:
    """Return period, label, clock, cards and goals by period, as far as the body has them."""
    state = match.sport_event_status or wire.MatchStatus()
    if status not in BEGUN:
        return {}
    word = state.match_status or ""
    points = _points(state)
    periods = line_score(league, points)
    period = _PERIODS.get(word) or last_of(periods, status)
    has_ended = status is EventStatus.FINAL
    facts: dict[str, Any] = {
        "period": period,
        "period_label": _BREAKS.get(word) or label_of(league, period),
        "periods": periods,
        "regulation": regulation_of(league, periods, has_ended=has_ended),
    }
    if status in _PLAYING:
        facts["clock"] = _clock(state.clock, league, is_break=word in _BREAKS)
        facts["situation"] = _situation(match.statistics)
    return facts


def round_of(event: wire.SportEvent) -> str | None:
    """Return the round: its name, or its number."""
    found = (event.sport_event_context or wire.Context()).round or event.tournament_round
    return text(found, "name") or text(found, "number")


def _points(state: wire.MatchStatus) -> dict[int, tuple[Points, Points]]:
    points: dict[int, tuple[Points, Points]] = {}
    for entry in items(state.period_scores):
        first = _FIRST.get(text(entry, "type") or "")
        if first is not None:
            number = first + (whole(dig(entry, "number")) or 1) - 1 if first < 5 else first
            points[number] = (whole(dig(entry, "home_score")), whole(dig(entry, "away_score")))
    return points


def _situation(statistics: Json) -> Situation | None:
    """Return the cards of both sides: of the totals in v4, of the teams in v3; None where no side has any figure."""
    teams = {
        text(team, "qualifier"): _cards(dig(team, "statistics"))
        for team in (*items(statistics, "totals", "competitors"), *items(statistics, "teams"))
    }
    cards = Cards(home=teams.get("home", _UNKNOWN), away=teams.get("away", _UNKNOWN))
    return None if cards == Cards(home=_UNKNOWN, away=_UNKNOWN) else Situation(cards=cards)


def _cards(figures: Json) -> SideCards:
    reds = [number for key in _REDS if (number := whole(dig(figures, key))) is not None]
    return SideCards(yellow=whole(dig(figures, "yellow_cards")), red=sum(reds) if reds else None)


def _clock(clock: wire.MatchClock | None, league: str, *, is_break: bool) -> GameClock | None:
    if clock is None:
        return None
    return clock_of(league, parse_text(clock.played or clock.match_time), running=False if is_break else None)
