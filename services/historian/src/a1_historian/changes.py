"""What changed between the quotes that are known and a record's offer. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from a1_historian.offers import Offer, Place, Quote
from a1_schemas.vocabulary import RemovalReason


class Opening(NamedTuple):
    """The first quote of a series."""

    line: Decimal | None
    price: Decimal | None
    observed_at: datetime | None
    changed_at: datetime


class Known(NamedTuple):
    """The newest quote of a series, and how it moved so far."""

    place: Place
    quote: Quote
    withdrawn: str | None
    """Why the quote ended; its price is None then."""
    version: int
    changed_at: datetime
    opening: Opening
    high: Decimal | None
    low: Decimal | None
    changes: int
    """The opening counts."""


def changes_of(known: Mapping[str, Known], offer: Offer, version: int) -> Iterator[tuple[str, Known]]:
    """Yield each series whose quote the record changes, with its new state.

    A line, price, multiplier or suspension that differs is a change; a series that the offer lacks is withdrawn.
    Nothing is a change whose version is not above the series' own, so a record that is read twice changes nothing.
    """
    for series, (place, quote) in offer.quotes.items():
        before = known.get(series)
        if before is None:
            yield series, _opened(place, quote, version, offer.changed_at)
        elif version > before.version and (before.withdrawn is not None or _differs(before.quote, quote)):
            yield series, _moved(before, quote, version, offer.changed_at)
    for series, before in known.items():
        if series not in offer.quotes and before.withdrawn is None and version > before.version:
            reason = offer.removed or RemovalReason.WITHDRAWN
            quote = before.quote._replace(price=None, american=None, multiplier=None)
            yield series, _moved(before, quote, version, offer.changed_at)._replace(withdrawn=reason)


def _differs(before: Quote, after: Quote) -> bool:
    return before[0:2] != after[0:2] or before[3:5] != after[3:5]


def _opened(place: Place, quote: Quote, version: int, changed_at: datetime) -> Known:
    opening = Opening(quote.line, quote.price, quote.observed_at, changed_at)
    return Known(place, quote, None, version, changed_at, opening, quote.price, quote.price, 1)


def _moved(before: Known, quote: Quote, version: int, changed_at: datetime) -> Known:
    prices = [price for price in (before.high, before.low, quote.price) if price is not None]
    return before._replace(
        quote=quote,
        withdrawn=None,
        version=version,
        changed_at=changed_at,
        high=max(prices, default=None),
        low=min(prices, default=None),
        changes=before.changes + 1,
    )
