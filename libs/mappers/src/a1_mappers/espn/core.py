"""ESPN's core API (unofficial): its resources link to other resources; only those complete in themselves are read.

The odds of a game identify it only in the requested path. An event identifies its sides only in its title, `Away at
Home`. Pages of links, statuses, probabilities and athletes yield nothing.
"""

import re
from collections.abc import Iterator

from a1_mappers.espn.contests import contest_of, is_contest
from a1_mappers.espn.errors import rejected
from a1_mappers.espn.offers import offers_of
from a1_mappers.espn.scoreboard import league_of
from a1_mappers.espn.vocabulary import INJURY_STATUSES
from a1_mappers.espn.wire import decode_any
from a1_mappers.extracted import Complete, Extracted, InjuryReport, Player, Reject, Side
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode, parse_optional_time
from a1_mappers.untyped import Json, dig, items, text
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

_ODDS = re.compile(r"/competitions/(\d+)/odds(?:/|\?|$)")
_ATHLETE = re.compile(r"/athletes/(\d+)")
_TEAM = re.compile(r"/teams/(\d+)")
_TITLE = re.compile(r"(.+?) (?:at|vs\.?|@) (.+)", re.IGNORECASE)


def map_core(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the offers of one game, one event or one injury. Any other resource yields nothing."""
    try:
        resource = decode(body, decode_any)
        if not isinstance(resource, dict):
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no resource")
        if dig(resource, "error") is not None:
            raise ParseError(RejectReason.ERROR_BODY, "an error")
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(headers, []) or headers.league
    requested = _ODDS.search(headers.url)
    if requested is not None:
        yield from _odds(resource, requested[1], league)
    elif isinstance(dig(resource, "competitions"), list):
        yield from _event(resource, league)
    elif isinstance(dig(resource, "athlete"), dict) and text(resource, "status") is not None:
        yield from _injury(resource, league)


def _odds(resource: Json, contest_id: str, league: str) -> Iterator[Extracted]:
    """Yield one game's offers. Complete only if all are on one page and each one identifies its bookmaker."""
    entries = dig(resource, "items")
    if not isinstance(entries, list):
        yield Reject(RejectReason.UNEXPECTED_SHAPE, "$.items", "no list of odds")
        return
    is_whole = dig(resource, "pageCount") in (None, 0, 1)
    for found in offers_of(entries, contest_id, league, "$.items"):
        is_whole = is_whole and not (isinstance(found, Reject) and found.reason is RejectReason.MISSING_FIELD)
        yield found
    if is_whole:
        yield Complete((Kind.ODDS,))


def _event(event: Json, league: str) -> Iterator[Extracted]:
    """Yield an event. Sides that the body only links to are named from the title, which lists the away side first."""
    title = _TITLE.fullmatch(text(event, "name") or "")
    for index, competition in enumerate(items(event, "competitions")):
        path = f"$.competitions[{index}]"
        if not is_contest(competition):
            yield Reject(RejectReason.NOT_A_CONTEST, path)
            continue
        names = {"away": title[1], "home": title[2]} if title else {}
        named = [_named(competitor, names) for competitor in items(competition, "competitors")]
        try:
            yield contest_of(competition | {"competitors": named}, event, league)
        except ParseError as error:
            yield error.at(path)


def _injury(injury: Json, league: str) -> Iterator[Extracted]:
    """Yield an injury, whose athlete and team are known only by links."""
    athlete = _ATHLETE.search(text(injury, "athlete", "$ref") or "")
    team = _TEAM.search(text(injury, "team", "$ref") or "")
    native_status = text(injury, "status") or ""
    if athlete is None:
        yield Reject(RejectReason.MISSING_FIELD, "$.athlete", "no athlete's id")
        return
    side = Side(name=None, native_id=team[1] if team else None)
    try:
        yield InjuryReport(
            league=league,
            team=side,
            player=Player(name="", native_id=athlete[1], team=side),
            status=INJURY_STATUSES.get(native_status.casefold()),
            native_status=native_status,
            comment=text(injury, "shortComment"),
            observed_at=parse_optional_time(dig(injury, "date")),
        )
    except ParseError as error:
        yield error.at("$")


def _named(competitor: Json, names: dict[str, str]) -> Json:
    role = text(competitor, "homeAway") or ""
    team = {"id": dig(competitor, "id"), "displayName": names.get(role)}
    return competitor | {"team": team, "score": None}
