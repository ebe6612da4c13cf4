"""Offers of The Odds API: https://the-odds-api.com/liveapi/guides/v4/#get-odds.

`/odds` is the hot path: a bookmaker whose bytes are those of the last body is not decoded again.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

import msgspec

from a1_normalizer.mappers.odds import wire
from a1_normalizer.mappers.odds.contests import (
    contest_or_reject,
    decode_event,
    decode_events,
    refused,
    time_of,
)
from a1_normalizer.mappers.odds.markets import market_of
from a1_normalizer.mappers.odds.props import props_of
from a1_normalizer.mappers.odds.vocabulary import PLAYER_PREFIXES, league_of
from a1_normalizer.mappers.parsing import (
    Refusal,
    decode,
    decode_each,
    parse_american_price,
    parse_decimal_price,
    parse_text,
)
from a1_normalizer.memory import PieceMemory
from a1_normalizer.sightings import Complete, Contest, Market, Offer, Reject, Sighting, Unchanged
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind

ParsePrice = Callable[[object], Decimal]


class OddsFormat(StrEnum):
    """How prices are written; the words are those of the parameter `oddsFormat`."""

    DECIMAL = "decimal"
    AMERICAN = "american"


_FORMATS = frozenset(OddsFormat)
_decode_key = msgspec.json.Decoder(wire.BookmakerKey)
_decode_bookmaker = msgspec.json.Decoder(wire.Bookmaker)
_decode_archive = msgspec.json.Decoder(wire.Archive)


def map_odds(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Sighting]:
    """The complete list of a sport's games with what each bookmaker offers on them."""
    try:
        pieces = decode(body, decode_events)
    except Refusal as refusal:
        yield refused(body, refusal)
        return
    yield from _map_events(pieces, _format_of(body, headers), memory)
    yield Complete((Kind.LISTINGS, Kind.ODDS))


def map_event_odds(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Sighting]:
    """One game with all markets asked for: the complete list of its offers and props from this target."""
    try:
        event = decode(body, decode_event)
    except Refusal as refusal:
        yield refused(body, refusal)
        return
    yield from _map_event("$", event, _format_of(body, headers), memory)
    yield Complete((Kind.ODDS, Kind.PROPS))


def map_historical_odds(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Sighting]:
    """`/odds` as it was: the same list in an envelope."""
    yield from _map_archive(body, headers, memory, map_odds)


def map_historical_event_odds(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Sighting]:
    """`/events/{id}/odds` as it was: the same object in an envelope."""
    yield from _map_archive(body, headers, memory, map_event_odds)


def _map_archive(
    body: bytes,
    headers: RawHeaders,
    memory: PieceMemory,
    mapper: Callable[[bytes, RawHeaders, PieceMemory], Iterator[Sighting]],
) -> Iterator[Sighting]:
    try:
        archive = decode(body, _decode_archive)
    except Refusal as refusal:
        yield refused(body, refusal)
        return
    yield from mapper(bytes(archive.data), headers, memory)


def _map_events(pieces: list[msgspec.Raw], odds_format: OddsFormat | None, memory: PieceMemory) -> Iterator[Sighting]:
    for decoded in decode_each(pieces, decode_event, "$"):
        if isinstance(decoded, Reject):
            yield decoded
        else:
            path, _, event = decoded
            yield from _map_event(path, event, odds_format, memory)


def _map_event(path: str, event: wire.Event, odds_format: OddsFormat | None, memory: PieceMemory) -> Iterator[Sighting]:
    facts = f"{event.id}|{event.sport_key}|{event.commence_time}|{event.home_team}|{event.away_team}".encode()
    if memory.is_same(event.id, facts):
        yield Unchanged(Kind.LISTINGS, (event.id,))
    else:
        contest = contest_or_reject(event, path)
        yield contest
        if not isinstance(contest, Contest):
            return
    for index, piece in enumerate(event.bookmakers):
        raw = bytes(piece)
        try:
            key = decode(raw, _decode_key).key
        except Refusal as refusal:
            yield refusal.at(f"{path}.bookmakers[{index}]")
            continue
        # The sides are part of the piece: outcomes are named by them.
        if memory.is_same(f"{event.id}|{key}", facts + raw):
            yield Unchanged(Kind.ODDS, (event.id, key))
            yield Unchanged(Kind.PROPS, (event.id, key))
        else:
            yield from _map_bookmaker(f"{path}.bookmakers[{index}]", raw, event, odds_format)


def _map_bookmaker(path: str, raw: bytes, event: wire.Event, odds_format: OddsFormat | None) -> Iterator[Sighting]:
    try:
        bookmaker = decode(raw, _decode_bookmaker)
        observed_at = _observed_at(bookmaker)
    except Refusal as refusal:
        yield refusal.at(path)
        return
    parse_price = _price_parser(odds_format, bookmaker)
    markets: list[Market] = []
    players: list[tuple[str, wire.Market]] = []
    for index, market in enumerate(bookmaker.markets):
        where = f"{path}.markets[{index}]"
        if market.key.startswith(PLAYER_PREFIXES):
            players.append((where, market))
            continue
        for found in market_of(market, event, parse_price, where):
            if isinstance(found, Reject):
                yield found
            else:
                markets.append(found)
    if markets:
        yield Offer(
            contest_id=event.id,
            league=league_of(event.sport_key),
            bookmaker=bookmaker.key,
            bookmaker_name=parse_text(bookmaker.title) or bookmaker.key,
            markets=tuple(markets),
            observed_at=observed_at,
        )
    yield from props_of(players, bookmaker, event, parse_price, observed_at)


def _observed_at(bookmaker: wire.Bookmaker) -> datetime | None:
    """The newest of its markets' times, else its own: markets carry them since 2023, event odds carry no other."""
    times = [time_of(market.last_update) for market in bookmaker.markets if market.last_update is not None]
    known = [time for time in times if time is not None]
    return max(known) if known else time_of(bookmaker.last_update)


def _format_of(body: bytes, headers: RawHeaders) -> OddsFormat | None:
    """The body's format, by what it shows, then by what was asked for; None where neither tells.

    A negative price is American whatever was asked: archives and proxies do not always keep the request.
    """
    if b'"price":-' in body or b'"price": -' in body:
        return OddsFormat.AMERICAN
    asked = parse_qs(urlsplit(headers.url).query).get("oddsFormat")
    return OddsFormat(asked[0]) if asked and asked[0] in _FORMATS else None


def _price_parser(odds_format: OddsFormat | None, bookmaker: wire.Bookmaker) -> ParsePrice:
    """How to read a bookmaker's prices: where nothing else tells, whole numbers of 100 and more are American."""
    is_american = odds_format is OddsFormat.AMERICAN
    if odds_format is None:
        prices = [outcome.price for market in bookmaker.markets for outcome in market.outcomes]
        is_american = bool(prices) and all(price is not None and price >= 100 and not price % 1 for price in prices)
    return parse_american_price if is_american else parse_decimal_price
