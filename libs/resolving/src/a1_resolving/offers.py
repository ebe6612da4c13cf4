"""Converts offers to `BettingOdds`, with home and away as the game has them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

import msgspec

from a1_mappers.extracted_offers import Offer
from a1_resolving.body import Body, in_utc
from a1_resolving.listed_game import ListedGame
from a1_resolving.markets import FLIPPED, outcome_order, write_markets
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas.betting_odds import OfferMarket
from a1_schemas.removal import LIVING
from a1_schemas.vocabulary import Kind


def write_offers(body: Body) -> Steps[dict[str, None]]:
    """Write this body's offers. Returns the keys of all offers in it, including unchanged values.

    An offer without a price is none.
    """
    named: dict[str, None] = {}
    games: dict[str, tuple[ListedGame, bytes]] = {}
    provider, feed = body.headers.provider, body.headers.feed
    offers = body.contents.offers
    offers.reverse()
    while offers:
        if len(offers) % AT_ONCE == 0:
            yield
        offer = offers.pop()  # forgotten here, since to free a whole board at the end takes long
        game = games.get(offer.contest_id)
        if game is None:
            listing = body.game_of(offer.contest_id, offer.bookmaker)
            if listing is None:
                continue
            game = games[offer.contest_id] = listing, _origin(body, offer.contest_id, listing)
        if not offer.markets:
            continue
        listing, origin = game
        markets, faults = write_markets(offer, listing)
        for fault in faults:
            body.reject(fault.reason, offer.contest_id, f"{offer.bookmaker}: {fault.detail}")
        if not markets:
            continue
        key = odds_key(listing.event_id, provider, feed, offer.bookmaker)
        named[key] = None
        body.changes.write_split(Kind.ODDS, key, origin, _own(offer, markets))
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
                        key=lambda outcome: outcome_order((outcome.selection, outcome.line)),
                    )
                )
            }
        )
        for market in markets
    )


_encode = msgspec.json.Encoder().encode


def _origin(body: Body, contest_id: str, listing: ListedGame) -> bytes:
    """Return the part of `BettingOdds`' JSON that all of a game's offers have in common."""
    origin = {
        "event_id": listing.event_id,
        "league": body.league,
        "provider": body.headers.provider,
        "feed": body.headers.feed,
        "target": body.headers.target,
        "native_event_id": contest_id,
    }
    return b"," + _encode(origin)[1:-1]


def _own(offer: Offer, markets: Sequence[bytes]) -> bytes:
    """Return the JSON of `BettingOdds` from `observed_at` on, without the part in common."""
    bookmaker = _bookmaker(offer.bookmaker, offer.bookmaker_name)
    return b"".join((_observed(offer.observed_at), bookmaker, b",".join(markets), b"]}"))


@lru_cache(maxsize=1024)
def _observed(at: datetime | None) -> bytes:
    """Return the first fields. Cached: the offers of a body have few different times."""
    return b'"observed_at":%b,%b' % (_encode(in_utc(at)), LIVING)


@lru_cache(maxsize=1024)
def _bookmaker(key: str, name: str) -> bytes:
    return b',"bookmaker":%b,"bookmaker_name":%b,"markets":[' % (_encode(key), _encode(name))
