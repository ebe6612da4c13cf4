"""Standings: /apis/v2/sports/{sport}/{league}/standings (unofficial). The same path below /apis/site has only a link.

Tables stand in groups: of a conference, in it of divisions, or of the whole league in soccer.
"""

from collections.abc import Iterator

import msgspec

from a1_mappers.completeness import completed
from a1_mappers.espn.errors import rejected
from a1_mappers.espn.scoreboard import league_of
from a1_mappers.espn.teams import team_entry
from a1_mappers.espn.wire import decode_any
from a1_mappers.extracted import Extracted, Reject, TeamEntry
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.team_facts import rank_of, record_of
from a1_mappers.untyped import Json, dig, items, text, whole
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

_Groups = tuple[str, ...]
"""The names of the conference and of the division, as far as the table is below them."""


def map_standings(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the complete list of the teams in the tables, with record and rank."""
    try:
        answer = decode(body, decode_any)
        rows = list(_ranked(answer, ()))
        if not rows:
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no teams")
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(headers, []) or headers.league
    entries = (_entry(league, row, groups, f"$.standings.entries[{index}]") for index, (row, groups) in enumerate(rows))
    yield from completed(entries, (Kind.TEAMS,))


def _ranked(group: Json, groups: _Groups) -> Iterator[tuple[Json, _Groups]]:
    """Iterate over the rows of a group and of its subgroups. A group without others beside it is the league itself."""
    yield from ((row, groups) for row in items(group, "standings", "entries"))
    inner = list(items(group, "children"))
    for each in inner:
        name = text(each, "name")
        is_part = bool(groups) or len(inner) > 1 or dig(each, "isConference") is True
        yield from _ranked(each, (*groups, name) if is_part and name else groups)


def _entry(league: str, row: Json, groups: _Groups, path: str) -> TeamEntry | Reject:
    found = team_entry(league, dig(row, "team"), path)
    if isinstance(found, Reject):
        return found
    numbers = {(text(stat, "type") or "").casefold(): whole(dig(stat, "value")) for stat in items(row, "stats")}
    conference, division = (*groups, None, None)[:2]
    facts = msgspec.structs.replace(
        found.facts,
        conference=conference,
        division=division,
        record=record_of(numbers.get("wins"), numbers.get("losses"), numbers.get("ties"), numbers.get("otlosses")),
        rank=rank_of(numbers.get("rank") or numbers.get("playoffseed")),
        standing=found.facts.standing or text(row, "note", "description"),
    )
    return msgspec.structs.replace(found, facts=facts)
