"""ESPN's odds as offers: `odds[]` of a board, `pickcenter[]` of a summary, the core API's `items[]`.

Opening, current and closing price are one; what is offered is the current one, else the closing, else the opening one.
The favourite named in `details` is text and no price.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

from a1_normalizer.mappers.espn import odds_wire as wire
from a1_normalizer.mappers.espn.vocabulary import bookmaker_of
from a1_normalizer.mappers.parsing import (
    Refusal,
    decode_each,
    parse_american_price,
    parse_decimal_price,
    parse_fractional_price,
    parse_line,
    parse_number_or_absent,
    parse_text,
)
from a1_normalizer.sightings import Market, Offer, Outcome, Reject
from a1_schemas.vocabulary import MarketKey, Selection, SettlementScope

_decode_item = msgspec.json.Decoder(wire.Item | None, float_hook=Decimal)
_NO_PRICE = frozenset({"", "-", "--", "N/A", "NA", "OFF", "TBD"})
_EVEN = frozenset({"EVEN", "EVENS", "EV"})
_LEVEL = frozenset({*_EVEN, "PK", "PICK"})


class Candidate(NamedTuple):
    """A line and a price as written at one moment; a price may be written in several formats."""

    line: object
    price: object


def offers_of(
    pieces: Sequence[msgspec.Raw], contest_id: str, league: str, path: str, *, is_soccer: bool
) -> Iterator[Offer | Reject]:
    """One offer for each bookmaker that has a price; a bookmaker named twice has one offer, of what was named first."""
    offers: dict[str, Offer] = {}
    for decoded in decode_each(pieces, _decode_item, path):
        if isinstance(decoded, Reject):
            yield decoded
            continue
        where, _, item = decoded
        if item is None:
            continue
        markets: dict[str, Market] = {}
        for found in _markets(item, where, is_soccer=is_soccer):
            if isinstance(found, Reject):
                yield found
            else:
                markets[found.native_key] = found
        bookmaker = bookmaker_of(str(item.provider.id))
        earlier = offers.get(bookmaker)
        if earlier is not None:
            markets |= {market.native_key: market for market in earlier.markets}
        if markets:
            name = parse_text(item.provider.displayName or item.provider.name) or bookmaker
            offers[bookmaker] = Offer(
                contest_id=contest_id,
                league=league,
                bookmaker=bookmaker,
                bookmaker_name=name,
                markets=tuple(markets.values()),
            )
    yield from offers.values()


def _markets(item: wire.Item, path: str, *, is_soccer: bool) -> Iterator[Market | Reject]:
    rejects: list[Reject] = []
    moneyline = _outcomes(_moneyline(item), f"{path}.moneyline", rejects)
    spread = _outcomes(_spread(item), f"{path}.pointSpread", rejects)
    total = _outcomes(_total(item), f"{path}.total", rejects)
    yield from rejects
    if moneyline:
        has_draw = is_soccer or any(outcome.selection is Selection.DRAW for outcome in moneyline)
        yield Market(
            key=MarketKey.MONEYLINE_3_WAY if has_draw else MarketKey.MONEYLINE,
            native_key="moneyline",
            scope=SettlementScope.REGULATION if has_draw else SettlementScope.INCLUDING_OVERTIME,
            outcomes=moneyline,
        )
    scope = SettlementScope.REGULATION if is_soccer else SettlementScope.INCLUDING_OVERTIME
    if spread:
        yield Market(key=MarketKey.SPREAD, native_key="spread", scope=scope, outcomes=spread)
    if total:
        yield Market(key=MarketKey.TOTAL, native_key="total", scope=scope, outcomes=total)


def _outcomes(
    selections: Iterable[tuple[Selection, Iterable[Candidate]]], path: str, rejects: list[Reject]
) -> tuple[Outcome, ...]:
    """The first priced candidate of each selection."""
    outcomes: list[Outcome] = []
    for selection, candidates in selections:
        try:
            priced = _first_priced(candidates)
            if priced is not None:
                outcomes.append(Outcome(selection, *priced))
        except Refusal as refusal:
            rejects.append(refusal.at(f"{path}.{selection}"))
    return tuple(outcomes)


def _first_priced(candidates: Iterable[Candidate]) -> tuple[Decimal | None, Decimal] | None:
    for candidate in candidates:
        price = _price(candidate.price)
        if price is not None:
            return _line(candidate.line), price
    return None


def _moneyline(item: wire.Item) -> Iterator[tuple[Selection, Iterator[Candidate]]]:
    block = item.moneyline or wire.Block()
    bets = _bets(item)
    yield Selection.HOME, _side_moneyline(block.home, item.homeTeamOdds, bets.preMatchMoneyLineHome)
    yield Selection.AWAY, _side_moneyline(block.away, item.awayTeamOdds, bets.preMatchMoneyLineAway)
    yield Selection.DRAW, _side_moneyline(block.draw, item.drawOdds, bets.preMatchMoneyLineDraw)


def _side_moneyline(
    moments: wire.Moments | None, side: wire.SideOdds | None, bet: wire.Bet | None
) -> Iterator[Candidate]:
    for moment in _block_moments(moments):
        yield Candidate(None, moment.odds)
    if side is not None:
        for figures in (side.current, side.close, side.open):
            if figures is not None:
                yield Candidate(None, figures.moneyLine)
        yield Candidate(None, side.moneyLine)
        yield Candidate(None, side.odds)
        yield Candidate(None, wire.Figure(value=side.value, summary=side.summary))
    if bet is not None:
        yield Candidate(None, bet.value)


def _spread(item: wire.Item) -> Iterator[tuple[Selection, Iterator[Candidate]]]:
    block = item.pointSpread or wire.Block()
    bets = _bets(item)
    home_line = _line(item.spread)
    away_line = None if home_line is None else -home_line
    home_bets = (bets.preMatchSpreadHandicapHome, bets.preMatchSpreadHome)
    away_bets = (bets.preMatchSpreadHandicapAway, bets.preMatchSpreadAway)
    yield Selection.HOME, _side_spread(block.home, item.homeTeamOdds, home_line, home_bets)
    yield Selection.AWAY, _side_spread(block.away, item.awayTeamOdds, away_line, away_bets)


def _side_spread(
    moments: wire.Moments | None,
    side: wire.SideOdds | None,
    line: Decimal | None,
    bets: tuple[wire.Bet | None, wire.Bet | None],
) -> Iterator[Candidate]:
    for moment in _block_moments(moments):
        yield Candidate(moment.line, moment.odds)
    if side is not None:
        for figures in (side.current, side.close, side.open):
            if figures is not None:
                yield Candidate(figures.pointSpread.american if figures.pointSpread else line, figures.spread)
        yield Candidate(line, side.spreadOdds)
    handicap, bet = bets
    if bet is not None:
        yield Candidate(handicap.value if handicap else line, bet.value)


def _total(item: wire.Item) -> Iterator[tuple[Selection, Iterator[Candidate]]]:
    block = item.total or wire.Block()
    bets = _bets(item)
    line = parse_number_or_absent(item.overUnder)
    moments = [moment for moment in (item.current, item.close, item.open) if moment is not None]
    lines = [moment.total.american if moment.total else line for moment in moments]
    overs = [Candidate(line, moment.over) for line, moment in zip(lines, moments, strict=True)]
    unders = [Candidate(line, moment.under) for line, moment in zip(lines, moments, strict=True)]
    handicap = bets.preMatchTotalHandicap.value if bets.preMatchTotalHandicap else line
    overs.append(Candidate(line, item.overOdds))
    unders.append(Candidate(line, item.underOdds))
    overs.append(Candidate(handicap, bets.preMatchTotalOver.value if bets.preMatchTotalOver else None))
    unders.append(Candidate(handicap, bets.preMatchTotalUnder.value if bets.preMatchTotalUnder else None))
    yield Selection.OVER, _then(block.over, overs)
    yield Selection.UNDER, _then(block.under, unders)


def _then(moments: wire.Moments | None, others: list[Candidate]) -> Iterator[Candidate]:
    for moment in _block_moments(moments):
        yield Candidate(moment.line, moment.odds)
    yield from others


def _block_moments(moments: wire.Moments | None) -> Iterator[wire.LinedPrice]:
    if moments is not None:
        yield from (moment for moment in (moments.current, moments.close, moments.open) if moment is not None)


def _bets(item: wire.Item) -> wire.Bets:
    return (item.bettingOdds.teamOdds if item.bettingOdds else None) or wire.Bets()


def _line(value: object) -> Decimal | None:
    """`-3`, `o2.5`, `EVEN`; None where there is none."""
    if isinstance(value, str):
        text = value.strip()
        if text.upper() in _LEVEL:
            return Decimal(0)
        value = text[1:] if text[:1] in {"o", "u", "O", "U"} else text
    return None if value is None or value == "" else parse_line(value)


def _price(value: object) -> Decimal | None:
    """The price of a figure or of a bare value; None where there is none."""
    if isinstance(value, wire.Figure):
        written = (_bare(value.american), _decimal(value.decimal), _bare(value.fraction))
        first = next((price for price in written if price is not None), None)
        return first or _decimal(value.value) or _bare(value.summary)
    return _bare(value)


def _bare(value: object) -> Decimal | None:
    """American, `EVEN`, or a fraction; 0 and words for nothing are no price."""
    if isinstance(value, str):
        text = value.strip().upper()
        if text in _NO_PRICE:
            return None
        if text in _EVEN:
            return Decimal(2)
        if "/" in text:
            return parse_fractional_price(text)
    return parse_american_price(value) if parse_number_or_absent(value) else None


def _decimal(value: object) -> Decimal | None:
    number = parse_number_or_absent(value)
    return parse_decimal_price(number) if number is not None and number > 1 else None
