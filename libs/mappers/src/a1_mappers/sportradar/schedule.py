"""Sportradar's schedules: of a day, a week, a season, a series or a tournament.

https://developer.sportradar.com: league products have `games`, grouped by week, series or round in some feeds. General
sport products have `schedules`, `results`, `summaries` or `sport_events`. The shape identifies the product.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from a1_mappers.extracted import Complete, Contest, Extracted, Reject, Unchanged
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode, decode_each
from a1_mappers.sportradar import games, matches, wire
from a1_mappers.sportradar.errors import rejected
from a1_mappers.sportradar.setting import season_of
from a1_mappers.sportradar.vocabulary import league_of
from a1_mappers.untyped import text, whole
from a1_schemas.game_facts import Season
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

_decode_games = msgspec.json.Decoder(wire.LeagueSchedule)
_decode_matches = msgspec.json.Decoder(wire.Schedules)
_decode_game = msgspec.json.Decoder(wire.Game)
_decode_entry = msgspec.json.Decoder(wire.Match)
_decode_bare = msgspec.json.Decoder(wire.SportEvent)
_HARMLESS = frozenset({RejectReason.NOT_A_CONTEST, RejectReason.UNKNOWN_STATUS})


def map_schedule(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
    """Yield every contest: the complete list."""
    try:
        found = _map_league(body, headers, memory) or _map_sport(body, headers, memory)
        if found is None:
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no games")
    except ParseError as error:
        yield rejected(body, error)
        return
    is_whole = True
    for item in found:
        is_whole = is_whole and not (isinstance(item, Reject) and item.reason not in _HARMLESS)
        yield item
    if is_whole:
        yield Complete((Kind.LISTINGS,))


def _map_league(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted] | None:
    schedule = decode(body, _decode_games)
    lists = _game_lists(schedule)
    if lists is None:
        return None
    league = league_of(schedule.league.alias if schedule.league else None, headers)
    season = season_of(schedule.season, schedule.type)
    return (item for listed in lists for item in _map_games(listed, league, season, memory))


class _GameList(NamedTuple):
    """A list of games, with its path, and the week or the round that it is of."""

    path: str
    pieces: Sequence[msgspec.Raw]
    week: int | None = None
    round: str | None = None


def _game_lists(schedule: wire.LeagueSchedule) -> list[_GameList] | None:
    """Return the lists of games."""
    if schedule.games is not None:
        return [_GameList("$.games", schedule.games)]
    if schedule.week is not None:
        return [_GameList("$.week.games", schedule.week.games, _number_of(schedule.week))]
    if schedule.weeks is not None:
        return [
            _GameList(f"$.weeks[{index}].games", week.games, _number_of(week))
            for index, week in enumerate(schedule.weeks)
        ]
    for name, rounds in (("series", schedule.series), ("rounds", schedule.rounds)):
        if rounds is not None:
            return [found for index, each in enumerate(rounds) for found in _round_lists(each, f"$.{name}[{index}]")]
    return None


def _number_of(week: wire.Round) -> int | None:
    return whole(week.sequence) or whole(week.title)


def _round_lists(each: wire.Round, path: str) -> Iterator[_GameList]:
    title = text({"title": each.name or each.title}, "title")
    yield _GameList(f"{path}.games", each.games, round=title)
    for index, bracket in enumerate(each.bracketed):
        yield _GameList(f"{path}.bracketed[{index}].games", bracket.games, round=title)


def _map_games(listed: _GameList, league: str, season: Season | None, memory: PieceMemory) -> Iterator[Extracted]:
    for decoded in decode_each(listed.pieces, _decode_game, listed.path):
        if isinstance(decoded, Reject):
            yield decoded
            continue
        where, piece, game = decoded
        if memory.is_same(game.id, bytes(piece)):
            yield Unchanged(Kind.LISTINGS, (game.id,))
            continue
        contest, rejects = games.contest_of(game, league, where)
        if contest is not None:
            contest = msgspec.structs.replace(
                contest,
                season=contest.season or season,
                week=contest.week or listed.week,
                round=contest.round or listed.round,
            )
        yield from _noted(memory, game.id, contest, rejects)


def _map_sport(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted] | None:
    schedule = decode(body, _decode_matches)
    for name, pieces in (
        ("schedules", schedule.schedules),
        ("results", schedule.results),
        ("summaries", schedule.summaries),
    ):
        if pieces is not None:
            return _map_matches(pieces, f"$.{name}", headers, memory, schedule.generated_at)
    if schedule.sport_events is not None:
        return _map_events(schedule.sport_events, headers, memory, schedule.generated_at)
    return None


def _map_matches(
    pieces: Sequence[msgspec.Raw], path: str, headers: RawHeaders, memory: PieceMemory, generated_at: str | None
) -> Iterator[Extracted]:
    for decoded in decode_each(pieces, _decode_entry, path):
        if isinstance(decoded, Reject):
            yield decoded
            continue
        where, piece, match = decoded
        if memory.is_same(match.sport_event.id, bytes(piece)):
            yield Unchanged(Kind.LISTINGS, (match.sport_event.id,))
        else:
            yield from _noted(memory, match.sport_event.id, *matches.contest_of(match, headers, where, generated_at))


def _map_events(
    pieces: Sequence[msgspec.Raw], headers: RawHeaders, memory: PieceMemory, generated_at: str | None
) -> Iterator[Extracted]:
    """Yield matches without a status (v3)."""
    for decoded in decode_each(pieces, _decode_bare, "$.sport_events"):
        if isinstance(decoded, Reject):
            yield decoded
            continue
        where, piece, event = decoded
        if memory.is_same(event.id, bytes(piece)):
            yield Unchanged(Kind.LISTINGS, (event.id,))
        else:
            mapped = matches.contest_of(wire.Match(sport_event=event), headers, where, generated_at)
            yield from _noted(memory, event.id, *mapped)


def _noted(memory: PieceMemory, key: str, contest: Contest | None, rejects: list[Reject]) -> Iterator[Extracted]:
    if contest is not None:
        yield contest
    if rejects:
        memory.drop(key)
    yield from rejects
