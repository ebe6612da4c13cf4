"""Teams: /apis/site/v2/sports/{sport}/{league}/teams (unofficial), paged in college leagues."""

import re
from collections.abc import Iterator

from a1_mappers.completeness import completed
from a1_mappers.espn.errors import rejected
from a1_mappers.espn.scoreboard import league_of
from a1_mappers.espn.wire import decode_any
from a1_mappers.extracted import Extracted, Reject, Side, TeamEntry
from a1_mappers.links import image_link
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.shapes import misshapen
from a1_mappers.team_facts import TeamFacts, colours
from a1_mappers.untyped import Json, dig, items, text
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

_PAGE = re.compile(r"[?&]page=")


def map_teams(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield every team. The list is complete unless a page of it was asked for."""
    try:
        answer = decode(body, decode_any)
        if not isinstance(dig(answer, "sports"), list):
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no sports")
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(headers, list(items(answer, "sports", 0, "leagues"))) or headers.league
    is_page = _PAGE.search(headers.url) is not None
    yield from _entries(answer, league) if is_page else completed(_entries(answer, league), (Kind.TEAMS,))


def _entries(answer: Json, league: str) -> Iterator[Extracted]:
    yield from misshapen(answer, "$", "sports[].leagues[].teams[]")
    for index, entry in enumerate(items(answer, "sports", 0, "leagues", 0, "teams")):
        yield team_entry(league, dig(entry, "team"), f"$.sports[0].leagues[0].teams[{index}]")


def team_entry(league: str, team: Json, path: str) -> TeamEntry | Reject:
    """Return a team with its names, colours and logo, or a reject where it has no name."""
    name = text(team, "displayName") or text(team, "name")
    if name is None:
        return Reject(RejectReason.MISSING_FIELD, path, "no name")
    others = (text(team, key) for key in ("shortDisplayName", "location", "name", "nickname"))
    side = Side(
        name=name,
        native_id=text(team, "id"),
        abbreviation=text(team, "abbreviation"),
        also_named=tuple(dict.fromkeys(other for other in others if other and other != name)),
    )
    facts = TeamFacts(
        nickname=text(team, "name"),
        city=text(team, "location"),
        colors=colours((dig(team, "color"), dig(team, "alternateColor"))),
        logo=image_link(dig(team, "logo")) or image_link(dig(team, "logos", 0, "href")),
        standing=text(team, "standingSummary"),
    )
    return TeamEntry(league=league, team=side, facts=facts)
