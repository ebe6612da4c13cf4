"""The newest offers, market by market: what is written as before is not read again."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from a1_analysis.configuration import Configuration
from a1_analysis.markets import Bet
from a1_analysis.quotes import Heading, Quote, quotes_of_market
from a1_schemas import fast


class _Offer(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A bookmaker's offer whose markets are kept as written."""

    changed_at: datetime
    observed_at: datetime | None = None
    event_id: str
    provider: str
    feed: str
    target: str
    bookmaker: str
    markets: tuple[msgspec.Raw, ...]


class _Known(NamedTuple):
    """A market as it was read."""

    is_dated: bool
    """Whether it has a time of its own, else the offer's time is that of its quotes."""
    quotes: tuple[tuple[Bet, Quote], ...]


class _Record(msgspec.Struct, frozen=True):
    """The newest offer of a key, by the text of its markets."""

    target: str
    observed_at: datetime | None
    markets: dict[bytes, _Known]


class Offered(NamedTuple):
    """An offer."""

    heading: Heading
    new: list[fast.OfferMarket]
    """The markets that differ from those of the offer before."""
    quotes: list[tuple[Bet, Quote]]
    """The quotes of all markets. One that says what it said is the same object."""


_read_offer = msgspec.json.Decoder(_Offer).decode
_read_market = msgspec.json.Decoder(fast.OfferMarket).decode
_NO_MARKETS: dict[bytes, _Known] = {}


class OfferBook:
    """The newest offer of each record key."""

    def __init__(self) -> None:
        self._records: dict[str, _Record] = {}

    def read(self, key: str, value: bytes, version: int, configuration: Configuration) -> Offered:
        """Return the offer of a record, and keep it. Raises ValueError for a record that is none."""
        offer = _read_offer(value)
        known, same_time = self._known(key, offer)
        markets: dict[bytes, _Known] = {}
        new: list[fast.OfferMarket] = []
        quotes: list[tuple[Bet, Quote]] = []
        for raw in offer.markets:
            text = bytes(raw)
            found = known.get(text)
            if found is None or not (same_time or found.is_dated):
                market = _read_market(text)
                new.append(market)
                is_dated = market.observed_at is not None
                found = _Known(is_dated, tuple(quotes_of_market(key, offer, market, version, configuration)))
            markets[text] = found
            quotes += found.quotes
        self._records[key] = _Record(offer.target, offer.observed_at, markets)
        return Offered(offer, new, quotes)

    def forget(self, key: str) -> None:
        """Forget the offer of a key."""
        self._records.pop(key, None)

    def _known(self, key: str, offer: _Offer) -> tuple[dict[bytes, _Known], bool]:
        """Return the markets of the offer before, and whether it has the same time."""
        record = self._records.get(key)
        if record is None or record.target != offer.target:
            return _NO_MARKETS, False
        return record.markets, record.observed_at == offer.observed_at
