"""Builds items from records: the fields each list shows, and the facts that its filters compare."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from a1_gateway.snapshot.analytics_rows import (
    body_of,
    fair_item,
    fair_prop_item,
    opportunity_item,
    prediction_item,
    refusals_item,
    scorecard_item,
)
from a1_gateway.snapshot.answers import EventOdds, FreshOrStale
from a1_gateway.snapshot.best_prices import event_odds, without_offers
from a1_gateway.snapshot.documents import player_words, proving_targets, score_source, team_words, with_score_freshness
from a1_gateway.snapshot.injury_rows import injury_row, injury_row_body
from a1_gateway.snapshot.items import Item, Resource, as_words, by_start, distinct, newest_first, shared
from a1_gateway.snapshot.league import LeagueRecords
from a1_gateway.snapshot.prop_rows import prop_body, prop_item
from a1_schemas import fast
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.vocabulary import Kind

_encode = msgspec.json.Encoder().encode


class Part(StrEnum):
    """The parts of an event's odds that are served alone."""

    OFFERS = "offers"
    BEST = "best"
    WITHOUT_OFFERS = "without-offers"


class Builder(NamedTuple):
    """Makes the item of a key, or None if there is nothing to show, and the bytes of a key that has an item."""

    item: Callable[[LeagueRecords, str], Item | None]
    body: Callable[[LeagueRecords, str], bytes]
    parts: Mapping[Part, Callable[[LeagueRecords, str], bytes]] = MappingProxyType({})


def _game_item(records: LeagueRecords, event_id: str) -> Item | None:
    event: fast.SportingEvent | None = records.record(Kind.EVENTS, event_id)
    if event is None:
        return None
    return Item(
        at=by_start(event.start_time),
        key=event_id,
        changed_at=event.changed_at,
        start_time=event.start_time,
        status=event.status,
        event_ids=shared((event.event_id, *event.aliases)),
        sources=shared(tuple(source.provider for source in event.sources)),
        teams=as_words((*team_words(event.home), *team_words(event.away))),
    )


def _game_body(records: LeagueRecords, event_id: str) -> bytes:
    proofs = [(listing.provider, proving_targets(listing)) for listing in records.of_event(Kind.LISTINGS, event_id)]
    document = records.document(Kind.EVENTS, event_id)
    if (scored_by := score_source(document)) is not None:
        of_score = (target for provider, targets in proofs for target in targets if provider == scored_by)
        document = with_score_freshness(document, _freshness(records, *of_score))
    return _with_freshness(document, _freshness(records, *(target for _, targets in proofs for target in targets)))


def _odds_item(records: LeagueRecords, event_id: str) -> Item | None:
    event: fast.SportingEvent | None = records.record(Kind.EVENTS, event_id)
    offers: list[fast.BettingOdds] = records.of_event(Kind.ODDS, event_id) if event else []
    if event is None or not offers:
        return None
    return Item(
        at=by_start(event.start_time),
        key=event_id,
        changed_at=max(offer.changed_at for offer in offers),
        start_time=event.start_time,
        status=event.status,
        event_ids=shared((event.event_id, *event.aliases)),
        sources=distinct(offer.provider for offer in offers),
        bookmakers=distinct(offer.bookmaker for offer in offers),
        markets=distinct(market.key for offer in offers for market in offer.markets),
        teams=as_words((*team_words(event.home), *team_words(event.away))),
    )


def _odds_body(records: LeagueRecords, event_id: str) -> bytes:
    return _encode(_event_odds(records, event_id))


def _offers_body(records: LeagueRecords, event_id: str) -> bytes:
    return _encode(_event_odds(records, event_id).offers)


def _best_body(records: LeagueRecords, event_id: str) -> bytes:
    return _encode(_event_odds(records, event_id).best)


def _odds_without_offers(records: LeagueRecords, event_id: str) -> bytes:
    return _encode(without_offers(_event_odds(records, event_id)))


def _event_odds(records: LeagueRecords, event_id: str) -> EventOdds:
    offers = records.of_event(Kind.ODDS, event_id)
    return event_odds(records.record(Kind.EVENTS, event_id), offers, records.freshness.is_fresh)


def narrowed_odds(
    records: LeagueRecords,
    event_id: str,
    *,
    bookmakers: frozenset[str],
    markets: frozenset[str],
    sources: frozenset[str],
    with_offers: bool,
) -> bytes | None:
    """Return an event's odds with only these bookmakers, markets and sources, or None if nothing is left."""
    offers: list[fast.BettingOdds] = []
    for offer in records.of_event(Kind.ODDS, event_id):
        if (bookmakers and offer.bookmaker not in bookmakers) or (sources and offer.provider not in sources):
            continue
        kept = tuple(market for market in offer.markets if not markets or market.key in markets)
        if kept:
            offers.append(msgspec.structs.replace(offer, markets=kept))
    if not offers:
        return None
    odds = event_odds(records.record(Kind.EVENTS, event_id), offers, records.freshness.is_fresh)
    return _encode(odds if with_offers else without_offers(odds))


def statistics_item(records: LeagueRecords, key: str) -> Item | None:
    statistics: fast.PlayerStats | None = records.record(Kind.PLAYER_STATS, key)
    event: fast.SportingEvent | None = records.record(Kind.EVENTS, statistics.event_id) if statistics else None
    if statistics is None or event is None:
        return None
    return Item(
        at=by_start(event.start_time),
        key=key,
        changed_at=statistics.changed_at,
        event_ids=shared((event.event_id, *event.aliases)),
        sources=shared((statistics.provider,)),
        stat_types=shared(tuple(statistics.stats)),
        teams=as_words(_team_of(records, statistics.player)),
        players=as_words(player_words(statistics.player)),
    )


def statistics_body(records: LeagueRecords, key: str) -> bytes:
    statistics: fast.PlayerStats = records.record(Kind.PLAYER_STATS, key)
    return _with_freshness(records.document(Kind.PLAYER_STATS, key), _freshness(records, statistics.target))


def _news_item(records: LeagueRecords, key: str) -> Item | None:
    news: fast.NewsItem | None = records.record(Kind.NEWS, key)
    if news is None:
        return None
    return Item(
        at=newest_first(news.published_at or news.changed_at),
        key=key,
        changed_at=news.changed_at,
        event_ids=shared(news.event_ids),
        sources=shared((news.provider,)),
        teams=as_words(tuple(word for team_id in news.team_ids for word in records.team_words(team_id))),
        players=as_words(tuple(word for each in news.players for word in (each.player_id, each.name.casefold()))),
    )


def _news_body(records: LeagueRecords, key: str) -> bytes:
    fresh = records.freshness.feed_is_fresh(records.record(Kind.NEWS, key).provider, "news")
    return _with_freshness(records.document(Kind.NEWS, key), "fresh" if fresh else "stale")


def _injury_item(records: LeagueRecords, key: str) -> Item | None:
    injury: fast.Injury | None = records.record(Kind.INJURIES, key)
    if injury is None:
        return None
    return Item(
        at=0,
        key=key,
        changed_at=injury.changed_at,
        status=injury.status,
        sources=shared((injury.provider,)),
        teams=as_words(_team_of(records, injury.player)),
        players=as_words(player_words(injury.player)),
    )


def _injury_body(records: LeagueRecords, key: str) -> bytes:
    target = records.record(Kind.INJURIES, key).target
    return _with_freshness(records.document(Kind.INJURIES, key), _freshness(records, target))


BUILDERS: dict[Resource, Builder] = {
    Resource.GAMES: Builder(_game_item, _game_body),
    Resource.ODDS: Builder(
        _odds_item,
        _odds_body,
        MappingProxyType({Part.OFFERS: _offers_body, Part.BEST: _best_body, Part.WITHOUT_OFFERS: _odds_without_offers}),
    ),
    Resource.PROPS: Builder(prop_item, prop_body),
    Resource.NEWS: Builder(_news_item, _news_body),
    Resource.INJURIES: Builder(injury_row, injury_row_body),
    Resource.INJURIES_BY_PROVIDER: Builder(_injury_item, _injury_body),
    Resource.FAIR: Builder(fair_item, body_of(AnalyticsKind.FAIR)),
    Resource.FAIR_PROPS: Builder(fair_prop_item, body_of(AnalyticsKind.FAIR)),
    Resource.OPPORTUNITIES: Builder(opportunity_item, body_of(AnalyticsKind.OPPORTUNITIES)),
    Resource.REFUSALS: Builder(refusals_item, body_of(AnalyticsKind.REFUSALS)),
    Resource.PREDICTIONS: Builder(prediction_item, body_of(AnalyticsKind.PREDICTIONS)),
    Resource.PERFORMANCE: Builder(scorecard_item, body_of(AnalyticsKind.SCORECARDS)),
}
"""All lists but that of statistics, which are asked for by game alone."""


def _freshness(records: LeagueRecords, *targets: str) -> FreshOrStale:
    return "fresh" if records.freshness.any_fresh(targets) else "stale"


def _with_freshness(document: bytes, freshness: FreshOrStale) -> bytes:
    """Return the stored bytes with one more field."""
    return b'{"freshness":"' + freshness.encode() + b'",' + document[1:]


def _team_of(records: LeagueRecords, player: fast.PropPlayer) -> tuple[str, ...]:
    """Return the names of the player's team; empty if the team is unknown."""
    return records.team_words(player.team) if player.team else ()
