"""A reference to a game: the sides and the start that a row or a game object names."""

from datetime import datetime

import msgspec

from a1_mappers.prizepicks.included import BoardGame

Pair = tuple[str, str]


class GameReference(msgspec.Struct, frozen=True, cache_hash=True):
    """A pair of sides and a time. Combos are loose: their game's id and start can be those of another game."""

    league: str
    pair: Pair
    start_time: datetime | None
    game_id: str | None
    spellings: frozenset[str]
    is_loose: bool = False
    game: BoardGame | None = None
