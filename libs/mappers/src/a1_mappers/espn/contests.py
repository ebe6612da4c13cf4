"""ESPN's competitions as contests: the same objects appear in scoreboards and summaries.

`homeAway` identifies a side, never its position. An event is not always one contest: a fight card has one for each
bout, a tennis tournament one for each match, a golf tournament none.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from a1_mappers.espn.progress import BEGUN, progress_of, read_status, scores_of
from a1_mappers.espn.setting import season_of, setting_of
from a1_mappers.extracted import Contest, Reject, Side
from a1_mappers.parsing import ParseError, parse_optional_time, parse_side_name
from a1_mappers.untyped import Json, dig, items, text, whole
from a1_schemas.game_words import SeasonType
from a1_schemas.vocabulary import RejectReason

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
    status, native_status = read_status(competition, event)
    (home, away), is_ordered = _in_order(competition)
    season = season_of(event)
    is_postseason = season is not None and season.type is SeasonType.POSTSEASON
    has_score = status in BEGUN
    return Contest(
        native_id=native_id,
        league=league,
        home=_side(home, has_score=has_score),
        away=_side(away, has_score=has_score),
        sides_ordered=is_ordered,
        start_time=start_time_of(competition, event),
        start_time_confirmed=dig(competition, "timeValid") is not False,
        status=status,
        native_status=native_status,
        neutral_site=_truth(dig(competition, "neutralSite")),
        game_number=_game_number(competition),
        **progress_of(competition, event, league, status, is_postseason=is_postseason),
        **scores_of(home, away, league, status, is_postseason=is_postseason),
        **setting_of(competition, event, home, away, season),
    )


def start_time_of(competition: Json, event: Json) -> datetime | None:
    """Return the start time, which ESPN reports to the minute."""
    return parse_optional_time(dig(competition, "date") or dig(competition, "startDate") or dig(event, "date"))


def unknown_status(contest: Contest, path: str) -> Reject | None:
    """Return the reject that reports a status that is in no vocabulary, or that its state contradicts, or None."""
    name = contest.native_status
    if contest.status is not None or name is None:
        return None
    return Reject(RejectReason.UNKNOWN_STATUS, path, name[:100])


def _in_order(competition: Json) -> tuple[tuple[Json, Json], bool]:
    """Return home and away, and whether they are ordered.

    Where no side is marked (fights, tennis) the order is as written.
    """
    first, second = items(competition, "competitors")
    roles = (dig(first, "homeAway"), dig(second, "homeAway"))
    if roles == ("away", "home"):
        first, second = second, first
    return (first, second), roles in (("home", "away"), ("away", "home"))


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
    return whole(score)


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
