"""Live rows carry the player's box score so far, repeated on every row of the player."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from a1_mappers.extracted import PlayerBoxScore, Reject
from a1_mappers.parsing import ParseError, decode, parse_number
from a1_mappers.prizepicks.games import BoardGames
from a1_mappers.prizepicks.included import Included
from a1_mappers.prizepicks.props import player_of
from a1_mappers.prizepicks.rows import Row
from a1_mappers.prizepicks.stat_words import live_stats_of
from a1_schemas.stats import StatType

_decode_number = msgspec.json.Decoder(Decimal)


def box_scores_of(rows: list[Row], included: Included, games: BoardGames) -> Iterator[PlayerBoxScore | Reject]:
    """Yield one box score for each player of each game. Combos have none of their own."""
    seen: dict[tuple[str, str], None] = {}
    for row in rows:
        score = None if row.is_combo or row.player is None else included.score(row.projection.relationships.score)
        if score is None or not score.details:
            continue
        contest_id = games.contest_id_of(row)
        if not contest_id or (contest_id, row.player_id) in seen:
            continue
        seen[contest_id, row.player_id] = None
        try:
            stats = _stats(row.league, score.details)
        except ParseError as error:
            yield error.at(f"{row.path}.score.details")
            continue
        yield PlayerBoxScore(contest_id=contest_id, league=row.league, player=player_of(row, games), stats=stats)


def _stats(league: str, details: dict[str, msgspec.Raw]) -> dict[StatType, Decimal]:
    """Return the known statistics. The provider leaves out those of value zero."""
    return {
        stat_type: parse_number(decode(bytes(details[key]), _decode_number))
        for key, stat_type in live_stats_of(league).items()
        if key in details
    }
