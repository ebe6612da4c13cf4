"""Players whom plays name: without totals, so they are counted, and figures are read from box scores."""

from collections.abc import Iterable, Iterator, Mapping

from a1_mappers.extracted import Contest, PlayerBoxScore, Side
from a1_mappers.sportradar.players import player_of, rows
from a1_mappers.untyped import Json, dig, items


def players_of(game: Mapping[str, Json], contest: Contest) -> Iterator[PlayerBoxScore]:
    """Yield each player whom the plays of a play-by-play name, once."""
    return distinct(found for play in _plays(game) for found in named_in(play, contest))


def named_in(play: Mapping[str, Json], contest: Contest) -> Iterator[PlayerBoxScore]:
    """Yield the players in the statistics of a play, without figures."""
    for entry in rows(play.get("statistics")):
        row = entry.get("player")
        if not isinstance(row, dict):
            continue
        player = player_of(row, _side(entry.get("team"), contest))
        if player is not None:
            yield PlayerBoxScore(contest_id=contest.native_id, league=contest.league, player=player, stats={})


def distinct(found: Iterable[PlayerBoxScore]) -> Iterator[PlayerBoxScore]:
    """Yield each player of each contest once, as first named."""
    players: dict[tuple[str, str], PlayerBoxScore] = {}
    for each in found:
        players.setdefault((each.contest_id, each.player.native_id or each.player.name), each)
    yield from players.values()


def _plays(game: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    """Iterate over the plays of all periods. Football groups them in drives."""
    for period in items(game, "periods"):
        for play in (*items(period, "events"), *items(period, "pbp")):
            yield play
            yield from items(play, "events")


def _side(team: Json, contest: Contest) -> Side | None:
    team_id = dig(team, "id")
    return next((side for side in (contest.home, contest.away) if side.native_id == team_id), None)
