"""The results on a scoreboard of the past, and the games that have none, each with its reason. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from a1_identity.team_registry import registry_of
from a1_identity.teams import recognise
from a1_mappers.completeness import LOST
from a1_mappers.espn.scoreboard import map_scoreboard
from a1_mappers.extracted import Contest, Reject, Side
from a1_mappers.memory import PieceMemory
from a1_schemas.game_day import game_day
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus, RejectReason


class LeftOutReason(StrEnum):
    """Why a game of a board has no result here."""

    NOT_OVER = "not-over"
    """Scheduled, in play or suspended."""
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    STATUS_UNKNOWN = "status-unknown"
    ANOTHER_LEAGUE = "another-league"
    NOT_A_GAME = "not-a-game"
    """Not of two sides."""
    START_MISSING = "start-missing"
    HOME_UNKNOWN = "home-unknown"
    """The board does not say which side is at home."""
    SCORE_MISSING = "score-missing"
    TEAM_UNKNOWN = "team-unknown"
    """A side is no registered team of the league: an all-star game, or a guest of another league."""
    NUMBER_UNKNOWN = "number-unknown"
    """Two games of the same sides on one day, and the board does not say which is the first."""
    UNREADABLE = "unreadable"


UNSETTLED = frozenset({LeftOutReason.NOT_OVER, LeftOutReason.STATUS_UNKNOWN, LeftOutReason.UNREADABLE})
"""Reasons of games that may yet have a result on the same board."""
_BY_STATUS = {
    EventStatus.POSTPONED: LeftOutReason.POSTPONED,
    EventStatus.CANCELLED: LeftOutReason.CANCELLED,
    None: LeftOutReason.STATUS_UNKNOWN,
}
"""Any other status is that of a game that is not over."""
_BY_REJECT = {RejectReason.NOT_A_CONTEST: LeftOutReason.NOT_A_GAME} | dict.fromkeys(LOST, LeftOutReason.UNREADABLE)
"""Rejects that are about a game. Any other is about its status, which the game itself has, or its prices."""
_OF_PRICES = ".odds"
_WHOLE_BODY = "$"


class FixtureKey(NamedTuple):
    """A game among those of its league."""

    played_on: date
    home: str
    away: str
    number: int


class BoardResult(NamedTuple):
    """How a game ended. Teams have their registered names."""

    key: FixtureKey
    season: int | None
    home_score: int
    away_score: int


class LeftOut(NamedTuple):
    """A game without a result here, as the board names it, or its place on the board."""

    reason: LeftOutReason
    game: str


class BoardResults(NamedTuple):
    """What a board of one day says."""

    results: tuple[BoardResult, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def is_complete(self) -> bool:
        """Whether asking again would bring no further game."""
        return not any(each.reason in UNSETTLED for each in self.left_out)


class UnreadableBoardError(ValueError):
    """The body is no scoreboard. The message is what it says instead."""


class _Listed(NamedTuple):
    """A game of the board. `teams` are the registered names of both sides, None where one is unknown."""

    contest: Contest
    teams: tuple[str, str] | None
    reason: LeftOutReason | None

    @property
    def pair(self) -> tuple[date, str, str] | None:
        """What games of a doubleheader share."""
        if self.teams is None or self.contest.start_time is None:
            return None
        return (game_day(self.contest.start_time), *self.teams)


def read_results(league: League, body: bytes, headers: RawHeaders) -> BoardResults:
    """Return the results of a league's board. Raises UnreadableBoardError."""
    extracted = list(map_scoreboard(body, headers, PieceMemory()))
    rejects = [each for each in extracted if isinstance(each, Reject)]
    for reject in rejects:
        if reject.path == _WHOLE_BODY:
            raise UnreadableBoardError(f"{reject.reason} {reject.detail}".strip())
    listed = [_listed(each, league) for each in extracted if isinstance(each, Contest)]
    unordered = _unordered(listed)
    judged = [_result(each, unordered) for each in listed]
    results = tuple(each for each in judged if isinstance(each, BoardResult))
    left_out = [each for each in judged if isinstance(each, LeftOut)]
    return BoardResults(results, (*left_out, *_not_read(rejects)))


def _listed(contest: Contest, league: League) -> _Listed:
    home, away = _team(contest.home, league), _team(contest.away, league)
    teams = None if home is None or away is None or home == away else (home, away)
    return _Listed(contest, teams, _reason(contest, league, is_known=teams is not None))


def _team(side: Side, league: League) -> str | None:
    team_id = recognise(side, Provider.ESPN, league).team_id
    return None if team_id is None else registry_of(league).teams[team_id].name


def _reason(contest: Contest, league: League, *, is_known: bool) -> LeftOutReason | None:
    """The first reason for which a game has no result, None for one that has."""
    reasons = {
        LeftOutReason.ANOTHER_LEAGUE: contest.league != league.value,
        _BY_STATUS.get(contest.status, LeftOutReason.NOT_OVER): contest.status is not EventStatus.FINAL,
        LeftOutReason.START_MISSING: contest.start_time is None,
        LeftOutReason.HOME_UNKNOWN: not contest.sides_ordered,
        LeftOutReason.TEAM_UNKNOWN: not is_known,
        LeftOutReason.SCORE_MISSING: None in (contest.home.score, contest.away.score),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _unordered(listed: Sequence[_Listed]) -> frozenset[tuple[date, str, str]]:
    """Return the pairs with several games that are played, unless each has a number of its own."""
    numbers: dict[tuple[date, str, str], list[int | None]] = {}
    for each in listed:
        if each.pair is not None and each.reason in {None, LeftOutReason.NOT_OVER}:
            numbers.setdefault(each.pair, []).append(each.contest.game_number)
    return frozenset(
        pair for pair, found in numbers.items() if len(found) > 1 and (None in found or len(set(found)) < len(found))
    )


def _result(listed: _Listed, unordered: frozenset[tuple[date, str, str]]) -> BoardResult | LeftOut:
    contest, pair, reason = listed.contest, listed.pair, listed.reason
    home_score, away_score = contest.home.score, contest.away.score
    if reason is None and pair in unordered:
        reason = LeftOutReason.NUMBER_UNKNOWN
    if reason is not None or pair is None or home_score is None or away_score is None:
        return LeftOut(reason or LeftOutReason.UNREADABLE, f"{contest.away.name} at {contest.home.name}")
    key = FixtureKey(*pair, contest.game_number or 1)
    return BoardResult(key, contest.season.year if contest.season else None, home_score, away_score)


def _not_read(rejects: Iterable[Reject]) -> Iterator[LeftOut]:
    for reject in rejects:
        reason = _BY_REJECT.get(reject.reason)
        if reason is not None and _OF_PRICES not in reject.path:
            yield LeftOut(reason, f"{reject.path} {reject.detail}".strip())
