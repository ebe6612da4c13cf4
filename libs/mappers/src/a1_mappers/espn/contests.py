"""ESPN's competitions as contests: the same objects appear in scoreboards and summaries.

`homeAway` identifies a side, never its position. An event is not always one contest: a fight card has one for each
bout, a tennis tournament one for each match, a golf tournament none.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from a1_mappers.espn.vocabulary import DELAYS, STATUSES
from a1_mappers.espn.wire import Json, dig, items, text
from a1_mappers.extracted import Contest, Reject, Side
from a1_mappers.parsing import ParseError, parse_number, parse_optional_time, parse_side_name, parse_text
from a1_schemas.vocabulary import EventStatus, RejectReason

_BEGUN = frozenset({EventStatus.LIVE, EventStatus.SUSPENDED, EventStatus.FINAL, None})
"""Statuses whose scores count. Before the start ESPN sends 0."""
_GAME_NUMBER = re.compile(r"\bgame ([12])\b", re.IGNORECASE)


def competitions_of(event: Json) -> Iterator[Json]:
    """Iterate over the competitions of an event. Since 2025 tennis nests them in groups."""
    yield from items(event, "competitions")
    for grouping in items(event, "groupings"):
        yield from items(grouping, "competitions")


def is_contest(competition: Json) -> bool:
    """Whether the competition has two sides. Golf and racing put the whole field into one competition."""
    return len(list(items(competition, "competitors"))) == 2


def contest_of(competition: Json, event: Json, league: str) -> Contest:
    """The contest of a competition of two sides; raises ParseError."""
    native_id = text(competition, "id") or text(event, "id")
    if native_id is None:
        raise ParseError(RejectReason.MISSING_FIELD, "no id")
    status, native_status = _status(competition, event)
    has_begun = status in _BEGUN
    home, away, is_ordered = _sides(competition, has_score=has_begun)
    return Contest(
        native_id=native_id,
        league=league,
        home=home,
        away=away,
        sides_ordered=is_ordered,
        start_time=start_time_of(competition, event),
        start_time_confirmed=dig(competition, "timeValid") is not False,
        status=status,
        native_status=native_status,
        period=_whole(dig(_status_of(competition, event), "period")) or None if has_begun else None,
        clock=_clock(competition, event, status),
        venue=text(competition, "venue", "fullName"),
        neutral_site=_truth(dig(competition, "neutralSite")),
        game_number=_game_number(competition),
    )


def start_time_of(competition: Json, event: Json) -> datetime | None:
    """Return the start time, which ESPN reports to the minute."""
    return parse_optional_time(dig(competition, "date") or dig(competition, "startDate") or dig(event, "date"))


def unknown_status(contest: Contest, path: str) -> Reject | None:
    """Return the reject that reports a status missing from the vocabulary, or None."""
    name = contest.native_status
    if contest.status is not None or name is None:
        return None
    return Reject(RejectReason.UNKNOWN_STATUS, path, name[:100])


def _sides(competition: Json, *, has_score: bool) -> tuple[Side, Side, bool]:
    """Return home, away and whether they are ordered.

    Where no side is marked (fights, tennis) the order is as written.
    """
    first, second = items(competition, "competitors")
    roles = (dig(first, "homeAway"), dig(second, "homeAway"))
    if roles == ("away", "home"):
        first, second = second, first
    is_ordered = roles in (("home", "away"), ("away", "home"))
    return _side(first, has_score=has_score), _side(second, has_score=has_score), is_ordered


def _side(competitor: Json, *, has_score: bool) -> Side:
    team = dig(competitor, "team") or dig(competitor, "athlete") or dig(competitor, "roster") or {}
    name = parse_side_name(text(team, "displayName") or text(team, "fullName") or text(team, "name"))
    others = (text(team, key) for key in ("shortDisplayName", "location", "name", "nickname"))
    return Side(
        name=name,
        native_id=text(team, "id") or text(competitor, "id"),
        abbreviation=text(team, "abbreviation") if name else None,
        also_named=tuple(dict.fromkeys(other for other in others if other and other != name)) if name else (),
        score=_score(dig(competitor, "score")) if has_score else None,
    )


def _score(score: Json) -> int | None:
    """Return the score from text (scoreboards) or an object (team schedules).

    None for cricket and golf, not whole numbers.
    """
    if isinstance(score, dict):
        score = score.get("value")
    return _whole(score)


def _whole(value: Json) -> int | None:
    if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
        try:
            number = parse_number(value)
        except ParseError:
            return None
        return None if number % 1 else int(number)
    return None


def _status_of(competition: Json, event: Json) -> Json:
    return dig(competition, "status") or dig(event, "status")


def _status(competition: Json, event: Json) -> tuple[EventStatus | None, str | None]:
    kind = dig(_status_of(competition, event), "type")
    name = text(kind, "name")
    if name in DELAYS:
        return (EventStatus.LIVE if dig(kind, "state") == "in" else EventStatus.SCHEDULED), name
    status = STATUSES.get(name or "")
    if name == "STATUS_TBD" and dig(kind, "state") != "pre":
        status = None
    return status, name


def _clock(competition: Json, event: Json, status: EventStatus | None) -> str | None:
    shown = parse_text(dig(_status_of(competition, event), "displayClock"))
    return shown if status is EventStatus.LIVE else None


def _game_number(competition: Json) -> int | None:
    """Return the game of a doubleheader if a note states it: `Doubleheader - Game 1 - Makeup from July 17`."""
    for note in items(competition, "notes"):
        headline = text(note, "headline") or ""
        match = _GAME_NUMBER.search(headline)
        if match and "doubleheader" in headline.casefold():
            return int(match[1])
    return None


def _truth(value: Json) -> bool | None:
    return value if isinstance(value, bool) else None
