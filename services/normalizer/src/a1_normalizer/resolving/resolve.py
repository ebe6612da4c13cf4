"""The order in which a body is resolved: listings, games, then what refers to them, then what has ended."""

from a1_normalizer.league_state import BlockKey
from a1_normalizer.resolving.body import Body
from a1_normalizer.resolving.contests import list_contests
from a1_normalizer.resolving.games import resolve_games
from a1_normalizer.resolving.offers import write_offers
from a1_normalizer.resolving.removals import withdraw
from a1_schemas.vocabulary import Kind


def resolve(body: Body) -> tuple[BlockKey, ...]:
    """Write all changes of one body; gives the blocks of listings that were resolved whole."""
    changed, decisive = list_contests(body)
    blocks = resolve_games(body, changed, decisive)
    withdraw(body, Kind.ODDS, write_offers(body))
    return blocks
