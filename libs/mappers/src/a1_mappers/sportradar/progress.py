"""The course of a league product's game: period, clock, line score, situation, wherever the version keeps them."""

from collections.abc import Mapping, Sequence
from typing import Any

from a1_mappers.parsing import parse_text
from a1_mappers.periods import Points, clock_of, in_order, label_of, last_of, line_score, regulation_of
from a1_mappers.sportradar import wire
from a1_mappers.untyped import Json, dig, items, text, whole
from a1_schemas.game_facts import Situation
from a1_schemas.game_words import HomeOrAway, InningHalf, PeriodType
from a1_schemas.vocabulary import EventStatus

BEGUN = frozenset({EventStatus.LIVE, EventStatus.SUSPENDED, EventStatus.FINAL})
_PLAYING = frozenset({EventStatus.LIVE, EventStatus.SUSPENDED})
_HALVES = {"T": InningHalf.TOP, "B": InningHalf.BOTTOM}
_POINTS = ("points", "runs")
_MORE = "powerplay"
"""The strength of a side of ice hockey that has more skaters."""
_Event = Mapping[str, Json]


def period_of(game: wire.Game, event: _Event) -> int | None:
    """Return the period or inning: of the game, of the push event, or the last inning that is listed."""
    inning = game.outcome.current_inning if game.outcome else None
    sequence = dig(event, "period", "sequence") or dig(event, "period", "number")
    of_event = (sequence, event.get("period"), event.get("quarter"), event.get("half"), event.get("inning"))
    listed = max((whole(dig(each, "number")) or 0 for each in _innings(game)), default=0)
    for found in (game.quarter, game.half, game.period, inning, dig(game.final, "inning"), *of_event, listed):
        if isinstance(found, int) and not isinstance(found, bool) and found > 0:
            return found
    return None


def progress_of(
    game: wire.Game, sides: tuple[wire.Team, wire.Team], league: str, status: EventStatus | None, event: _Event
) -> dict[str, Any]:
    """Return period, half, label, clock, situation and line score, as far as the body has them."""
    if status not in BEGUN:
        return {}
    points, types = _points(game, *sides)
    is_long = PeriodType.SHOOTOUT not in types and len(types) > 4
    periods = line_score(league, points, is_postseason=is_long)
    period = period_of(game, event) or last_of(periods, status)
    half = _half(game, event) if status in _PLAYING else None
    facts: dict[str, Any] = {
        "period": period,
        "half": half,
        "period_label": label_of(league, period, half=half, is_postseason=is_long),
        "periods": periods,
        "regulation": regulation_of(league, periods, has_ended=status is EventStatus.FINAL),
    }
    if status in _PLAYING:
        is_halftime = (game.status or "").casefold() == "halftime"
        facts["clock"] = clock_of(
            league,
            parse_text(game.clock) or text(event, "clock"),
            running=False if is_halftime or status is EventStatus.SUSPENDED else None,
        )
        facts["situation"] = _situation(game, sides, event)
        if is_halftime:
            facts["period_label"] = "HT"
    return facts


def _innings(game: wire.Game) -> list[Json]:
    """Return the innings that have begun. The one before the first holds the line-ups."""
    return [each for each in items(game.innings) if any(_has_plays(half) for half in items(each, "halfs"))]


def _has_plays(half: Json) -> bool:
    return any(items(half, "events"))


def _half(game: wire.Game, event: _Event) -> InningHalf | None:
    told = game.outcome.current_inning_half if game.outcome else None
    innings = _innings(game)
    listed = [dig(each, "half") for each in items(innings[-1], "halfs") if _has_plays(each)] if innings else []
    found = told or event.get("inning_half") or (listed[-1] if listed else None)
    return _HALVES.get(found) if isinstance(found, str) else None


def _points(
    game: wire.Game, home: wire.Team, away: wire.Team
) -> tuple[dict[int, tuple[Points, Points]], list[PeriodType | None]]:
    """Return both sides' points by period, and the periods' types in order of play."""
    own = [list(items(side.scoring)) for side in (home, away)]
    if any(own):
        first, second = (sorted(each, key=_sequence) for each in own)
        points = in_order([_value(each) for each in first], [_value(each) for each in second])
        return points, [_type(each) for each in first]
    for listed in (game.periods, game.scoring, game.innings):
        entries = [each for each in items(listed) if _sequence(each) > 0]
        entries = sorted((each for each in entries if _both(each) != (None, None)), key=_sequence)
        if entries:
            return dict(enumerate(map(_both, entries), start=1)), [_type(each) for each in entries]
    return {}, []


def _sequence(entry: Json) -> int:
    return whole(dig(entry, "sequence")) or whole(dig(entry, "number")) or 0


def _value(entry: Json) -> int | None:
    return next((found for key in _POINTS if (found := whole(dig(entry, key))) is not None), None)


def _both(entry: Json) -> tuple[Points, Points]:
    scoring = dig(entry, "scoring")
    if scoring is None:
        return whole(dig(entry, "home_points")), whole(dig(entry, "away_points"))
    return _value(dig(scoring, "home")), _value(dig(scoring, "away"))


def _type(entry: Json) -> PeriodType | None:
    word = text(entry, "type") or text(entry, "period_type") or ""
    return {"overtime": PeriodType.OVERTIME, "shootout": PeriodType.SHOOTOUT}.get(word.casefold())


def _situation(game: wire.Game, sides: tuple[wire.Team, wire.Team], event: _Event) -> Situation | None:
    """Return the state of play, or None where nothing of it is shown."""
    football = game.situation or event.get("end_situation")
    outcome = game.outcome or wire.Outcome()
    count = outcome.count or event.get("count")
    down = whole(dig(football, "down")) or None
    situation = Situation(
        possession=_side_with(sides, dig(football, "possession", "id")),
        down=down,
        distance=whole(dig(football, "yfd")) if down is not None else None,
        yard_line=_yard_line(dig(football, "location")) if down is not None else None,
        outs=whole(dig(count, "outs")),
        balls=whole(dig(count, "balls")),
        strikes=whole(dig(count, "strikes")),
        bases=_bases(outcome.runners),
        batter=person(outcome.hitter) or person(event.get("hitter")),
        pitcher=person(outcome.pitcher) or person(event.get("pitcher")),
        power_play=next((word for word, side in zip(HomeOrAway, sides, strict=True) if side.strength == _MORE), None),
    )
    return None if situation == Situation() else situation


def _side_with(sides: Sequence[wire.Team], team_id: Json) -> HomeOrAway | None:
    words = (HomeOrAway.HOME, HomeOrAway.AWAY)
    return next((word for word, side in zip(words, sides, strict=True) if team_id and side.id == team_id), None)


def _yard_line(location: Json) -> str | None:
    code, yards = text(location, "alias"), whole(dig(location, "yardline"))
    return None if code is None or yards is None else f"{code} {yards}"


def _bases(runners: Json) -> tuple[int, ...] | None:
    """Return the bases on which runners stand at the end of the play, or None without a list of runners."""
    if not isinstance(runners, list):
        return None
    ends = (whole(dig(each, "ending_base")) for each in items(runners) if dig(each, "out") not in (True, "true"))
    return tuple(sorted({base for base in ends if base in (1, 2, 3)}))


def person(row: Json) -> str | None:
    """Return a person's name, or None without one."""
    first = text(row, "preferred_name") or text(row, "first_name")
    last = text(row, "last_name")
    return text(row, "full_name") or (f"{first} {last}" if first and last else None)
