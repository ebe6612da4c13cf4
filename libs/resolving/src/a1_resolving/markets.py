"""Converts the markets of one offer to the contract's JSON: what is on offer, in which phase, and what is refused.

A selection listed at two prices is refused, since neither can be chosen; so is a market whose lines exclude each other.
The JSON is written without building the models, because this is most of the work in a busy league.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from a1_mappers.extracted_offers import Market, Offer, Price
from a1_mappers.written_prices import Opening
from a1_resolving.body import in_utc
from a1_resolving.listed_game import ListedGame
from a1_resolving.phases import phase_of
from a1_schemas import fast
from a1_schemas.base import json_number
from a1_schemas.game_words import MarketPhase
from a1_schemas.prices import american_from_decimal
from a1_schemas.vocabulary import MarketKey, Period, RejectReason, Selection, SettlementScope

FLIPPED = {
    Selection.HOME: Selection.AWAY,
    Selection.AWAY: Selection.HOME,
    Selection.HOME_OVER: Selection.AWAY_OVER,
    Selection.HOME_UNDER: Selection.AWAY_UNDER,
    Selection.AWAY_OVER: Selection.HOME_OVER,
    Selection.AWAY_UNDER: Selection.HOME_UNDER,
    Selection.HOME_OR_DRAW: Selection.DRAW_OR_AWAY,
    Selection.DRAW_OR_AWAY: Selection.HOME_OR_DRAW,
}

_K, _S = MarketKey, Selection
_ALTERNATES = frozenset(
    {
        *(_K.ALTERNATE_SPREAD, _K.ALTERNATE_TOTAL, _K.ALTERNATE_TEAM_TOTAL),
        *(_K.ALTERNATE_SPREAD_CORNERS, _K.ALTERNATE_TOTAL_CORNERS),
        *(_K.ALTERNATE_SPREAD_CARDS, _K.ALTERNATE_TOTAL_CARDS),
    }
)
_LINED = _ALTERNATES | {_K.SPREAD, _K.TOTAL, _K.SPREAD_3_WAY, _K.TEAM_TOTAL}
_TWO_SIDES = frozenset({_S.HOME, _S.AWAY})
_THREE_SIDES = frozenset({_S.HOME, _S.DRAW, _S.AWAY})
_OVER_UNDER = frozenset({_S.OVER, _S.UNDER})
_REQUIRED = {
    **dict.fromkeys((_K.MONEYLINE, _K.MONEYLINE_LAY, _K.DRAW_NO_BET), _TWO_SIDES),
    **dict.fromkeys((_K.MONEYLINE_3_WAY, _K.MONEYLINE_3_WAY_LAY, _K.SPREAD_3_WAY), _THREE_SIDES),
    _K.SPREAD: _TWO_SIDES,
    _K.TOTAL: _OVER_UNDER,
    _K.BOTH_TEAMS_TO_SCORE: frozenset({_S.YES, _S.NO}),
    _K.DOUBLE_CHANCE: frozenset({_S.HOME_OR_DRAW, _S.DRAW_OR_AWAY, _S.HOME_OR_AWAY}),
}
"""The selections without which a market is incomplete. Of ladders and outrights no one knows them all."""

_NO_LINE = Decimal(0)
_WRITTEN_KEPT = 8_192
"""How many markets are kept as written: those of some hundred games with twenty bookmakers."""

_MarketId = tuple[MarketKey, Period, SettlementScope]
"""What is one market of an offer."""
_OutcomeId = tuple[Selection, Decimal | None]


class Fault(NamedTuple):
    """Why part of a market is refused."""

    reason: RejectReason
    detail: str


class _Written(NamedTuple):
    """What a market offers, apart from its times. `source` keeps the object alive by whose identity it is cached."""

    source: tuple[Price, ...]
    market_id: _MarketId
    to_outcomes: bytes
    """The JSON up to the end of the outcomes; empty without any."""
    is_complete: bool | None
    faults: tuple[Fault, ...]


def write_markets(offer: Offer, listing: ListedGame) -> tuple[list[bytes], list[Fault]]:
    """Return the JSON of the markets that have a price on offer, sorted, and the faults found."""
    by_id: dict[_MarketId, Market] = {}
    several: dict[_MarketId, list[Market]] = {}
    for market in offer.markets:
        market_id = (market.key, market.period, market.scope)
        first = by_id.setdefault(market_id, market)
        if first is not market:
            several.setdefault(market_id, [first]).append(market)
    found: list[bytes] = []
    faults: list[Fault] = []
    phases: dict[datetime | None, MarketPhase] = {}
    is_flipped = listing.swapped
    for market_id in sorted(by_id):
        if market_id in several:
            market = _joined(several[market_id])
            written = _convert(market_id, market.outcomes, is_flipped=is_flipped)
        else:
            market = by_id[market_id]
            written = _written(market_id, market.outcomes, is_flipped=is_flipped)
        if written.faults:
            faults += written.faults
        if written.to_outcomes:
            observed_at = market.observed_at
            phase = phases.get(observed_at)
            if phase is None:
                phase = phases[observed_at] = phase_of(observed_at, offer.bookmaker_name, listing)
            is_main = market_id[0] not in _ALTERNATES
            rest = _after_outcomes(phase, is_main, written.is_complete, observed_at, market.link)
            found.append(written.to_outcomes + rest)
    return found, faults


def _joined(same: Sequence[Market]) -> Market:
    """Return one market with the outcomes of several, as old as the oldest."""
    outcomes = tuple(outcome for each in same for outcome in each.outcomes)
    observed_at = min((each.observed_at for each in same if each.observed_at is not None), default=None)
    return replace(same[0], outcomes=outcomes, observed_at=observed_at)


@lru_cache(maxsize=1024)
def _before_outcomes(key: MarketKey, period: Period, scope: SettlementScope) -> bytes:
    return _encode({"key": key, "period": period, "scope": scope})[:-1] + b',"outcomes":'


@lru_cache(maxsize=2_048)
def _after_outcomes(
    phase: MarketPhase,
    is_main: bool,  # noqa: FBT001 - a key
    is_complete: bool | None,  # noqa: FBT001 - a key
    observed_at: datetime | None,
    link: str | None,
) -> bytes:
    """Return the fields after the outcomes. Cached: the markets of a bookmaker have few different times."""
    rest = {
        "phase": phase,
        "suspended": None,
        "main": is_main,
        "provider_main": None,
        "complete": is_complete,
        "observed_at": in_utc(observed_at),
        "limit": None,
        "link": link,
    }
    return b"," + _encode(rest)[1:]


_encode = msgspec.json.Encoder().encode
_known: dict[bool, dict[int, _Written]] = {False: {}, True: {}}
"""By the identity of their outcomes: what is written as it stands, and what is flipped."""


def _written(market_id: _MarketId, source: tuple[Price, ...], *, is_flipped: bool) -> _Written:
    """Return what a market offers. Cached by identity: mappers return the same outcomes for a market that stays.

    Comparing or hashing a market would cost as much as writing it.
    """
    kept = _known[is_flipped]
    known = kept.get(id(source))
    if known is not None and known.source is source and known.market_id == market_id:
        return known
    if len(kept) >= _WRITTEN_KEPT:
        kept.clear()
    known = kept[id(source)] = _convert(market_id, source, is_flipped=is_flipped)
    return known


def _convert(market_id: _MarketId, source: tuple[Price, ...], *, is_flipped: bool) -> _Written:
    key = market_id[0]
    is_lined = key in _LINED
    offered: dict[_OutcomeId, Price] = {}
    doubled: dict[_OutcomeId, Fault] = {}
    for price in source:
        if price.price is None and price.multiplier is None:
            continue  # not on offer: only another moment has a price
        if is_lined and price.line is None:
            continue  # unidentified; the mapper has already rejected it
        selection = FLIPPED.get(price.selection, price.selection) if is_flipped else price.selection
        name = (selection, price.line)
        first = offered.setdefault(name, price)
        if first is not price and _differ(first, price) and key not in _OUTRIGHTS:
            doubled.setdefault(name, _listed_twice(market_id, first, price))
    kept = {name: price for name, price in offered.items() if name not in doubled} if doubled else offered
    fault = _excluding_lines(market_id, kept) if key in _SIDES_OF_LINES else None
    if fault is not None:
        kept = {}
    required = _REQUIRED.get(key)
    outcomes = [_outcome(*name, kept[name]) for name in sorted(kept, key=outcome_order)]
    return _Written(
        source,
        market_id,
        to_outcomes=_before_outcomes(*market_id) + _encode(outcomes) if outcomes else b"",
        is_complete=None if required is None else required.issubset([selection for selection, _ in kept]),
        faults=(*doubled.values(), *(() if fault is None else (fault,))),
    )


def _differ(one: Price, other: Price) -> bool:
    return (one.price, one.american) != (other.price, other.american)


_OUTRIGHTS = frozenset({_K.OUTRIGHT, _K.OUTRIGHT_LAY})


def _listed_twice(market_id: _MarketId, one: Price, other: Price) -> Fault:
    key, period, _ = market_id
    line = "" if one.line is None else f" {one.line}"
    prices = " and ".join(str(each.price if each.american is None else each.american) for each in (one, other))
    return Fault(RejectReason.DUPLICATE_RECORD, f"{key} {period} {one.selection}{line}: {prices}")


_SIDES_OF_LINES = {_K.SPREAD: (_S.HOME, _S.AWAY), _K.TOTAL: (_S.OVER, _S.UNDER)}
"""The two sides of a market that have a line in common: of a spread, with the opposite sign."""


def _excluding_lines(market_id: _MarketId, kept: dict[_OutcomeId, Price]) -> Fault | None:
    """Return the fault of a two-way market whose sides have no line in common, as seen from one of them."""
    key, period, _ = market_id
    one, other = (
        {line for selection, line in kept if selection is side and line is not None} for side in _SIDES_OF_LINES[key]
    )
    if key == _K.SPREAD:
        other = {-line for line in other}
    if not one or not other or one & other:
        return None
    lines = ", ".join(f"{selection} {line}" for selection, line in sorted(kept, key=outcome_order))
    return Fault(RejectReason.INVALID_LINE, f"{key} {period}: {lines} exclude each other")


def _outcome(selection: Selection, line: Decimal | None, price: Price) -> fast.OfferOutcome:
    if price.native_id is None and price.link is None and price.limit is None and price.opening is None:
        return _plain(selection, line, price.price, price.american, price.multiplier)
    plain = _plain(selection, line, price.price, price.american, price.multiplier)
    return fast.OfferOutcome(
        selection,
        plain.line,
        plain.price,
        plain.american,
        native_id=price.native_id,
        link=price.link,
        limit=None if price.limit is None else json_number(price.limit),
        multiplier=plain.multiplier,
        opening=None if price.opening is None else _opening(price.opening),
    )


@lru_cache(maxsize=4_096)
def _plain(
    selection: Selection, line: Decimal | None, price: Decimal | None, american: int | None, multiplier: Decimal | None
) -> fast.OfferOutcome:
    """Return a shared instance: many bookmakers offer the same few outcomes."""
    if price is not None and american is None:
        american = american_from_decimal(price)
    return fast.OfferOutcome(
        selection,
        None if line is None else json_number(line),
        None if price is None else json_number(price),
        american,
        multiplier=None if multiplier is None else json_number(multiplier),
    )


def _opening(opening: Opening) -> fast.OpeningPrice:
    line = None if opening.line is None else json_number(opening.line)
    return fast.OpeningPrice(line, json_number(opening.price.decimal))


def outcome_order(name: _OutcomeId) -> tuple[bool, Decimal, Selection]:
    """Sort by line, then selection: a provider's own order carries no meaning and changes."""
    selection, line = name
    return (line is not None, abs(line) if line is not None else _NO_LINE, selection)
