"""A day's scoreboard: /apis/site/v2/sports/{sport}/{league}/scoreboard (unofficial; see the provider's quirks).

The scoreboard is complete for its target. ESPN drops the odds block of a scheduled game for a while, so such a game
keeps its odds. A live or finished game without the block has no odds.
"""

import re
from collections.abc import Iterator

import msgspec

from a1_mappers.completeness import is_lost
from a1_mappers.espn.contests import competitions_of, contest_of, is_contest, unknown_status
from a1_mappers.espn.errors import rejected
from a1_mappers.espn.offers import offers_of
from a1_mappers.espn.vocabulary import LEAGUE_OF_NUMBER, LEAGUE_OF_PATH, LEAGUE_OF_SLUG, SOCCER_LEAGUES
from a1_mappers.espn.wire import EventIds, Scoreboard, decode_any
from a1_mappers.extracted import Complete, Extracted, KeepAlive, Reject, Unchanged
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.shapes import misshapen
from a1_mappers.untyped import Json, dig, items, text
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus, Kind, RejectReason

_LEAGUE_NUMBER = re.compile(r"~l:(\d+)")
_READ = ("competitions[].competitors[]", "groupings[].competitions[].competitors[]")
_decode_ids = msgspec.json.Decoder(EventIds)
_decode_scoreboard = msgspec.json.Decoder(Scoreboard)


def map_scoreboard(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
    """Yield games with status and score, and the odds shown with them."""
    try:
        board = decode(body, _decode_scoreboard)
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(headers, board.leagues)
    is_whole = True
    for index, piece in enumerate(board.events):
        path = f"$.events[{index}]"
        ids = _ids_of(piece)
        if ids is not None and memory.is_same(str(ids.id), bytes(piece)):
            yield from _unchanged(ids)
            continue
        found = list(map_event(piece, league, path))
        yield from found
        if any(is_lost(item) for item in found):
            is_whole = False
            if ids is not None:
                memory.drop(str(ids.id))
    if is_whole:
        yield Complete((Kind.LISTINGS, Kind.ODDS))


def league_of(headers: RawHeaders, leagues: list[Json]) -> str | None:
    """Return the league of the header if it is ours, else the board's slug, or None for a board of several leagues."""
    if headers.league in LEAGUE_OF_PATH.values():
        return headers.league
    slugs = [slug for slug in (text(league, "slug") for league in leagues) if slug]
    if len(slugs) == 1:
        return LEAGUE_OF_SLUG.get(slugs[0], slugs[0].replace(".", "-"))
    return None if headers.league == "multi" else headers.league


def _ids_of(piece: msgspec.Raw) -> EventIds | None:
    try:
        return decode(bytes(piece), _decode_ids)
    except ParseError:
        return None


def _unchanged(ids: EventIds) -> Iterator[Extracted]:
    for competition in (*ids.competitions, *(each for group in ids.groupings for each in group.competitions)):
        yield Unchanged(Kind.LISTINGS, (str(competition.id),))
        yield KeepAlive(Kind.ODDS, str(competition.id))


def map_event(piece: msgspec.Raw, league: str | None, path: str) -> Iterator[Extracted]:
    try:
        event = decode(bytes(piece), decode_any)
    except ParseError as error:
        yield error.at(path)
        return
    yield from misshapen(event, path, *_READ)
    for index, competition in enumerate(competitions_of(event)):
        where = f"{path}.competitions[{index}]"
        if is_contest(competition):
            yield from _map_competition(competition, event, league, where)
        else:
            yield Reject(RejectReason.NOT_A_CONTEST, where)


def _map_competition(competition: Json, event: Json, league: str | None, path: str) -> Iterator[Extracted]:
    try:
        contest = contest_of(competition, event, _own_league(event, league))
    except ParseError as error:
        yield error.at(path)
        return
    yield contest
    signal = unknown_status(contest, f"{path}.status")
    if signal is not None:
        yield signal
    if any(items(competition, "odds")):
        yield from offers_of(dig(competition, "odds"), contest.native_id, contest.league, f"{path}.odds")
    elif contest.status in {EventStatus.SCHEDULED, None}:
        yield KeepAlive(Kind.ODDS, contest.native_id)


def _own_league(event: Json, league: str | None) -> str:
    """Return an event's league from the number in its uid (`s:600~l:700~e:…`); soccer boards mix leagues.

    A number that is not ours keeps the board's league, unless that is a soccer league of ours.
    """
    match = _LEAGUE_NUMBER.search(text(event, "uid") or "")
    if match is None:
        return league or "unknown"
    known = LEAGUE_OF_NUMBER.get(match[1])
    if known is None and (league is None or league in SOCCER_LEAGUES):
        return f"espn-{match[1]}"
    return known or league or "unknown"
