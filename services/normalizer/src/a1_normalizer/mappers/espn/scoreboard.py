"""A day's scoreboard: /apis/site/v2/sports/{sport}/{league}/scoreboard (unofficial; see the provider's quirks).

Complete for its target. A scheduled game that is silent about odds keeps those it had, since ESPN drops the block for a
while; a game under way or over without the block has none on offer.
"""

import re
from collections.abc import Iterator

import msgspec

from a1_normalizer.mappers.espn.contests import competitions_of, contest_of, is_contest, unknown_status
from a1_normalizer.mappers.espn.offers import offers_of
from a1_normalizer.mappers.espn.vocabulary import LEAGUE_OF_NUMBER, LEAGUE_OF_PATH, LEAGUE_OF_SLUG
from a1_normalizer.mappers.espn.wire import Json, Scoreboard, decode_any, dig, items, text
from a1_normalizer.mappers.parsing import Refusal, decode, decode_each
from a1_normalizer.memory import PieceMemory
from a1_normalizer.sightings import Complete, Kept, Reject, Sighting, Unchanged
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus, Kind, RejectReason

_LEAGUE_NUMBER = re.compile(r"~l:(\d+)")
_decode_scoreboard = msgspec.json.Decoder(Scoreboard)


def map_scoreboard(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Sighting]:
    """Games with status, score and the odds shown beside them."""
    try:
        board = decode(body, _decode_scoreboard)
    except Refusal as refusal:
        yield refused(body, refusal)
        return
    league = league_of(headers, board.leagues)
    for decoded in decode_each(board.events, decode_any, "$.events"):
        if isinstance(decoded, Reject):
            yield decoded
            continue
        path, piece, event = decoded
        event_id = text(event, "id") or path
        yield from _map_event(event, league, path, is_same=memory.is_same(event_id, bytes(piece)))
    yield Complete((Kind.LISTINGS, Kind.ODDS))


def league_of(headers: RawHeaders, leagues: list[Json]) -> str | None:
    """Our league of the header, else the board's own slug; None for a board of several."""
    if headers.league in LEAGUE_OF_PATH.values():
        return headers.league
    slugs = [slug for slug in (text(league, "slug") for league in leagues) if slug]
    if len(slugs) == 1:
        return LEAGUE_OF_SLUG.get(slugs[0], slugs[0].replace(".", "-"))
    return None


def refused(body: bytes, refusal: Refusal) -> Reject:
    """ESPN's errors come in four shapes, some with status 200."""
    try:
        failure = decode(body, decode_any)
    except Refusal:
        return refusal.at("$")
    for path in (("error", "message"), ("message",), ("detail",), ("code",)):
        said = text(failure, *path)
        if said:
            return Reject(RejectReason.ERROR_BODY, "$", said[:200])
    return refusal.at("$")


def _map_event(event: Json, league: str | None, path: str, *, is_same: bool) -> Iterator[Sighting]:
    for index, competition in enumerate(competitions_of(event)):
        if not is_contest(competition):
            continue
        contest_id = text(competition, "id") or text(event, "id") or ""
        if is_same:
            yield Unchanged(Kind.LISTINGS, (contest_id,))
            yield Kept(Kind.ODDS, contest_id)
        else:
            yield from _map_competition(competition, event, league, f"{path}.competitions[{index}]")


def _map_competition(competition: Json, event: Json, league: str | None, path: str) -> Iterator[Sighting]:
    try:
        contest = contest_of(competition, event, league or _own_league(event))
    except Refusal as refusal:
        yield refusal.at(path)
        return
    yield contest
    signal = unknown_status(contest, f"{path}.status")
    if signal is not None:
        yield signal
    if any(items(competition, "odds")):
        yield from offers_of(dig(competition, "odds"), contest.native_id, contest.league, f"{path}.odds")
    elif contest.status in {EventStatus.SCHEDULED, None}:
        yield Kept(Kind.ODDS, contest.native_id)


def _own_league(event: Json) -> str:
    """The league of one event of a mixed board, by the number in its uid: `s:600~l:700~e:…`."""
    match = _LEAGUE_NUMBER.search(text(event, "uid") or "")
    if match is None:
        return "unknown"
    return LEAGUE_OF_NUMBER.get(match[1], f"espn-{match[1]}")
