"""One team's players: /apis/site/v2/sports/{sport}/{league}/teams/{id}/roster (unofficial).

`athletes` is a flat list, or grouped by unit (`items`). A player may be `Active` and still have an injury.
"""

from collections.abc import Iterator

from a1_mappers.completeness import completed
from a1_mappers.espn.errors import rejected
from a1_mappers.espn.injuries import reports_of
from a1_mappers.espn.players import player_of
from a1_mappers.espn.scoreboard import league_of
from a1_mappers.espn.teams import team_entry
from a1_mappers.espn.vocabulary import ROSTER_GROUPS, ROSTER_STATUSES
from a1_mappers.espn.wire import decode_any
from a1_mappers.extracted import Complete, Extracted, InjuryReport, Reject, RosterPlace, TeamEntry
from a1_mappers.links import image_link
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.shapes import misshapen
from a1_mappers.untyped import Json, dig, items, text
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

_READ = ("athletes[].injuries[]", "athletes[].items[].injuries[]")


def map_roster(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the team, and the complete lists of its players and of their injuries.

    If one of them cannot be read, that list is not complete.
    """
    try:
        roster = decode(body, decode_any)
        if not isinstance(dig(roster, "athletes"), list):
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no list of athletes")
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(headers, []) or headers.league
    lost = list(misshapen(roster, "$", *_READ))
    yield from lost
    entry = team_entry(league, dig(roster, "team"), "$.team")
    yield entry
    if isinstance(entry, TeamEntry):
        places = _places(roster, entry)
        yield from places if lost else completed(places, (Kind.TEAMS, Kind.PLAYERS))
    injuries = _injuries(roster, league)
    yield from injuries if lost else _complete_injuries(injuries)


def _places(roster: Json, entry: TeamEntry) -> Iterator[RosterPlace | Reject]:
    for index, (group, athlete) in enumerate(_athletes(roster)):
        player = player_of(athlete, entry.team)
        if player is None:
            yield Reject(RejectReason.MISSING_FIELD, f"$.athletes[{index}]", "no athlete's name")
            continue
        native_status = text(athlete, "status", "name")
        yield RosterPlace(
            league=entry.league,
            team=entry.team,
            player=player,
            headshot=image_link(dig(athlete, "headshot", "href")),
            status=ROSTER_GROUPS.get(group or "") or ROSTER_STATUSES.get((native_status or "").casefold()),
            native_status=native_status,
        )


def _injuries(roster: Json, league: str) -> Iterator[InjuryReport | Reject]:
    for index, (_, athlete) in enumerate(_athletes(roster)):
        entries = [entry | {"athlete": athlete} for entry in items(athlete, "injuries")]
        team = {"team": dig(roster, "team"), "injuries": entries}
        yield from reports_of(team, league, f"$.athletes[{index}]")


def _complete_injuries(injuries: Iterator[InjuryReport | Reject]) -> Iterator[Extracted]:
    is_whole = True
    for found in injuries:
        is_whole = is_whole and not isinstance(found, Reject)
        yield found
    if is_whole:
        yield Complete((Kind.INJURIES,))


def _athletes(roster: Json) -> Iterator[tuple[str | None, Json]]:
    """Iterate over the athletes, each with the name of the unit that lists it."""
    for entry in items(roster, "athletes"):
        grouped = list(items(entry, "items"))
        unit = text(entry, "position") if grouped else None
        yield from ((unit, athlete) for athlete in grouped or [entry])
