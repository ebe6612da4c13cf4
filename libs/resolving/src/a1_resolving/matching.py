"""The evidence for assigning a listing to its game: method, confidence and margin."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from a1_identity.games import distance_between
from a1_identity.teams import recognise
from a1_identity.windows import is_one_start, window_of
from a1_mappers.extracted import Side
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MatchMethod

_CERTAIN = Decimal(1)
_IN_DOUBT = Decimal("0.5")
_MOVED = Decimal("0.9")
_COST_OF_A_WINDOW = Decimal("0.1")
_TWO_PLACES = Decimal("0.01")
_METHODS = (MatchMethod.SCORED, MatchMethod.ALIAS, MatchMethod.EXACT, MatchMethod.NATIVE_ID)


class Match(NamedTuple):
    """The evidence fields of a listing.

    `confidence` and `margin` are between 0 and 1; `margin` is None without a second game to compare with.
    """

    method: MatchMethod
    confidence: Decimal
    margin: Decimal | None = None


def match_of(
    listing: Listing, game: Sequence[Listing], games: Sequence[Sequence[Listing]], *, is_ambiguous: bool
) -> Match:
    """Return the evidence for assigning `listing` to `game`, one of the block's `games`."""
    margin = _margin(listing, game, games)
    if listing.pinned is not None:
        return Match(MatchMethod.PINNED, _CERTAIN)
    if is_ambiguous and len(game) == 1:
        return Match(MatchMethod.REVIEW, _IN_DOUBT, margin)
    if listing is game[0]:
        known = listing.home.team_id is not None and listing.away.team_id is not None
        return Match(MatchMethod.FIRST if known else MatchMethod.ALONE, _CERTAIN, margin)
    method, score = _by_sides(listing)
    if listing.start_time is None or game[0].start_time is None:
        return Match(method, score, margin)
    if not is_one_start(listing.start_time, game[0].start_time, listing.league):
        return Match(MatchMethod.RESCHEDULED, min(score, _MOVED), margin)
    cost = _cost(abs(listing.start_time - game[0].start_time), listing)
    return Match(method, (score * (1 - cost)).quantize(_TWO_PLACES).normalize() + 0, margin)


def _by_sides(listing: Listing) -> tuple[MatchMethod, Decimal]:
    """Return method and score of the less certain of the two recognised sides."""
    sides = [
        recognise(_side(side), Provider(listing.provider), listing.league) for side in (listing.home, listing.away)
    ]
    method = min((side.method for side in sides), key=lambda found: _METHODS.index(found) if found in _METHODS else -1)
    if method not in _METHODS:
        return MatchMethod.EXACT, _CERTAIN
    return method, min(side.score for side in sides)


def _side(side: ListingSide) -> Side:
    return Side(name=side.name, native_id=side.native_id, abbreviation=side.abbreviation)


def _margin(listing: Listing, game: Sequence[Listing], games: Sequence[Sequence[Listing]]) -> Decimal | None:
    """Return by how much confidence the listing's game leads the next nearest game.

    For a listing that is alone in its game the two nearest other games are compared. None if there are fewer than two.
    """
    own = min(_distances(listing, game), default=None)
    nearest = (min(_distances(listing, other), default=None) for other in games if other is not game)
    others = sorted(distance for distance in nearest if distance is not None)
    ranked = others if own is None else [own, *others]
    if len(ranked) < 2:
        return None
    return (_cost(ranked[1], listing) - _cost(ranked[0], listing)).quantize(_TWO_PLACES).normalize() + 0


def _distances(listing: Listing, game: Sequence[Listing]) -> Iterator[timedelta]:
    for other in game:
        if other.provider is not listing.provider and (distance := distance_between(listing, other)) is not None:
            yield distance


def _cost(distance: timedelta, listing: Listing) -> Decimal:
    """Return the confidence that a distance between start times costs: 0 to 0.1, linear within the league's window."""
    return Decimal(str(min(1.0, distance / window_of(listing.league)))) * _COST_OF_A_WINDOW
