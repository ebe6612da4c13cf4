"""Live rows carry the player's box score so far, repeated on every row of the player."""

from decimal import Decimal

import msgspec

from a1_mappers.extracted import PlayerBoxScore, Reject
from a1_mappers.parsing import ParseError, decode, parse_number
from a1_mappers.prizepicks import wire
from a1_mappers.prizepicks.games import BoardGames
from a1_mappers.prizepicks.included import Included
from a1_mappers.prizepicks.props import player_of
from a1_mappers.prizepicks.rows import Row
from a1_mappers.prizepicks.stat_words import live_stats_of
from a1_schemas.stats import StatType

_decode_number = msgspec.json.Decoder(Decimal)


Scores = dict[tuple[str, str], tuple[wire.Score, Row]]
"""The box scores that were read of a board, each with a row of its player, by contest id and player id."""


def box_scores_of(
    rows: list[Row], included: Included, games: BoardGames, last: Scores
) -> tuple[list[PlayerBoxScore | Reject], Scores]:
    """Return the box scores that differ from the last board's, and all of this board's. Combos have none of their own.

    There is one for each player of each game.
    """
    found: list[PlayerBoxScore | Reject] = []
    scores: Scores = {}
    refused: set[tuple[str, str]] = set()
    for row in rows:
        if row.is_combo or row.player is None or row.projection.relationships.score.data is None:
            continue
        score = included.score(row.projection.relationships.score)
        if score is None or not score.details:
            continue
        name = (games.contest_id_of(row), row.player_id)
        if not name[0] or name in scores:
            continue
        scores[name] = score, row
        known, of_known = last.get(name, (None, row))
        if known is score and of_known.player is row.player:
            continue
        try:
            stats = _stats(row.league, score.details)
        except ParseError as error:
            found.append(error.at(f"{row.path}.score.details"))
            refused.add(name)
        else:
            found.append(
                PlayerBoxScore(contest_id=name[0], league=row.league, player=player_of(row, games), stats=stats)
            )
    return found, {name: score for name, score in scores.items() if name not in refused}


def _stats(league: str, details: dict[str, msgspec.Raw]) -> dict[StatType, Decimal]:
    """Return the known statistics. The provider leaves out those of value zero."""
    return {
        stat_type: parse_number(decode(bytes(details[key]), _decode_number))
        for key, stat_type in live_stats_of(league).items()
        if key in details
    }
