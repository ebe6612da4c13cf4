"""Converts offers to `BettingOdds`, with home and away as the game has them."""

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from a1_mappers.extracted import Offer
from a1_resolving.body import Body, in_utc
from a1_resolving.current import rest_of_document
from a1_resolving.markets import FLIPPED, markets_of, outcome_order
from a1_schemas import fast
from a1_schemas.betting_odds import OfferMarket, OfferOutcome
from a1_schemas.listing import Listing
from a1_schemas.vocabulary import Kind, Selection


def write_offers(body: Body) -> dict[str, None]:
    """Write this body's offers. Returns the keys of all offers in it, including unchanged values.

    An offer without a price is none.
    """
    named: dict[str, None] = {}
    games: dict[str, Listing] = {}
    for offer in body.contents.offers:
        listing = games.get(offer.contest_id) or body.game_of(offer.contest_id, offer.bookmaker)
        if listing is None or not offer.markets:
            continue
        games[offer.contest_id] = listing
        markets, faults = markets_of(offer, listing)
        for fault in faults:
            body.reject(fault.reason, offer.contest_id, f"{offer.bookmaker}: {fault.detail}")
        if not markets:
            continue
        key = odds_key(listing.event_id, body.headers.provider, body.headers.feed, offer.bookmaker)
        named[key] = None
        body.changes.write_rest(Kind.ODDS, key, _rest(body, offer, listing, markets))
    return named


def odds_key(event_id: str, provider: str, feed: str, bookmaker: str) -> str:
    """Return the record key of one bookmaker's offer on one event."""
    return f"{event_id}|{provider}|{feed}|{bookmaker}"


def flipped(markets: Iterable[OfferMarket]) -> tuple[OfferMarket, ...]:
    """Return the markets with home and away exchanged. A line keeps its selection's number and moves with it."""
    return tuple(
        market.model_copy(
            update={
                "outcomes": tuple(
                    sorted(
                        (
                            outcome.model_copy(update={"selection": FLIPPED.get(outcome.selection, outcome.selection)})
                            for outcome in market.outcomes
                        ),
                        key=_outcome_order,
                    )
                )
            }
        )
        for market in markets
    )


def _rest(body: Body, offer: Offer, listing: Listing, markets: tuple[fast.OfferMarket, ...]) -> bytes:
    """Return the JSON of `BettingOdds` from `observed_at` on.

    Encoded without building the model, because this is most of the work in a busy league.
    """
    document = fast.BettingOdds(
        changed_at=body.headers.fetched_at,
        observed_at=in_utc(offer.observed_at),
        event_id=listing.event_id,
        league=body.league,
        provider=body.headers.provider,
        feed=body.headers.feed,
        target=body.headers.target,
        native_event_id=offer.contest_id,
        bookmaker=offer.bookmaker,
        bookmaker_name=offer.bookmaker_name,
        markets=markets,
    )
    return rest_of_document(_encode(document))


_encode = msgspec.json.Encoder().encode


def _outcome_order(outcome: OfferOutcome) -> tuple[bool, Decimal, Selection]:
    return outcome_order((outcome.selection, outcome.line))
