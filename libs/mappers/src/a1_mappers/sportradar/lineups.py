"""Line-ups of matches: starters and substitutes. https://developer.sportradar.com, "Sport Event Lineups".

Version 3 has the sides under their own keys (`starting_lineup`, `substitutes`); version 4 lists them by competitor and
marks each player.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from a1_mappers.extracted import Contest, LineupPlace, Side
from a1_mappers.sportradar.players import player_of, rows

Json = Any
_STARTS = (("starting_lineup", True), ("substitutes", False))


def places_of(match: Mapping[str, Json], contest: Contest) -> Iterator[LineupPlace]:
    """Yield each player in the line-ups."""
    lineups = match.get("lineups")
    if isinstance(lineups, dict):
        for team in rows(lineups.get("competitors")):
            for row in rows(team.get("players")):
                yield from _place(row, contest, _side(team.get("qualifier"), contest), row.get("starter"))
    for team in rows(lineups):
        for name, starts in _STARTS:
            for row in rows(team.get(name)):
                yield from _place(row, contest, _side(team.get("team"), contest), starts)


def _place(row: Mapping[str, Json], contest: Contest, side: Side | None, starter: Json) -> Iterator[LineupPlace]:
    player = player_of(row, side)
    if player is not None and isinstance(starter, bool):
        yield LineupPlace(
            contest_id=contest.native_id,
            league=contest.league,
            player=player,
            starter=starter,
            observed_at=contest.observed_at,
        )


def _side(qualifier: Json, contest: Contest) -> Side | None:
    """Return the contest's side with this qualifier (`home`, `away`)."""
    sides = {"home": contest.home, "away": contest.away}
    return sides.get(qualifier) if isinstance(qualifier, str) else None
