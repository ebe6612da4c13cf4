"""One game's summary: /apis/site/v2/sports/{sport}/{league}/summary?event= (unofficial).

Before the game, `teams` of its box score holds season averages. They are no statistics of this game and are not read.
"""

from collections.abc import Iterator

from a1_mappers.completeness import is_lost
from a1_mappers.espn.articles import read_article
from a1_mappers.espn.contests import contest_of, is_contest, unknown_status
from a1_mappers.espn.errors import rejected
from a1_mappers.espn.injuries import reports_of
from a1_mappers.espn.offers import offers_of
from a1_mappers.espn.players import lines_of
from a1_mappers.espn.scoreboard import league_of
from a1_mappers.espn.wire import decode_any
from a1_mappers.extracted import Complete, Contest, Extracted, KeepAlive
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.shapes import misshapen
from a1_mappers.untyped import Json, dig, items
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus, Kind, RejectReason

_LINES = ("boxscore.players[].statistics[].athletes[]", "rosters[].roster[]")


def map_summary(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the game, its box scores, its offers, its news and its teams' injuries."""
    try:
        summary = decode(body, decode_any)
        contest = _contest(summary, headers)
    except ParseError as error:
        yield rejected(body, error)
        return
    yield contest
    signal = unknown_status(contest, "$.header.competitions[0].status")
    if signal is not None:
        yield signal
    parts = {
        Kind.ODDS: _offers(summary, contest),
        Kind.PLAYER_STATS: _lines(summary, contest),
        Kind.INJURIES: _injuries(summary, contest),
    }
    complete: list[Kind] = []
    for kind, part in parts.items():
        found = list(part)
        yield from found
        if not any(is_lost(item) for item in found):
            complete.append(kind)
    for article in (*items(summary, "news", "articles"), dig(summary, "article")):
        if article is not None:
            yield from read_article(article, contest.league, "$.news")
    yield Complete(tuple(complete))


def _contest(summary: Json, headers: RawHeaders) -> Contest:
    header = dig(summary, "header")
    competition = dig(header, "competitions", 0)
    if competition is None or not is_contest(competition):
        raise ParseError(RejectReason.NOT_A_CONTEST, "no competition of two sides")
    league = league_of(headers, [dig(header, "league")] if dig(header, "league") else [])
    venue = dig(summary, "gameInfo", "venue")
    known = competition if dig(competition, "venue") or venue is None else competition | {"venue": venue}
    event = header | {"timeValid": None}
    return contest_of(known, event, league or "unknown")


def _lines(summary: Json, contest: Contest) -> Iterator[Extracted]:
    yield from misshapen(summary, "$", *_LINES)
    yield from lines_of(summary, contest)


def _injuries(summary: Json, contest: Contest) -> Iterator[Extracted]:
    yield from misshapen(summary, "$", "injuries[]")
    for index, team in enumerate(items(summary, "injuries")):
        yield from reports_of(team, contest.league, f"$.injuries[{index}]")


def _offers(summary: Json, contest: Contest) -> Iterator[Extracted]:
    yield from misshapen(summary, "$", "pickcenter[]")
    if any(items(summary, "pickcenter")):
        yield from offers_of(dig(summary, "pickcenter"), contest.native_id, contest.league, "$.pickcenter")
    elif contest.status in {EventStatus.SCHEDULED, None}:
        yield KeepAlive(Kind.ODDS, contest.native_id)
