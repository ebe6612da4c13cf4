"""Groups listings for comparison: by their two teams, and by the pair and day they were first announced for."""

from datetime import date

from a1_identity.names import team_key
from a1_identity.windows import local_date
from a1_schemas.leagues import League
from a1_schemas.listing import Listing

BlockKey = tuple[str, str]
"""The two sides of a game in alphabetical order: team ids, or names of sides that are not registered."""


def block_of(listing: Listing) -> BlockKey:
    """Return the block in which a listing is resolved. A listing with an undetermined side has a block of its own."""
    sides = [
        side.team_id or (f"~{team_key(side.name)}" if side.name is not None else None)
        for side in (listing.home, listing.away)
    ]
    if None in sides:
        return (f"={listing.provider}", listing.native_id)
    first, second = sorted(side for side in sides if side is not None)
    return (first, second)


def announcement_of(listing: Listing) -> tuple[BlockKey, date] | None:
    """Return the pair and the day a listing was first announced for, or None if one of them was unknown."""
    if listing.first_home is None or listing.first_away is None or listing.first_start_time is None:
        return None
    first, second = sorted((listing.first_home, listing.first_away))
    return (first, second), local_date(listing.first_start_time, League(listing.league))
