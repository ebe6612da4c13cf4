"""Which providers the sandbox plays, and where each keeps our leagues under keys of its own."""

from a1_schemas.leagues import League, prizepicks_boards, sportradar_products
from a1_schemas.providers import Provider
from a1_schemas.segment_boards import SegmentBoard, prizepicks_segments

PRIZEPICKS_BOARDS: dict[str, tuple[str, tuple[League, ...]]] = {
    board.id: (board.name, leagues) for board, leagues in prizepicks_boards().items()
}
PRIZEPICKS_SEGMENTS: dict[str, SegmentBoard] = {
    each.board.id: each for board in prizepicks_boards() for each in prizepicks_segments(board)
}
"""The boards of parts of games, by their id."""
PRIZEPICKS_NAMES = {place: name for place, (name, _) in PRIZEPICKS_BOARDS.items()} | {
    place: each.board.name for place, each in PRIZEPICKS_SEGMENTS.items()
}
"""The name of every board, by its id."""
_BOARD_LEAGUES = {place: leagues for place, (_, leagues) in PRIZEPICKS_BOARDS.items()} | {
    place: PRIZEPICKS_BOARDS[each.parent.id][1] for place, each in PRIZEPICKS_SEGMENTS.items()
}

SPORTRADAR_PRODUCTS = sportradar_products()

_PLACES: dict[Provider, dict[str, tuple[League, ...]]] = {
    Provider.ESPN: {league.traits.espn.path: (league,) for league in League},
    Provider.ODDS: {league.traits.odds_api_key: (league,) for league in League},
    Provider.PRIZEPICKS: _BOARD_LEAGUES,
    Provider.SPORTRADAR: SPORTRADAR_PRODUCTS,
}


PLAYED = frozenset(_PLACES)
"""The providers that the sandbox has bodies for; any other is answered 404."""


def leagues_at(provider: Provider, place: str) -> tuple[League, ...]:
    """The leagues of ours that a provider keeps under one key; none where the key is not ours."""
    return _PLACES.get(provider, {}).get(place, ())
