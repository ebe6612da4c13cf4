"""Games of the league products (NBA, NFL, MLB, NHL, colleges) as contests, of any version since 2015."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time

from a1_mappers.extracted import Contest, Reject, Side
from a1_mappers.parsing import (
    ParseError,
    parse_date,
    parse_number,
    parse_optional_number,
    parse_side_name,
    parse_text,
    parse_time,
)
from a1_mappers.sportradar import wire
from a1_mappers.sportradar.progress import BEGUN, period_of, progress_of
from a1_mappers.sportradar.setting import setting_of
from a1_mappers.sportradar.vocabulary import DELAYS, FROZEN, GAME_STATUSES, number_of
from a1_schemas.vocabulary import EventStatus, RejectReason

_CODE = re.compile(r"[A-Z0-9&-]{2,6}", re.ASCII)
_NO_EVENT: Mapping[str, object] = {}
_NOON = time(12, tzinfo=UTC)
"""The time assumed for a day without a time: it is the same calendar day from the Pacific coast to Europe."""


def contest_of(
    game: wire.Game, league: str, path: str, event: Mapping[str, object] = _NO_EVENT
) -> tuple[Contest | None, list[Reject]]:
    """Return the contest, if any, and a reject for each part that is not understood.

    The event of a push message holds what changes during play.
    """
    rejects: list[Reject] = []
    try:
        home, away = _sides(game)
    except ParseError as error:
        return None, [error.at(path)]
    if home is None or away is None:
        return None, [Reject(RejectReason.NOT_A_CONTEST, path, "no two sides")]
    status = _status(game, event)
    if status is None and game.status is not None and game.status.casefold() not in DELAYS | FROZEN:
        rejects.append(Reject(RejectReason.UNKNOWN_STATUS, f"{path}.status", game.status[:100]))
    try:
        return _contest(game, league, (home, away), status, event), rejects
    except ParseError as error:
        return None, [*rejects, error.at(path)]


def side_of(team: wire.Team, score: object = None) -> Side:
    """Return one side. Its full name is market and name, where there is a market."""
    name, market = parse_side_name(team.name), parse_side_name(team.market)
    short = parse_text(team.alias or team.abbr or team.abbreviation)
    full = f"{market} {name}" if market and name and not name.startswith(market) else name
    if team.name is None:
        full = market
    others = tuple(each for each in (name, market) if each is not None and full is not None and each != full)
    return Side(
        name=full,
        native_id=team.id or number_of(team.sr_id),
        abbreviation=short,
        also_named=others,
        score=_whole(score),
    )


def start_of(scheduled: str | None) -> tuple[datetime | None, bool]:
    """Return the start, and whether it has a time of day."""
    if not scheduled:
        return None, False
    if len(scheduled) <= len("2026-01-31"):
        return datetime.combine(parse_date(scheduled), _NOON), False
    return parse_time(scheduled), True


def _contest(
    game: wire.Game,
    league: str,
    sides: tuple[wire.Team, wire.Team],
    status: EventStatus | None,
    event: Mapping[str, object],
) -> Contest:
    home, away = sides
    home_score, away_score = _scores(game, home, away) if status in BEGUN else (None, None)
    start_time, has_time = start_of(game.scheduled)
    is_placeholder = game.time_tbd or game.start_time_tbd or game.tbd or game.status == "time-tbd"
    references = (number_of(game.sr_id), game.reference if isinstance(game.reference, str) else None)
    return Contest(
        native_id=game.id,
        league=league,
        home=side_of(home, home_score),
        away=side_of(away, away_score),
        start_time=start_time,
        start_time_confirmed=has_time and not is_placeholder,
        status=status,
        native_status=game.status,
        neutral_site=game.neutral_site,
        game_number=_game_number(game),
        also_ids=tuple(each for each in references if each),
        **progress_of(game, sides, league, status, event),
        **setting_of(game, sides),
    )


def _sides(game: wire.Game) -> tuple[wire.Team | None, wire.Team | None]:
    """Return the sides, from wherever the version keeps them."""
    if game.summary is not None and game.summary.home is not None:
        return game.summary.home, game.summary.away
    if isinstance(game.home_team, wire.Team) and isinstance(game.away_team, wire.Team):
        return game.home_team, game.away_team
    if game.home is None and isinstance(game.scoring, wire.Scoring):
        return game.scoring.home, game.scoring.away
    return _named(game.home), _named(game.away)


def _named(side: wire.Team | str | None) -> wire.Team | None:
    """Return a side. The oldest schedules name it by its code alone. Raises ParseError for any other text."""
    if not isinstance(side, str):
        return side
    if _CODE.fullmatch(side) is None:
        raise ParseError(RejectReason.UNEXPECTED_SHAPE, f"{side!r:.40} is no side")
    return wire.Team(id=side, name=side, alias=side)


def _status(game: wire.Game, event: Mapping[str, object]) -> EventStatus | None:
    native = (game.status or "").casefold()
    if native in DELAYS:
        return EventStatus.LIVE if period_of(game, event) else None
    return GAME_STATUSES.get(native)


def _scores(game: wire.Game, home: wire.Team, away: wire.Team) -> tuple[object, object]:
    """Return the scores: of the sides in game feeds, of the game in schedules, of `scoring` in football's."""
    scoring = game.scoring if isinstance(game.scoring, wire.Scoring) else wire.Scoring()
    for ours, theirs in (
        (home.points, away.points),
        (home.runs, away.runs),
        (game.home_points, game.away_points),
        (scoring.home_points, scoring.away_points),
    ):
        if ours is not None and theirs is not None:
            return ours, theirs
    return None, None


def _game_number(game: wire.Game) -> int | None:
    """Return the game of a doubleheader.

    Baseball numbers every first game 1, so only a 2 or the word identifies one.
    """
    number = parse_optional_number(game.game_number)
    return int(number) if number and (number > 1 or game.double_header) else None


def _whole(score: object) -> int | None:
    if score is None or score == "":
        return None
    number = parse_number(score)
    if number % 1:
        raise ParseError(RejectReason.INVALID_NUMBER, f"{score!r:.80} is no score")
    return int(number)
