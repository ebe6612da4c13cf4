"""Converts offers to `BettingOdds`, with home and away as the game has them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

import msgspec

from a1_mappers.extracted import Market, Offer, Price
from a1_resolving.body import Body, in_utc
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas import fast
from a1_schemas.base import json_number
from a1_schemas.betting_odds import OfferMarket, OfferOutcome
from a1_schemas.listing import Listing
from a1_schemas.prices import american_from_decimal
from a1_schemas.removal import LIVING
from a1_schemas.vocabulary import Kind, MarketKey, Period, Selection, SettlementScope

_FLIPPED = {
    Selection.HOME: Selection.AWAY,
    Selection.AWAY: Selection.HOME,
    Selection.HOME_OVER: Selection.AWAY_OVER,
    Selection.HOME_UNDER: Selection.AWAY_UNDER,
    Selection.AWAY_OVER: Selection.HOME_OVER,
    Selection.AWAY_UNDER: Selection.HOME_UNDER,
    Selection.HOME_OR_DRAW: Selection.DRAW_OR_AWAY,
    Selection.DRAW_OR_AWAY: Selection.HOME_OR_DRAW,
}

_LINED = frozenset(
    {
        *(MarketKey.SPREAD, MarketKey.ALTERNATE_SPREAD, MarketKey.TOTAL, MarketKey.ALTERNATE_TOTAL),
        *(MarketKey.TEAM_TOTAL, MarketKey.ALTERNATE_TEAM_TOTAL),
    }
)

_NO_LINE = Decimal(0)
_WRITTEN_KEPT = 8_192
"""How many markets are kept as written: those of some hundred games with twenty bookmakers."""

_MarketId = tuple[MarketKey, Period, SettlementScope]
_OutcomeId = tuple[Selection, Decimal | None]


def write_offers(body: Body) -> Steps[dict[str, None]]:
    """Write this body's offers. Returns the keys of all offers in it, including unchanged values."""
    named: dict[str, None] = {}
    games: dict[str, tuple[Listing, bytes]] = {}
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
        key = odds_key(listing.event_id, provider, feed, offer.bookmaker)
        named[key] = None
        body.changes.write_split(Kind.ODDS, key, origin, _own(offer, is_flipped=listing.swapped))
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
                            outcome.model_copy(update={"selection": _FLIPPED.get(outcome.selection, outcome.selection)})
                            for outcome in market.outcomes
                        ),
                        key=_outcome_order,
                    )
                )
            }
        )
        for market in markets
    )


_encode = msgspec.json.Encoder().encode


def _origin(body: Body, contest_id: str, listing: Listing) -> bytes:
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


def _own(offer: Offer, *, is_flipped: bool) -> bytes:
    """Return the JSON of `BettingOdds` from `observed_at` on, without the part in common.

    Written without building the model, because this is most of the work in a busy league.
    """
    return b"".join(
        (
            _observed(offer.observed_at),
            _bookmaker(offer.bookmaker, offer.bookmaker_name),
            b",".join(_markets(offer.markets, is_flipped=is_flipped)),
            b"]}",
        )
    )


@lru_cache(maxsize=1024)
def _observed(at: datetime | None) -> bytes:
    """Return the first fields. Cached: the offers of a body have few different times."""
    return b'"observed_at":%b,%b' % (_encode(in_utc(at)), LIVING)


@lru_cache(maxsize=1024)
def _bookmaker(key: str, name: str) -> bytes:
    return b',"bookmaker":%b,"bookmaker_name":%b,"markets":[' % (_encode(key), _encode(name))


def _markets(markets: Sequence[Market], *, is_flipped: bool) -> list[bytes]:
    """Return the JSON of an offer's markets that have outcomes, sorted."""
    written = [_written(market, is_flipped) for market in markets]
    by_id = {market_id: market for _, market_id, market in written}
    if len(by_id) < len(written):
        by_id = _joined(markets, is_flipped=is_flipped)
    return [by_id[market_id] for market_id in sorted(by_id) if by_id[market_id]]


_known: dict[tuple[int, bool], tuple[Market, _MarketId, bytes]] = {}


def _written(market: Market, is_flipped: bool) -> tuple[Market, _MarketId, bytes]:  # noqa: FBT001 - a key
    """Return a market and its JSON. Cached by identity: mappers return the same object for a market that stays.

    Comparing or hashing a market would cost as much as writing it.
    """
    name = (id(market), is_flipped)
    known = _known.get(name)
    if known is not None and known[0] is market:
        return known
    if len(_known) >= _WRITTEN_KEPT:
        _known.clear()
    [(market_id, written)] = _joined((market,), is_flipped=is_flipped).items()
    entry = _known[name] = (market, market_id, written)
    return entry


def _joined(markets: Iterable[Market], *, is_flipped: bool) -> dict[_MarketId, bytes]:
    """Return the JSON of one market for each key, period and scope, empty where it has no outcomes.

    The provider's markets that map to the same one are merged.
    """
    joined: dict[_MarketId, dict[_OutcomeId, Price]] = {}
    for market in markets:
        outcomes = joined.setdefault((market.key, market.period, market.scope), {})
        for outcome in market.outcomes:
            if outcome.line is None and market.key in _LINED:
                continue  # unidentified; the mapper has already rejected it
            selection = _FLIPPED.get(outcome.selection, outcome.selection) if is_flipped else outcome.selection
            outcomes.setdefault((selection, outcome.line), outcome)
    return {market_id: _market(market_id, outcomes) for market_id, outcomes in joined.items()}


def _market(market_id: _MarketId, outcomes: dict[_OutcomeId, Price]) -> bytes:
    written = tuple([_outcome(*each, outcomes[each].price) for each in sorted(outcomes, key=_order)])
    return _encode(fast.OfferMarket(*market_id, written)) if written else b""


@lru_cache(maxsize=16_384)
def _outcome(selection: Selection, line: Decimal | None, price: Decimal) -> fast.OfferOutcome:
    """Return a shared instance: many bookmakers offer the same few outcomes."""
    return fast.OfferOutcome(
        selection,
        None if line is None else json_number(line),
        json_number(price),
        american_from_decimal(price),
    )


def _order(name: _OutcomeId) -> tuple[bool, Decimal, Selection]:
    """Sort by line, then selection: a provider's own order carries no meaning and changes."""
    selection, line = name
    return (line is not None, abs(line) if line is not None else _NO_LINE, selection)


def _outcome_order(outcome: OfferOutcome) -> tuple[bool, Decimal, Selection]:
    """Sort by line, then selection: a provider's own order carries no meaning and changes."""
    return (outcome.line is not None, abs(outcome.line or Decimal(0)), outcome.selection)
