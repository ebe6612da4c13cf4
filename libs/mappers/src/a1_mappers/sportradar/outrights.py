"""Outrights of Odds Comparison: bets on a competition's winner. They have no contest."""

from collections.abc import Iterator, Sequence

import msgspec

from a1_mappers.extracted import Extracted, Reject
from a1_mappers.extracted_offers import Market, Offer, Price
from a1_mappers.parsing import ParseError, decode_each, parse_text
from a1_mappers.sportradar import odds_wire as wire
from a1_mappers.sportradar.markets import book_of, price_of
from a1_mappers.sportradar.vocabulary import competition_of
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import MarketKey, Selection

_decode_outright = msgspec.json.Decoder(wire.Outright)


def map_outrights(pieces: Sequence[msgspec.Raw], headers: RawHeaders) -> Iterator[Extracted]:
    """Yield one offer for each bookmaker and outright."""
    for decoded in decode_each(pieces, _decode_outright, "$.outrights"):
        if isinstance(decoded, Reject):
            yield decoded
        else:
            where, _, outright = decoded
            yield from _offers(outright, where, headers)


def _offers(outright: wire.Outright, path: str, headers: RawHeaders) -> Iterator[Extracted]:
    outcomes: dict[str, list[Price]] = {}
    names: dict[str, str] = {}
    for competitor in outright.competitors:
        for book in competitor.books:
            try:
                price = None if book.removed else price_of(book.odds)
            except ParseError as error:
                yield error.at(f"{path}.{competitor.id}")
                continue
            if price is not None:
                key = book_of(book.id)
                names.setdefault(key, parse_text(book.name) or key)
                priced = Price(Selection.YES, None, price.decimal, price.american, competitor.name or competitor.id)
                outcomes.setdefault(key, []).append(priced)
    league = competition_of(outright.tournament_id, None, headers)
    for key, found in outcomes.items():
        yield Offer(
            contest_id=f"outright-{outright.id}",
            league=league,
            bookmaker=key,
            bookmaker_name=names[key],
            markets=(Market(key=MarketKey.OUTRIGHT, native_key="outright", outcomes=tuple(found)),),
        )
