"""The phase of a market: whether its price is of before the game, of the game in play, or of none that can be bet on.

It follows from the record and from its provider's listing alone, so it is written again whenever the listing changes.
"""

from datetime import datetime

from a1_resolving.life_spans import ENDED
from a1_resolving.listed_game import ListedGame
from a1_schemas.betting_odds import BettingOdds, OfferMarket
from a1_schemas.game_words import MarketPhase
from a1_schemas.listing import Listing
from a1_schemas.vocabulary import EventStatus

_IN_PLAY = frozenset({EventStatus.LIVE, EventStatus.SUSPENDED})
_LIVE_ODDS = "live odds"
"""In the name under which a provider lists a bookmaker's odds on games in play."""


def phase_of(observed_at: datetime | None, bookmaker_name: str, listing: Listing | ListedGame) -> MarketPhase:
    """Return the phase of a price with this time, by what its provider says of the game.

    A price older than the start is of before the game, however long it is listed after that. One without a time is the
    last of before the game, unless it is listed as odds on games in play.
    """
    if listing.status in ENDED:
        return MarketPhase.CLOSED
    is_in_play = listing.status in _IN_PLAY
    if observed_at is None:
        if is_in_play and _LIVE_ODDS not in bookmaker_name.casefold():
            return MarketPhase.CLOSED
    elif listing.start_time is not None and listing.start_time_confirmed:
        is_in_play = observed_at >= listing.start_time
    return MarketPhase.LIVE if is_in_play else MarketPhase.PREMATCH


def has_other_phases(before: Listing | None, listing: Listing) -> bool:
    """Whether a listing has changed in a fact that phases follow from."""
    return before is not None and _decisive(before) != _decisive(listing)


def _decisive(listing: Listing) -> tuple[object, ...]:
    status = listing.status
    return (status in ENDED, status in _IN_PLAY, listing.start_time, listing.start_time_confirmed)


def in_phase(message: BettingOdds, listing: Listing) -> tuple[OfferMarket, ...]:
    """Return the markets of an offer, each in the phase that it has now."""
    return tuple(
        market.model_copy(update={"phase": phase_of(market.observed_at, message.bookmaker_name, listing)})
        for market in message.markets
    )
