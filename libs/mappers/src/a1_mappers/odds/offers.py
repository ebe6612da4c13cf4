"""Offers of The Odds API: https://the-odds-api.com/liveapi/guides/v4/#get-odds.

`/odds` is the hot path: a bookmaker whose bytes are unchanged since the last body is not decoded again.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from itertools import chain, compress
from operator import ne
from typing import NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from a1_mappers.completeness import completed
from a1_mappers.extracted import Extracted, Reject, Unchanged
from a1_mappers.extracted_offers import Market, Offer
from a1_mappers.links import Links
from a1_mappers.memory import PieceMemory
from a1_mappers.odds import wire
from a1_mappers.odds.clean_markets import CleanMarkets
from a1_mappers.odds.contests import (
    contest_or_reject,
    decode_event,
    decode_events,
    time_of,
)
from a1_mappers.odds.errors import rejected
from a1_mappers.odds.formats import ParsePrice, PriceFormat
from a1_mappers.odds.markets import Sides, market_of
from a1_mappers.odds.props import props_of
from a1_mappers.odds.vocabulary import PLAYER_PREFIXES, league_of, sport_of
from a1_mappers.parsing import (
    ParseError,
    decode,
    decode_each,
    parse_text,
)
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason, Sport

_FEATURED = (Kind.ODDS,)
_ALL = (Kind.ODDS, Kind.PROPS)
"""`/odds` has featured markets only. An event's own odds include player markets."""
Piece = TypeVar("Piece")

_decode_whole = msgspec.json.Decoder(list[wire.Event])
_decode_bookmaker = msgspec.json.Decoder(wire.Bookmaker)
_decode_archive = msgspec.json.Decoder(wire.Archive)


def map_odds(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
    """Yield the complete list of a sport's games, with each bookmaker's offers."""
    price_format = PriceFormat(body, headers)
    try:
        events = decode(body, _decode_whole)
    except ParseError:
        yield from completed(_map_one_by_one(body, price_format, memory), (Kind.LISTINGS, *_FEATURED))
        return
    mapped = (_map_event(f"$[{index}]", event, price_format, memory, _FEATURED) for index, event in enumerate(events))
    yield from completed(chain.from_iterable(mapped), (Kind.LISTINGS, *_FEATURED))


def _map_one_by_one(body: bytes, price_format: PriceFormat, memory: PieceMemory) -> Iterator[Extracted]:
    """Like `map_odds`, for a body with a piece of another shape. A bad event does not affect the others."""
    try:
        pieces = decode(body, decode_events)
    except ParseError as error:
        yield rejected(body, error)
        return
    for decoded in decode_each(pieces, decode_event, "$"):
        if isinstance(decoded, Reject):
            yield decoded
        else:
            path, _, event = decoded
            yield from _map_event(path, event, price_format, memory, _FEATURED)


def map_event_odds(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
    """Yield one game with all requested markets: the complete list of this target's offers and props."""
    try:
        event = decode(body, decode_event)
    except ParseError as error:
        yield rejected(body, error)
        return
    yield from completed(_map_event("$", event, PriceFormat(body, headers), memory, _ALL), _ALL)


def map_historical_odds(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
    """Map a past `/odds` response: the same list in an envelope."""
    yield from _map_archive(body, headers, memory, map_odds)


def map_historical_event_odds(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
    """Map a past `/events/{id}/odds` response: the same object in an envelope."""
    yield from _map_archive(body, headers, memory, map_event_odds)


def _map_archive(
    body: bytes,
    headers: RawHeaders,
    memory: PieceMemory,
    mapper: Callable[[bytes, RawHeaders, PieceMemory], Iterator[Extracted]],
) -> Iterator[Extracted]:
    try:
        archive = decode(body, _decode_archive)
    except ParseError as error:
        yield rejected(body, error)
        return
    yield from mapper(bytes(archive.data), headers, memory)


class _Read(NamedTuple):
    """An event as last read: its markets without a fault, its bookmakers' JSON in order, which keeps that one body, and
    their keys, None for a rejected one.
    """

    clean: CleanMarkets
    pieces: list[msgspec.Raw]
    keys: list[str | None]

    def known(self, pieces: list[msgspec.Raw]) -> list[str | None]:
        """Return the key of each piece that was read before, None for a new one.

        Compares by position first: few bookmakers move, and comparing is cheaper than hashing.
        """
        old = self.pieces
        common = min(len(pieces), len(old))
        keys = self.keys[:common]
        other = list(compress(range(common), map(ne, pieces, old)))
        if len(other) <= 1 and len(pieces) == len(old):
            for place in other:  # what is not known by its place is at no other place
                keys[place] = None
            return keys
        elsewhere = {bytes(old[place]): self.keys[place] for place in (*other, *range(common, len(old)))}
        keys += [None] * (len(pieces) - common)
        for place in (*other, *range(common, len(pieces))):
            keys[place] = elsewhere.get(bytes(pieces[place]))
        return keys


def _map_event(
    path: str, event: wire.Event, price_format: PriceFormat, memory: PieceMemory, kinds: tuple[Kind, ...]
) -> list[Extracted]:
    """Return what is new in one event. A list, because most bookmakers are unchanged."""
    # The sides are part of what is compared: outcomes are named by them.
    facts = f"{event.id}|{event.sport_key}|{event.commence_time}|{event.home_team}|{event.away_team}"
    last: _Read | None = memory.last(facts)
    found: list[Extracted] = []
    if last is None:
        sides = Sides(event.home_team, event.away_team, sport_of(event.sport_key) is Sport.SOCCER)
        last = _Read(CleanMarkets(sides), [], [])
        contest = contest_or_reject(event, path)
        found.append(contest)
        if isinstance(contest, Reject) and not event.is_outright:
            return found
    elif not event.is_outright:
        found.append(Unchanged(Kind.LISTINGS, (event.id,)))
    pieces = event.bookmakers
    keys = last.known(pieces)
    known = dict.fromkeys(filter(None, keys))
    unread = [index for index, key in enumerate(keys) if key is None] if len(known) < len(keys) else ()
    if known:
        found += [Unchanged(kind, (event.id, *known)) for kind in kinds]
    for index in unread:
        where = f"{path}.bookmakers[{index}]"
        try:
            bookmaker = decode(bytes(pieces[index]), _decode_bookmaker)
            if not bookmaker.key:
                raise ParseError(RejectReason.MISSING_FIELD, "a bookmaker without a key")
            if bookmaker.key in known:
                raise ParseError(RejectReason.DUPLICATE_RECORD, bookmaker.key)
            found += _map_bookmaker(where, bookmaker, event, last.clean, price_format)
        except ParseError as error:
            found.append(error.at(where))
            continue
        keys[index] = bookmaker.key
        known[bookmaker.key] = None
    last.clean.keep(known)
    memory.note(facts, _Read(last.clean, pieces, keys))
    return found


def _map_bookmaker(
    path: str, bookmaker: wire.Bookmaker, event: wire.Event, clean: CleanMarkets, price_format: PriceFormat
) -> list[Extracted]:
    """A bookmaker's offer and props; raises ParseError where nothing of it can be read."""
    times, observed_at = _times_of(bookmaker)
    written = [bytes(market.written_outcomes) for market in bookmaker.markets]
    parse_price = price_format.parser_for(written)
    read = clean.read(bookmaker, written, times, parse_price)
    markets = [market for market in read if market is not None]
    found: list[Extracted] = []
    if len(markets) < len(read):
        markets.clear()
        for piece in _with_faults(path, bookmaker, event, read, clean.sides, parse_price):
            if isinstance(piece, Market):
                markets.append(piece)
            else:
                found.append(piece)
    if markets:
        found.append(
            Offer(
                contest_id=event.id,
                league=league_of(event.sport_key),
                bookmaker=bookmaker.key,
                bookmaker_name=_name(bookmaker.title) or bookmaker.key,
                markets=tuple(markets),
                observed_at=observed_at,
            )
        )
    return found


def _with_faults(
    path: str,
    bookmaker: wire.Bookmaker,
    event: wire.Event,
    read: list[Market | None],
    sides: Sides,
    parse_price: ParsePrice,
) -> Iterator[Market | Extracted]:
    """Yield the markets, props and rejects of a bookmaker. One that is None in `read` has a fault or is a player's."""
    times, observed_at = _times_of(bookmaker)
    links = Links(bookmaker.key)
    players: list[tuple[str, wire.Market]] = []
    for index, market in enumerate(bookmaker.markets):
        where = f"{path}.markets[{index}]"
        if (known := read[index]) is not None:
            yield known
        elif market.key.startswith(PLAYER_PREFIXES):
            players.append((where, market))
        else:
            for piece in market_of(market, sides, parse_price, links, where):
                yield _at(times[index], piece)
    if players:
        for piece in props_of(players, bookmaker, event, parse_price, links, observed_at):
            yield _at(observed_at, piece)
    yield from links.rejects(path)


_name = lru_cache(maxsize=1024)(parse_text)
"""Cached: a bookmaker has one title in all games."""


def _at(observed_at: datetime | None, piece: Piece) -> Piece:
    """Return a market with its time, anything else as it is."""
    return replace(piece, observed_at=observed_at) if isinstance(piece, Market) and observed_at is not None else piece


def _times_of(bookmaker: wire.Bookmaker) -> tuple[tuple[datetime | None, ...], datetime | None]:
    return _times(bookmaker.last_update, tuple([market.last_update for market in bookmaker.markets]))


@lru_cache(maxsize=1024)
def _times(
    of_bookmaker: str | int | None, of_markets: tuple[str | int | None, ...]
) -> tuple[tuple[datetime | None, ...], datetime | None]:
    """Return the time of each market, and the newest of the markets' own. Both are the bookmaker's where there is none.

    Markets have one since 2023; event odds have no other. Cached: the bookmakers of a body have few different times.
    """
    own = [time_of(update) for update in of_markets]
    known = [time for time in own if time is not None]
    if len(known) == len(own) and known:
        return tuple(known), max(known)
    at = time_of(of_bookmaker)
    return tuple(at if time is None else time for time in own), max(known) if known else at
