"""Markets of Odds Comparison as offers: which selection each price is for, and in which format."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from a1_mappers.extracted import Contest, Reject
from a1_mappers.extracted_offers import Market, Offer, Price
from a1_mappers.parsing import (
    ParseError,
    parse_american_price,
    parse_decimal_price,
    parse_fractional_price,
    parse_line,
)
from a1_mappers.sportradar import odds_wire as wire
from a1_mappers.sportradar.vocabulary import BOOKS, MARKETS, SELECTIONS, kebab
from a1_mappers.written_prices import Opening, WrittenPrice
from a1_schemas.vocabulary import MarketKey, RejectReason, SettlementScope

_LAY = {MarketKey.MONEYLINE: MarketKey.MONEYLINE_LAY, MarketKey.MONEYLINE_3_WAY: MarketKey.MONEYLINE_3_WAY_LAY}
_LINED = frozenset({MarketKey.SPREAD, MarketKey.TOTAL})
_NO_PRICE = frozenset({"", "N/A", "0", "0.00"})


class _Written(NamedTuple):
    """A price as one column of the feed writes it."""

    price: object
    line: object


def offers_of(markets: Iterable[wire.Market], contest: Contest, path: str) -> Iterator[Offer | Reject]:
    """Yield one offer for each bookmaker, over all markets."""
    found: dict[str, dict[str, Market]] = {}
    names: dict[str, str] = {}
    for index, market in enumerate(markets):
        where = f"{path}[{index}]"
        meaning = MARKETS.get(market.id or "") or MARKETS.get((market.name or "").casefold())
        if meaning is None:
            yield Reject(RejectReason.UNKNOWN_MARKET, where, f"{market.id} {market.name}"[:100])
            continue
        for book in market.books:
            if book.removed:
                continue
            key = book_of(book.id)
            names.setdefault(key, book.name or key)
            for priced in _markets_of(book, *meaning, where):
                if isinstance(priced, Reject):
                    yield priced
                else:
                    found.setdefault(key, {}).setdefault(priced.native_key, priced)
    for key, by_native_key in found.items():
        yield Offer(
            contest_id=contest.native_id,
            league=contest.league,
            bookmaker=key,
            bookmaker_name=names[key],
            markets=tuple(by_native_key.values()),
            observed_at=contest.observed_at,
        )


def book_of(book_id: str) -> str:
    """Return the bookmaker's key. An unknown one keeps its number."""
    return BOOKS.get(book_id, f"sportradar-{book_id.rpartition(':')[2]}")


def _markets_of(book: wire.Book, key: MarketKey, scope: SettlementScope, path: str) -> Iterator[Market | Reject]:
    """Yield the market, and for an exchange a second one with lay prices."""
    backed: list[Price] = []
    laid: list[Price] = []
    for outcome in book.outcomes:
        try:
            backed += _outcome(outcome, key, _backs(outcome), _opening(outcome, key))
            if key in _LAY:
                laid += _outcome(outcome, key, [_Written(outcome.lay_odds, None)])
        except ParseError as error:
            yield error.at(f"{path}.{kebab(book.name or book.id)}")
    if backed:
        yield Market(key=key, native_key=str(key), scope=scope, outcomes=tuple(backed))
    if laid:
        yield Market(key=_LAY[key], native_key=str(_LAY[key]), scope=scope, outcomes=tuple(laid))


def _backs(outcome: wire.Outcome) -> list[_Written]:
    """Return the places of the present price."""
    line = next((each for each in (outcome.spread, outcome.handicap, outcome.total) if each is not None), None)
    present = (outcome.odds_decimal, outcome.odds_american, outcome.odds_fraction, outcome.odds, outcome.back_odds)
    return [_Written(price, line) for price in present]


def _opening(outcome: wire.Outcome, key: MarketKey) -> Opening | None:
    """Return the opening price; raises ParseError where it is none."""
    price = price_of(outcome.opening_odds)
    line = outcome.opening_spread if outcome.opening_spread is not None else outcome.opening_total
    if price is None or (key in _LINED and line is None):
        return None
    return Opening(parse_line(line) if key in _LINED else None, price)


def _outcome(
    outcome: wire.Outcome, key: MarketKey, places: Iterable[_Written], opening: Opening | None = None
) -> list[Price]:
    """Return the price at the first place that has one, else the opening price alone, which is not on offer."""
    if outcome.removed:
        return []
    found = next(((each, price) for each in places if (price := price_of(each.price)) is not None), None)
    if found is None and opening is None:
        return []
    selection = SELECTIONS.get(outcome.type or "")
    if selection is None:
        raise ParseError(RejectReason.UNKNOWN_SELECTION, f"{outcome.type!r:.100}")
    if found is None:
        return [Price(selection, None if opening is None else opening.line, None, opening=opening)]
    place, price = found
    if key in _LINED and place.line is None:
        raise ParseError(RejectReason.INVALID_LINE, "a price without its line")
    line = parse_line(place.line) if key in _LINED else None
    return [Price(selection, line, price.decimal, price.american, opening=opening)]


def price_of(written: object) -> WrittenPrice | None:
    """Return a price: a signed text is American, one with a slash a fraction, any other decimal.

    None if empty.
    """
    text = "" if written is None else str(written).strip()
    if text.upper() in _NO_PRICE:
        return None
    if "/" in text:
        return parse_fractional_price(text)
    if text[0] in "+-":
        return parse_american_price(text)
    price = parse_decimal_price(text)
    return price if price.decimal > 1 else None
