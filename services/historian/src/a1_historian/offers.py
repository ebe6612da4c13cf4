"""The quotes of a canonical record, each under the series that its changes belong to.

A series is what one bookmaker quotes for one selection through one feed. A main line keeps its series while the line
moves; each line of a ladder has a series of its own, its rung.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from a1_historian.records import Market, Odds, Price, Prop, Rung

Parts = tuple[str, ...]
"""What a series is of: the columns between bookmaker and rung."""


class Quote(NamedTuple):
    """What a bookmaker quotes in a series."""

    line: Decimal | None
    price: Decimal | None
    american: int | None
    multiplier: Decimal | None
    suspended: bool
    phase: str | None
    observed_at: datetime | None


class Place(NamedTuple):
    """Where a quote belongs."""

    parts: Parts
    rung: Decimal | None


class Offer(NamedTuple):
    """The quotes of one record. `quotes` is empty where the record ended, for the reason `removed`."""

    event_id: str
    league: str
    provider: str
    feed: str
    target: str
    bookmaker: str
    key: str
    """The record's key without the event."""
    changed_at: datetime
    removed: str | None
    quotes: Mapping[str, tuple[Place, Quote]]


def offer_of_odds(odds: Odds) -> Offer:
    """Return the offer of a record of `normalized.odds`."""
    key = f"{odds.provider}|{odds.feed}|{odds.bookmaker}"
    quotes = {} if odds.removed else dict(_quotes_of_odds(odds, key))
    return Offer(
        *(odds.event_id, odds.league, odds.provider, odds.feed, odds.target, odds.bookmaker),
        key,
        odds.changed_at,
        odds.removed,
        quotes,
    )


def offer_of_prop(prop: Prop) -> Offer:
    """Return the offer of a record of `normalized.props`."""
    players = prop.players or (prop.player,)
    player_id = "+".join(player.player_id for player in players)
    key = f"{prop.provider}|{prop.feed}|{prop.bookmaker}|{player_id}|{prop.stat_type}|{prop.period}"
    name = " + ".join(player.name for player in players)
    quotes = {} if prop.removed else dict(_quotes_of_prop(prop, key, player_id, name))
    return Offer(
        *(prop.event_id, prop.league, prop.provider, prop.feed, prop.target, prop.bookmaker),
        key,
        prop.changed_at,
        prop.removed,
        quotes,
    )


def _quotes_of_odds(odds: Odds, key: str) -> Iterator[tuple[str, tuple[Place, Quote]]]:
    counts = Counter(
        (market.key, market.period, market.scope, outcome.selection)
        for market in odds.markets
        for outcome in market.outcomes
    )
    for market in odds.markets:
        suspended = bool(market.suspended)
        observed_at = market.observed_at or odds.observed_at
        for outcome in market.outcomes:
            parts = (market.key, market.period, market.scope, outcome.selection)
            rung = None if _is_main(market, counts[parts]) else outcome.line
            quote = Quote(
                *(outcome.line, outcome.price, outcome.american, outcome.multiplier),
                suspended,
                market.phase,
                observed_at,
            )
            yield _series(key, parts, rung), (Place(parts, rung), quote)


def _is_main(market: Market, count: int) -> bool:
    return not market.key.startswith("alternate-") and (count == 1 or market.main is True)


def _quotes_of_prop(prop: Prop, key: str, player_id: str, name: str) -> Iterator[tuple[str, tuple[Place, Quote]]]:
    counts = Counter(rung.line_type for rung in prop.lines)
    for rung in prop.lines:
        line = None if counts[rung.line_type] == 1 else rung.line
        for side, price in _sides(rung):
            parts = (player_id, name, prop.stat_type, prop.period, rung.line_type, side)
            multiplier = price.multiplier if price.multiplier is not None else rung.multiplier
            quote = Quote(rung.line, price.price, price.american, multiplier, rung.suspended, None, prop.observed_at)
            yield _series(key, (rung.line_type, side), line), (Place(parts, line), quote)


_NO_PRICE = Price()


def _sides(rung: Rung) -> Iterator[tuple[str, Price]]:
    """Yield the sides that can be taken. A pick'em side has no price."""
    for side, price in (("over", rung.over), ("under", rung.under)):
        if price is not None:
            yield side, price
        elif rung.sides is not None and side in rung.sides:
            yield side, _NO_PRICE


def _series(key: str, parts: Parts, rung: Decimal | None) -> str:
    return f"{key}|{'|'.join(parts)}|{'' if rung is None else rung}"
