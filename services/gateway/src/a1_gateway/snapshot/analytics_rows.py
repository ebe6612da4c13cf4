"""Rows of analytics: the records as they are published. Ages are added when a page is built, see `ages`."""

from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec

from a1_gateway.snapshot.items import Item, as_words, by_start, distinct, newest_first, shared
from a1_gateway.snapshot.league import LeagueRecords
from a1_schemas import fast_analytics as published
from a1_schemas.analytics_words import AnalyticsKind, PropMarket


class _Fair(published.FairPrice, frozen=True, kw_only=True):
    changed_at: datetime


class _Opportunity(published.Opportunity, frozen=True, kw_only=True):
    changed_at: datetime


class _Refusals(published.RefusalCount, frozen=True, kw_only=True):
    changed_at: datetime


class _Prediction(msgspec.Struct, frozen=True):
    """A prediction, as far as filters compare it."""

    changed_at: datetime
    event_id: str
    market: str
    start_time: datetime | None = None


class _Changed(msgspec.Struct, frozen=True):
    changed_at: datetime


_read_fair = msgspec.json.Decoder(_Fair).decode
_read_opportunity = msgspec.json.Decoder(_Opportunity).decode
_read_refusals = msgspec.json.Decoder(_Refusals).decode
_read_prediction = msgspec.json.Decoder(_Prediction).decode
_read_changed = msgspec.json.Decoder(_Changed).decode


def fair_item(records: LeagueRecords, key: str) -> Item | None:
    """Return the item of a fair price of a game's market."""
    return _fair_item(records, key, of_players=False)


def fair_prop_item(records: LeagueRecords, key: str) -> Item | None:
    """Return the item of a fair price of a player's prop."""
    return _fair_item(records, key, of_players=True)


def opportunity_item(records: LeagueRecords, key: str) -> Item | None:
    """Return the item of an opportunity: the newest first."""
    found = _document(records, AnalyticsKind.OPPORTUNITIES, key)
    if found is None:
        return None
    opportunity = _read_opportunity(found)
    return Item(
        at=newest_first(opportunity.opened_at),
        key=key,
        changed_at=opportunity.changed_at,
        start_time=opportunity.start_time,
        event_ids=distinct(leg.event_id for leg in opportunity.legs),
        sources=distinct(leg.provider for leg in opportunity.legs),
        bookmakers=distinct(leg.bookmaker for leg in opportunity.legs),
        markets=shared((opportunity.market,)),
        stat_types=distinct(stat for stat in (opportunity.stat_type, *_stats(opportunity)) if stat),
        players=_players(opportunity, *opportunity.legs),
        kind=opportunity.kind,
        state=opportunity.state,
        profit=float(opportunity.profit),
    )


def refusals_item(records: LeagueRecords, key: str) -> Item | None:
    """Return the item of a count of refusals: the highest first."""
    found = _document(records, AnalyticsKind.REFUSALS, key)
    if found is None:
        return None
    refusals = _read_refusals(found)
    return Item(at=-refusals.count, key=key, changed_at=refusals.changed_at, kind=refusals.kind)


def prediction_item(records: LeagueRecords, key: str) -> Item | None:
    """Return the item of a prediction, by start."""
    found = _document(records, AnalyticsKind.PREDICTIONS, key)
    if found is None:
        return None
    prediction = _read_prediction(found)
    return Item(
        at=by_start(prediction.start_time),
        key=key,
        changed_at=prediction.changed_at,
        start_time=prediction.start_time,
        event_ids=shared((prediction.event_id,)),
        markets=shared((prediction.market,)),
    )


def scorecard_item(records: LeagueRecords, key: str) -> Item | None:
    """Return the item of a scorecard, by model."""
    found = _document(records, AnalyticsKind.SCORECARDS, key)
    return None if found is None else Item(at=0, key=key, changed_at=_read_changed(found).changed_at)


def body_of(kind: AnalyticsKind) -> Callable[[LeagueRecords, str], bytes]:
    """Return what gives the bytes of a kind's record."""
    return lambda records, key: records.document(kind, key)


def _fair_item(records: LeagueRecords, key: str, *, of_players: bool) -> Item | None:
    found = _document(records, AnalyticsKind.FAIR, key)
    if found is None:
        return None
    fair = _read_fair(found)
    if (fair.market == PropMarket.PLAYER_PROP) is not of_players:
        return None
    quotes = published.read_quotes(fair.inputs)
    return Item(
        at=by_start(fair.start_time),
        key=key,
        changed_at=fair.changed_at,
        start_time=fair.start_time,
        event_ids=shared((fair.event_id,)),
        sources=distinct(quote.provider for quote in quotes),
        bookmakers=distinct(quote.bookmaker for quote in quotes),
        markets=shared((fair.market,)),
        stat_types=_texts(fair.stat_type),
        players=_players(fair),
    )


def _document(records: LeagueRecords, kind: AnalyticsKind, key: str) -> bytes | None:
    return records.document(kind, key) if records.holds(kind, key) else None


def _players(*named: published.PricedMarket | published.OpportunityLeg) -> str:
    words = dict.fromkeys(word for each in named for word in _names(each.player_id, each.player_name))
    return as_words(tuple(word.casefold() for word in words))


def _stats(opportunity: published.Opportunity) -> Iterable[str | None]:
    return (leg.stat_type for leg in opportunity.legs)


def _names(*names: str | None) -> Iterable[str]:
    return (name for name in names if name)


def _texts(text: str | None) -> tuple[str, ...]:
    return () if text is None else shared((text,))
