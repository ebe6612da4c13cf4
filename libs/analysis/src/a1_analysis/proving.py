"""Computes a published fair price or opportunity again, from the records of the log that it names as its quotes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from a1_analysis.assessment import Assessed
from a1_analysis.configuration import Configuration
from a1_analysis.crossings import find_crossings
from a1_analysis.expected_values import find_values
from a1_analysis.fair import consensus_of, fair_of
from a1_analysis.fair_records import valid_until
from a1_analysis.found import Evaluation, Found
from a1_analysis.game_ledger import bet_of
from a1_analysis.markets import Bet
from a1_analysis.middles import find_middles
from a1_analysis.opportunity_records import bet_of_leg
from a1_analysis.outputs import encode
from a1_analysis.proving_entries import entries_again
from a1_analysis.quotes import Quote, quotes_of_odds, quotes_of_props, written
from a1_schemas import fast
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import AnalyticsKind, OpportunityKind, PropMarket, ViewKind
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Kind

_read = {
    AnalyticsKind.FAIR: msgspec.json.Decoder(wire.FairPrice).decode,
    AnalyticsKind.OPPORTUNITIES: msgspec.json.Decoder(wire.Opportunity).decode,
}
_read_odds = msgspec.json.Decoder(fast.BettingOdds).decode
_read_prop = msgspec.json.Decoder(fast.PlayerProp).decode


class Source(NamedTuple):
    """A version of a record that a published one names."""

    kind: ViewKind
    key: str
    version: int


class LostError(Exception):
    """The log no longer has what a published record follows from. Its text says what."""


Records = Mapping[Source, bytes]


def sources_of(kind: AnalyticsKind, published: bytes) -> list[Source]:
    """Return the records that a fair price or an opportunity follows from."""
    message = _read[kind](published)
    if isinstance(message, wire.FairPrice):
        return [_source(message, quote) for quote in wire.read_quotes(message.inputs)]
    if message.kind == OpportunityKind.ENTRY:
        return [source for _, source in _behind_picks(message)]
    others = wire.read_quotes(message.against)
    return [*(_source_of_leg(message, leg) for leg in message.legs), *(_source(message, quote) for quote in others)]


def recomputed(
    kind: AnalyticsKind, published: bytes, records: Records, league: League, configuration: Configuration
) -> tuple[bytes, bytes]:
    """Return what was published, without its version and time, and the same computed again from these records."""
    message = _read[kind](published)
    if isinstance(message, wire.FairPrice):
        return encode(message), encode(_fair(message, records, configuration))
    return encode(message), encode(_opportunity(message, records, league, configuration))


def _fair(message: wire.FairPrice, records: Records, configuration: Configuration) -> wire.FairPrice:
    bet = bet_of(message)
    quotes = [
        _quotes(source, records, configuration)[bet] for source in sources_of(AnalyticsKind.FAIR, encode(message))
    ]
    if not message.fair or not quotes:
        return msgspec.structs.replace(message, inputs=written(quotes))
    consensus = consensus_of([Assessed(quote, None) for quote in quotes], configuration)
    fair = fair_of(quotes[0].outcomes, consensus)
    return msgspec.structs.replace(
        message,
        fair=fair.selections,
        method=str(configuration.fair.method),
        overround=fair.overround,
        inputs=fair.inputs,
        valid_until=valid_until(fair, message.start_time),
        config=configuration.hash,
    )


def _opportunity(
    message: wire.Opportunity, records: Records, league: League, configuration: Configuration
) -> wire.Opportunity:
    found = _found(message, records, league, configuration)
    wanted = [_bets_placed(leg) for leg in message.legs]
    for each in found:
        if [_bets_placed(leg) for leg in each.legs] == wanted:
            return msgspec.structs.replace(
                message,
                profit=each.profit,
                legs=each.legs,
                worst_branch=each.worst_branch,
                void_branches=each.void_branches,
                standard_error=each.standard_error,
                hit_probability=each.hit_probability,
                against=each.against,
                entry=each.entry,
                config=configuration.hash,
            )
    return msgspec.structs.replace(message, legs=())


def _quoted(message: wire.Opportunity, records: Records, configuration: Configuration) -> dict[Bet, list[Assessed]]:
    """Return the quotes of the bets of the legs, one a bookmaker.

    A record has quotes of several bets, and a bookmaker may be named at two versions: for a bet that moved and for one
    that did not. A leg's own record counts for its bet, elsewhere those of the other quotes.
    """
    legs = [(bet_of_leg(message, leg), _source_of_leg(message, leg)) for leg in message.legs]
    quoted: dict[Bet, dict[str, Quote]] = {bet: {} for bet, _ in legs}
    for source in sources_of(AnalyticsKind.OPPORTUNITIES, encode(message)):
        for bet, quote in _quotes(source, records, configuration).items():
            if bet in quoted:
                quoted[bet][quote.bookmaker] = quote
    for bet, source in legs:
        quote = _quotes(source, records, configuration).get(bet)
        if quote is not None:
            quoted[bet][quote.bookmaker] = quote
    return {bet: [Assessed(quotes[book], None) for book in sorted(quotes)] for bet, quotes in quoted.items()}


def _found(
    message: wire.Opportunity, records: Records, league: League, configuration: Configuration
) -> Iterable[Found]:
    """Return what the quotes give of the message's kind. A stale line is a value whose book has not moved."""
    if message.kind == OpportunityKind.ENTRY:
        quotes = [(bet, _quotes(source, records, configuration).get(bet)) for bet, source in _behind_picks(message)]
        return entries_again(message, quotes, configuration)
    quoted = _quoted(message, records, configuration)
    found = Evaluation()
    if message.kind == OpportunityKind.MIDDLE:
        find_middles(league, quoted, configuration, found)
        return found.opportunities
    for bet, quotes in quoted.items():
        if message.kind in (OpportunityKind.ARBITRAGE, OpportunityKind.LOW_HOLD):
            find_crossings(league, bet, quotes, configuration, found)
        else:
            find_values(bet, consensus_of(quotes, configuration), configuration, found)
    return found.opportunities


def _quotes(source: Source, records: Records, configuration: Configuration) -> dict[Bet, Quote]:
    """Return the quotes of a record. Raises KeyError for one that the log no longer has."""
    value = records[source]
    if source.kind is Kind.PROPS:
        return dict(quotes_of_props(source.key, _read_prop(value), source.version, configuration))
    return dict(quotes_of_odds(source.key, _read_odds(value), source.version, configuration))


def _bets_placed(leg: wire.OpportunityLeg) -> tuple[object, ...]:
    return (leg.bookmaker, leg.selection, leg.line)


def _source(message: wire.PricedMarket, quote: wire.Quote) -> Source:
    book = (quote.provider, quote.feed, quote.bookmaker)
    player = (message.player_id, message.stat_type, message.period)
    return _named(message, message.event_id, player, book, quote.version)


def _source_of_leg(message: wire.PricedMarket, leg: wire.OpportunityLeg) -> Source:
    return _named(message, leg.event_id, _player(message, leg), (leg.provider, leg.feed, leg.bookmaker), leg.version)


def _behind_picks(message: wire.Opportunity) -> Iterator[tuple[Bet, Source]]:
    """Yield the bets and records of an entry's picks and of the quotes behind their probabilities."""
    for leg in message.legs:
        bet = bet_of_leg(message, leg)
        yield bet, _source_of_leg(message, leg)
        for quote in leg.against:
            book = (quote.provider, quote.feed, quote.bookmaker)
            priced = bet if quote.line is None else bet._replace(line=quote.line)
            yield priced, _named(message, leg.event_id, _player(message, leg), book, quote.version)


def _player(message: wire.PricedMarket, leg: wire.OpportunityLeg) -> tuple[str | None, ...]:
    return (leg.player_id, leg.stat_type or message.stat_type, leg.period or message.period)


def _named(
    message: wire.PricedMarket, event_id: str, player: tuple[str | None, ...], book: tuple[str, str, str], version: int
) -> Source:
    if message.market != PropMarket.PLAYER_PROP:
        return Source(Kind.ODDS, "|".join((event_id, *book)), version)
    return Source(Kind.PROPS, "|".join((event_id, *book, *(word or "" for word in player))), version)
