"""The status of a competition, and the course of its play.

A status has a name and a state (`pre`, `in`, `post`). The name decides; a state that cannot be with it contradicts it,
and then the body says nothing of the status.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from a1_mappers.espn.vocabulary import BREAKS, DELAYED, DELAYS, SOCCER_LEAGUES, STATES, STATUSES
from a1_mappers.periods import clock_of, in_order, label_of, last_of, line_score, regulation_of
from a1_mappers.untyped import Json, dig, items, text, whole
from a1_schemas.game_facts import Cards, PeriodScore, SideCards, Situation
from a1_schemas.game_words import HomeOrAway, InningHalf
from a1_schemas.leagues import League
from a1_schemas.vocabulary import EventStatus

BEGUN = frozenset({EventStatus.LIVE, EventStatus.SUSPENDED, EventStatus.FINAL, None})
"""Statuses whose scores count. Before the start ESPN sends 0."""
_PLAYING = frozenset({EventStatus.LIVE, EventStatus.SUSPENDED})
_HALF = re.compile(r"\b(top|mid|middle|bot|bottom|end)\b", re.IGNORECASE)
_HALVES = {
    **dict.fromkeys(("top", "mid", "middle"), InningHalf.TOP),
    **dict.fromkeys(("bot", "bottom", "end"), InningHalf.BOTTOM),
}
_BASES = (("onFirst", 1), ("onSecond", 2), ("onThird", 3))


def status_of(competition: Json, event: Json) -> Json:
    """Return the status object of a competition, or of the event around it."""
    return dig(competition, "status") or dig(event, "status")


def read_status(competition: Json, event: Json) -> tuple[EventStatus | None, str | None]:
    """Return the status, None if unknown or contradicted, and ESPN's name for it."""
    kind = dig(status_of(competition, event), "type")
    name, state = text(kind, "name"), text(kind, "state")
    if name in DELAYS:
        return DELAYED.get(state or ""), name
    status = STATUSES.get(name or "")
    if status is not None and state is not None and state not in STATES[status]:
        status = None
    if name == "STATUS_TBD" and state != "pre":
        status = None
    return status, name


def progress_of(
    competition: Json,
    event: Json,
    league: str,
    status: EventStatus | None,
    periods: tuple[PeriodScore, ...] | None,
    *,
    is_postseason: bool,
) -> dict[str, Any]:
    """Return period, half, label, clock, detail and situation, as far as the body has them.

    A finished game whose status has no period was in the last one of its line score.
    """
    shown = status_of(competition, event)
    detail = text(shown, "type", "detail") or text(shown, "type", "shortDetail")
    if status not in BEGUN:
        return {"detail": detail if status is not EventStatus.SCHEDULED else None}
    name = text(shown, "type", "name")
    period = whole(dig(shown, "period")) or last_of(periods, status)
    half = _half(detail) if league == str(League.MLB) and status in _PLAYING else None
    label = BREAKS.get(name or "") or label_of(league, period, half=half, is_postseason=is_postseason)
    facts: dict[str, Any] = {
        "period": period,
        "half": half,
        "period_label": label if period is not None else None,
        "detail": detail if status is not None else None,
    }
    if status in _PLAYING:
        seconds = dig(shown, "clock")
        facts["clock"] = clock_of(
            league,
            text(shown, "displayClock"),
            running=False if name in BREAKS or status is EventStatus.SUSPENDED else None,
            seconds=Decimal(seconds) if isinstance(seconds, int | Decimal) and seconds else None,
        )
        facts["situation"] = _situation(competition, league)
    return facts


def scores_of(
    home: Json, away: Json, league: str, status: EventStatus | None, *, is_postseason: bool
) -> dict[str, Any]:
    """Return the line score, and the score of regulation time once that is over."""
    if status not in BEGUN:
        return {}
    points = in_order(*([_points(each) for each in items(side, "linescores")] for side in (home, away)))
    periods = line_score(league, points, is_postseason=is_postseason)
    ended = status is EventStatus.FINAL
    return {"periods": periods, "regulation": regulation_of(league, periods, has_ended=ended)}


def _points(period: Json) -> int | None:
    value = dig(period, "value")
    return whole(dig(period, "displayValue") if value is None else value)


def _half(detail: str | None) -> InningHalf | None:
    match = _HALF.search(detail or "")
    return _HALVES[match[1].casefold()] if match else None


def _situation(competition: Json, league: str) -> Situation | None:
    """Return the state of play, or None where nothing of it is shown."""
    found = dig(competition, "situation")
    if not isinstance(found, dict):
        found = {}
    situation = Situation(
        possession=_side_with(competition, text(found, "possession")),
        down=_positive(dig(found, "down")),
        distance=whole(dig(found, "distance")) if _positive(dig(found, "down")) else None,
        yard_line=text(found, "possessionText"),
        outs=whole(dig(found, "outs")),
        balls=whole(dig(found, "balls")),
        strikes=whole(dig(found, "strikes")),
        bases=tuple(_bases(found)) if "onFirst" in found else None,
        batter=text(found, "batter", "athlete", "displayName"),
        pitcher=text(found, "pitcher", "athlete", "displayName"),
        cards=_cards(competition) if league in SOCCER_LEAGUES else None,
    )
    return None if situation == Situation() else situation


def _cards(competition: Json) -> Cards | None:
    """Return the cards of both sides, or None without a list of what has happened. A second yellow is a red one."""
    details = dig(competition, "details")
    if not isinstance(details, list):
        return None
    home, away = (
        SideCards(
            yellow=sum(dig(each, "yellowCard") is True and dig(each, "redCard") is not True for each in shown),
            red=sum(dig(each, "redCard") is True for each in shown),
        )
        for shown in ([each for each in details if _is_of(competition, each, side)] for side in HomeOrAway)
    )
    return Cards(home=home, away=away)


def _is_of(competition: Json, detail: Json, side: HomeOrAway) -> bool:
    return _side_with(competition, text(detail, "team", "id")) is side


def _bases(found: Json) -> Iterator[int]:
    return (number for key, number in _BASES if dig(found, key) is True)


def _positive(value: Json) -> int | None:
    number = whole(value)
    return number if number is not None and number > 0 else None


def _side_with(competition: Json, team_id: str | None) -> HomeOrAway | None:
    for side in items(competition, "competitors"):
        if team_id is not None and text(side, "team", "id") == team_id and dig(side, "homeAway") in ("home", "away"):
            return HomeOrAway(dig(side, "homeAway"))
    return None
