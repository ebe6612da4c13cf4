"""One game: summary, box score, timeline. https://developer.sportradar.com, "Game Summary" and "Sport Event Summary".

The shape identifies the version: baseball wraps the game, football keeps its sides in `summary` and its players by
category, matches have `sport_event`. Leaders are not a box score.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from a1_mappers.extracted import Complete, Contest, Extracted, InjuryReport, PlayerBoxScore, Reject
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode
from a1_mappers.shapes import misshapen
from a1_mappers.sportradar import games, matches, wire
from a1_mappers.sportradar.errors import rejected
from a1_mappers.sportradar.injuries import reports_of
from a1_mappers.sportradar.lineups import places_of
from a1_mappers.sportradar.named_players import players_of
from a1_mappers.sportradar.players import football_lines, league_lines, match_lines
from a1_mappers.sportradar.vocabulary import league_of
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind

Json = Any
_Lines = Callable[[Mapping[str, Json], Contest], Iterator[PlayerBoxScore]]
_LINES = (
    *("home.players[].statistics", "away.players[].statistics"),
    *("statistics.totals.competitors[].players[].statistics", "statistics.teams[].players[]"),
)
_LINEUPS = ("lineups[].starting_lineup[]", "lineups[].substitutes[]")
_LINEUPS_BY_COMPETITOR = ("lineups.competitors[].players[]",)
_decode_wrapper = msgspec.json.Decoder(wire.Wrapper)
_decode_game = msgspec.json.Decoder(wire.Game)
_decode_match = msgspec.json.Decoder(wire.Match)
_decode_untyped = msgspec.json.Decoder(dict[str, Json], float_hook=Decimal)


def map_game_summary(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the game with its box scores, and injuries where the feed has them. Complete where it lists players."""
    try:
        wrapper = decode(body, _decode_wrapper)
        piece = bytes(wrapper.game) if _is_object(wrapper.game) else body
        untyped = decode(piece, _decode_untyped)
        if _is_object(wrapper.sport_event):
            match = decode(piece, _decode_match)
            generated_at = untyped.get("generated_at")
            mapped = matches.contest_of(match, headers, "$", generated_at if isinstance(generated_at, str) else None)
            readers: tuple[_Lines, ...] = (match_lines,)
        else:
            mapped = games.contest_of(decode(piece, _decode_game), league_of(None, headers), "$")
            readers = (league_lines, football_lines)
    except ParseError as error:
        yield rejected(body, error)
        return
    contest, rejects = mapped
    yield from rejects
    if contest is None:
        return
    yield contest
    for read in readers:
        yield from read(untyped, contest)
    yield from places_of(untyped, contest)
    yield from players_of(untyped, contest)
    parts: list[InjuryReport | Reject] = list(_lost(untyped))
    parts += [found for found in _injuries(untyped, contest) if found not in parts]
    yield from parts
    if _has_players(untyped) and not any(isinstance(each, Reject) for each in parts):
        yield Complete((Kind.PLAYER_STATS, Kind.INJURIES))


def _is_object(piece: msgspec.Raw) -> bool:
    return bytes(piece).startswith(b"{")


def _has_players(game: Mapping[str, Json]) -> bool:
    """Whether the body lists players, so that one it does not list has ended. Plays are no such list."""
    listed = any(key in game for key in ("statistics", "lineups"))
    return listed or any("players" in team for name in ("home", "away") if isinstance(team := game.get(name), dict))


def _lost(game: Mapping[str, Json]) -> Iterator[Reject]:
    """Yield a reject for each part of the box scores and line-ups that cannot be read."""
    lineups = _LINEUPS if isinstance(game.get("lineups"), list) else _LINEUPS_BY_COMPETITOR
    yield from misshapen(game, "$", *_LINES, *lineups)


def _injuries(game: Mapping[str, Json], contest: Contest) -> Iterator[InjuryReport | Reject]:
    for name, side in (("home", contest.home), ("away", contest.away)):
        team = game.get(name)
        if isinstance(team, dict):
            yield from reports_of(team, side, contest.league, f"$.{name}")
