"""Ladders of lines: all rows of one player, statistic, game and duration.

The ladders of a game's statistic are passed over while their rows are those of the body before, if the same players
have rows in the game: one who joins it may be a namesake, by whom the others are distinguished.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from a1_mappers.extracted import Line, Player, Prop, Unchanged, UnchangedLadders
from a1_mappers.parsing import parse_text
from a1_mappers.prizepicks import wire
from a1_mappers.prizepicks.games import BoardGames
from a1_mappers.prizepicks.rows import Row
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind, Period

BOOKMAKER = str(Provider.PRIZEPICKS)
BOOKMAKER_NAME = "PrizePicks"
_AND = "+"
_WITHIN_COMBO = "/"
_LadderId = tuple[str, str, str | None, Period]
_Statistic = tuple[str, Period]
"""A statistic as records have it, and its period."""


class GameRows(NamedTuple):
    """The rows of one game."""

    rows: dict[_Statistic | None, list[Row]]
    """By statistic; those of no statistic or period that we know are under None."""
    players: dict[str, wire.Player | None]
    """By id."""


Board = Mapping[str, GameRows]
"""The rows of a board by contest id."""

_NO_ROWS = GameRows({}, {})


def board_of_rows(rows: list[Row], games: BoardGames) -> Board:
    """Return the rows of each game, in their order."""
    board: dict[str, GameRows] = {}
    for row in rows:
        contest_id = games.contest_id_of(row)
        game = board.get(contest_id)
        if game is None:
            game = board[contest_id] = GameRows({}, {})
        game.players[row.player_id] = row.player
        of_statistic = game.rows.get(row.statistic)
        if of_statistic is None:
            of_statistic = game.rows[row.statistic] = []
        of_statistic.append(row)
    return board


def props_of(board: Board, last: Board, games: BoardGames) -> Iterator[Prop | Unchanged | UnchangedLadders]:
    """Yield one prop for each ladder that has changed since the last board, and name the statistics that have not."""
    for contest_id, game in board.items():
        before = last.get(contest_id, _NO_ROWS)
        standing = _standing(game, before)
        for statistic, rows in game.rows.items():
            if statistic not in standing:
                yield from _props(contest_id, rows, games)
        if standing and len(standing) == len(game.rows) == len(before.rows):
            yield Unchanged(Kind.PROPS, (contest_id, BOOKMAKER))
        elif standing:
            rows = [row for statistic in standing for row in game.rows[statistic]]
            yield UnchangedLadders(contest_id, BOOKMAKER, tuple(standing), _people(rows, games))


def _standing(game: GameRows, before: GameRows) -> dict[_Statistic, None]:
    """Return the statistics whose rows are those of the board before."""
    if not _are_same(game.players, before.players):
        return {}
    return {
        statistic: None
        for statistic, rows in game.rows.items()
        if statistic is not None and set(rows) == set(before.rows.get(statistic, ()))
    }


def _are_same(players: Mapping[str, wire.Player | None], others: Mapping[str, wire.Player | None]) -> bool:
    return players.keys() == others.keys() and all(player is others[player_id] for player_id, player in players.items())


def _people(rows: list[Row], games: BoardGames) -> tuple[Player, ...]:
    """Return the players whom ladders of these rows are about, each once."""
    by_id = {row.player_id: row for row in rows}
    return tuple(
        player
        for row in by_id.values()
        for player in (members_of(row, games) if row.is_combo else (player_of(row, games),))
    )


def _props(contest_id: str, rows: list[Row], games: BoardGames) -> Iterator[Prop]:
    ladders: dict[_LadderId, tuple[Row, list[Line]]] = {}
    for row in sorted(rows, key=_id_of):  # their order on the board changes with every poll
        name = (row.player_id, row.native_stat, row.native_period, row.board.period)
        ladders.setdefault(name, (row, []))[1].append(row.line)
    for row, lines in ladders.values():
        yield _prop(row, contest_id, games, tuple(lines))


def _id_of(row: Row) -> str:
    return row.projection.id


def player_of(row: Row, games: BoardGames) -> Player:
    """Return the player. One missing from the body has only an id."""
    if row.player is None:
        return Player(name="", native_id=row.player_id)
    team = None if row.is_combo else parse_text(row.player.team)
    jersey = row.player.jersey_number
    return Player(
        name=parse_text(row.player.name) or "",
        native_id=row.player_id,
        team=None if team is None else games.side_of(row.league, team),
        position=parse_text(row.player.position),
        jersey=None if jersey is None else parse_text(str(jersey)),
    )


def members_of(row: Row, games: BoardGames) -> tuple[Player, ...]:
    """Return the players of a combo. Each is on the team at its own place, where there are as many teams."""
    if row.player is None:
        return ()
    names = [name for text in (row.player.name or "").split(_AND) if (name := parse_text(text)) is not None]
    teams = [parse_text(team) for team in (row.player.team or "").split(_WITHIN_COMBO)]
    if len(teams) != len(names):
        teams = [None] * len(names)
    return tuple(
        Player(name=name, team=None if team is None else games.side_of(row.league, team))
        for name, team in zip(names, teams, strict=True)
    )


def _prop(row: Row, contest_id: str, games: BoardGames, lines: tuple[Line, ...]) -> Prop:
    return Prop(
        contest_id=contest_id,
        league=row.league,
        bookmaker=BOOKMAKER,
        bookmaker_name=BOOKMAKER_NAME,
        player=player_of(row, games),
        is_combo=row.is_combo,
        members=members_of(row, games) if row.is_combo else (),
        stat_type=row.stat_type,
        native_stat=row.native_stat,
        period=row.period,
        native_period=row.native_period,
        lines=lines,
    )
