"""Builds items from records: the fields each list shows, and the facts that its filters compare."""

from collections.abc import Callable

import msgspec

from a1_gateway.snapshot.answers import FreshOrStale, Prop
from a1_gateway.snapshot.best_prices import event_odds
from a1_gateway.snapshot.documents import player_words, proving_targets, team_words
from a1_gateway.snapshot.items import (
    Built,
    Facts,
    Resource,
    as_words,
    build_item,
    distinct,
    newest_first,
    shared,
    start_order,
)
from a1_gateway.snapshot.league import LeagueRecords
from a1_schemas import fast
from a1_schemas.vocabulary import Kind

_encode = msgspec.json.Encoder().encode
Builder = Callable[[LeagueRecords, str], Built | None]


def build_game(records: LeagueRecords, event_id: str) -> Built | None:
    event: fast.SportingEvent | None = records.record(Kind.EVENTS, event_id)
    if event is None:
        return None
    listings = records.of_event(Kind.LISTINGS, event_id)
    freshness = _freshness(records, *(target for listing in listings for target in proving_targets(listing)))
    facts = Facts(
        changed_at=event.changed_at,
        start_time=event.start_time,
        status=event.status,
        event_ids=shared((event.event_id, *event.aliases)),
        sources=shared(tuple(source.provider for source in event.sources)),
        teams=as_words((*team_words(event.home), *team_words(event.away))),
    )
    body = _with_freshness(records.document(Kind.EVENTS, event_id), freshness)
    return build_item(start_order(event.start_time, event_id), body, facts)


def build_odds(records: LeagueRecords, event_id: str) -> Built | None:
    event: fast.SportingEvent | None = records.record(Kind.EVENTS, event_id)
    offers: list[fast.BettingOdds] = records.of_event(Kind.ODDS, event_id)
    if event is None or not offers:
        return None
    facts = Facts(
        changed_at=max(offer.changed_at for offer in offers),
        start_time=event.start_time,
        status=event.status,
        event_ids=shared((event.event_id, *event.aliases)),
        sources=distinct(offer.provider for offer in offers),
        bookmakers=distinct(offer.bookmaker for offer in offers),
        markets=distinct(market.key for offer in offers for market in offer.markets),
        teams=as_words((*team_words(event.home), *team_words(event.away))),
    )
    body = _encode(event_odds(event, offers, records.freshness.is_fresh))
    return build_item(start_order(event.start_time, event_id), body, facts)


def narrowed_odds(
    records: LeagueRecords,
    event_id: str,
    *,
    bookmakers: frozenset[str],
    markets: frozenset[str],
    sources: frozenset[str],
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
    return _encode(event_odds(records.record(Kind.EVENTS, event_id), offers, records.freshness.is_fresh))


def build_prop(records: LeagueRecords, key: str) -> Built | None:
    prop: fast.PlayerProp | None = records.record(Kind.PROPS, key)
    event: fast.SportingEvent | None = records.record(Kind.EVENTS, prop.event_id) if prop else None
    if prop is None or event is None:
        return None
    shown = Prop(
        event_id=prop.event_id,
        league=prop.league,
        start_time=event.start_time,
        player=prop.player,
        stat_type=prop.stat_type,
        period=prop.period,
        source=prop.provider,
        feed=prop.feed,
        bookmaker=prop.bookmaker,
        lines=prop.lines,
        observed_at=prop.observed_at,
        changed_at=prop.changed_at,
        freshness=_freshness(records, prop.target),
    )
    facts = Facts(
        changed_at=prop.changed_at,
        start_time=event.start_time,
        status=event.status,
        event_ids=shared((event.event_id, *event.aliases)),
        sources=shared((prop.provider,)),
        bookmakers=shared((prop.bookmaker,)),
        stat_types=shared((prop.stat_type,)),
        teams=as_words(_team_of(records, prop.player)),
        players=as_words(player_words(prop.player)),
    )
    return build_item(start_order(event.start_time, key), _encode(shown), facts)


def build_statistics(records: LeagueRecords, key: str) -> Built | None:
    statistics: fast.PlayerStats | None = records.record(Kind.PLAYER_STATS, key)
    event: fast.SportingEvent | None = records.record(Kind.EVENTS, statistics.event_id) if statistics else None
    if statistics is None or event is None:
        return None
    facts = Facts(
        changed_at=statistics.changed_at,
        event_ids=shared((event.event_id, *event.aliases)),
        sources=shared((statistics.provider,)),
        stat_types=shared(tuple(statistics.stats)),
        teams=as_words(_team_of(records, statistics.player)),
        players=as_words(player_words(statistics.player)),
    )
    body = _with_freshness(records.document(Kind.PLAYER_STATS, key), _freshness(records, statistics.target))
    return build_item(start_order(event.start_time, key), body, facts)


def build_news(records: LeagueRecords, key: str) -> Built | None:
    news: fast.NewsItem | None = records.record(Kind.NEWS, key)
    if news is None:
        return None
    facts = Facts(
        changed_at=news.changed_at,
        event_ids=shared(news.event_ids),
        sources=shared((news.provider,)),
        teams=as_words(tuple(word for team_id in news.team_ids for word in records.team_words(team_id))),
    )
    fresh = records.freshness.feed_is_fresh(news.provider, "news")
    body = _with_freshness(records.document(Kind.NEWS, key), "fresh" if fresh else "stale")
    return build_item(newest_first(news.published_at or news.changed_at, key), body, facts)


def build_injury(records: LeagueRecords, key: str) -> Built | None:
    injury: fast.Injury | None = records.record(Kind.INJURIES, key)
    if injury is None:
        return None
    facts = Facts(
        changed_at=injury.changed_at,
        status=injury.status,
        sources=shared((injury.provider,)),
        teams=as_words(_team_of(records, injury.player)),
        players=as_words(player_words(injury.player)),
    )
    body = _with_freshness(records.document(Kind.INJURIES, key), _freshness(records, injury.target))
    return build_item((0, key), body, facts)


BUILDERS: dict[Resource, Builder] = {
    Resource.GAMES: build_game,
    Resource.ODDS: build_odds,
    Resource.PROPS: build_prop,
    Resource.STATS: build_statistics,
    Resource.NEWS: build_news,
    Resource.INJURIES: build_injury,
}


def _freshness(records: LeagueRecords, *targets: str) -> FreshOrStale:
    return "fresh" if records.freshness.any_fresh(targets) else "stale"


def _with_freshness(document: bytes, freshness: FreshOrStale) -> bytes:
    """Return the stored bytes with one more field."""
    return b'{"freshness":"' + freshness.encode() + b'",' + document[1:]


def _team_of(records: LeagueRecords, player: fast.PropPlayer) -> tuple[str, ...]:
    """Return the names of the player's team; empty if the team is unknown."""
    return records.team_words(player.team) if player.team else ()
