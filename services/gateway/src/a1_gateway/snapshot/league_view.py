"""One league's lists, prepared from its records."""

from datetime import datetime
from enum import StrEnum

import msgspec

from a1_gateway.snapshot.best_prices import event_odds
from a1_gateway.snapshot.documents import Event, InjuryReport, News, Offer, Prop, Side, Statistics
from a1_gateway.snapshot.items import Facts, Item, Resource, make_item, newest_first, start_order
from a1_gateway.snapshot.league import LeagueRecords
from a1_gateway.snapshot.shelf import Shelf
from a1_schemas.vocabulary import Kind

_encode = msgspec.json.Encoder().encode


class ViewState(StrEnum):
    """How current a league's part of the view is."""

    COMPLETE = "complete"
    REBUILDING = "rebuilding"
    """The view is being filled; what was there before is still served."""
    DISCONNECTED = "disconnected"
    """Redis cannot be reached; what was read last is still served."""
    UNREAD = "unread"
    """Redis was never read: there is nothing to serve."""


class LeagueView:
    """A league's lists. `generation` rises whenever any answer about the league may be another."""

    def __init__(self, league: str) -> None:
        self.league = league
        self.generation = 0
        self.state = ViewState.UNREAD
        self.records = LeagueRecords(league, self._touch)
        self.shelves: dict[Resource, Shelf] = {
            Resource.GAMES: Shelf(self._game),
            Resource.ODDS: Shelf(self._odds),
            Resource.PROPS: Shelf(self._prop),
            Resource.STATS: Shelf(self._statistics),
            Resource.NEWS: Shelf(self._news),
            Resource.INJURIES: Shelf(self._injury),
        }

    def put(self, kind: Kind, key: str, value: bytes | None, now: datetime) -> None:
        """Make a field of the view ours."""
        if self.records.put(kind, key, value, now):
            self.generation += 1

    def become(self, state: ViewState) -> None:
        if self.state is not state:
            self.state = state
            self.generation += 1

    def settle(self, now: datetime) -> int:
        """Let time pass; the generation that holds now."""
        due = self.records.verdicts.due
        if due is not None and due < now and self.records.expire(now):
            self.generation += 1
        return self.generation

    def items(self, resource: Resource) -> list[Item]:
        return self.shelves[resource].ordered()

    def _touch(self, kind: Kind, key: str) -> None:
        match kind:
            case Kind.EVENTS:
                self.shelves[Resource.GAMES].touch(key)
                self.shelves[Resource.ODDS].touch(key)
            case Kind.ODDS:
                self.shelves[Resource.ODDS].touch(key.partition("|")[0])
            case Kind.PROPS:
                self.shelves[Resource.PROPS].touch(key)
            case Kind.PLAYER_STATS:
                self.shelves[Resource.STATS].touch(key)
            case Kind.NEWS:
                self.shelves[Resource.NEWS].touch(key)
            case Kind.INJURIES:
                self.shelves[Resource.INJURIES].touch(key)
            case Kind.SOURCES | Kind.LISTINGS:
                pass  # shown through what depends on them

    def _freshness(self, *targets: str) -> str:
        return "fresh" if self.records.verdicts.any_fresh(targets) else "stale"

    def _game(self, event_id: str) -> Item | None:
        event: Event | None = self.records.record(Kind.EVENTS, event_id)
        if event is None:
            return None
        listings = self.records.of_event(Kind.LISTINGS, event_id)
        freshness = self._freshness(*(target for listing in listings for target in listing.targets))
        body = _with_freshness(self.records.document(Kind.EVENTS, event_id), freshness)
        facts = Facts(
            changed_at=event.changed_at,
            start_time=event.start_time,
            status=event.status,
            event_ids=(event.event_id, *event.aliases),
            sources=tuple(source.provider for source in event.sources),
            teams=_team_words(event.home, event.away),
        )
        return make_item(start_order(event.start_time, event_id), body, facts)

    def _odds(self, event_id: str) -> Item | None:
        event: Event | None = self.records.record(Kind.EVENTS, event_id)
        offers: list[Offer] = self.records.of_event(Kind.ODDS, event_id)
        if event is None or not offers:
            return None
        body = _encode(event_odds(event, offers, self.records.verdicts.is_fresh))
        facts = Facts(
            changed_at=max(offer.changed_at for offer in offers),
            start_time=event.start_time,
            status=event.status,
            event_ids=(event.event_id, *event.aliases),
            sources=tuple({offer.provider: None for offer in offers}),
            bookmakers=tuple({offer.bookmaker: None for offer in offers}),
            markets=tuple({market.key: None for offer in offers for market in offer.markets}),
            teams=_team_words(event.home, event.away),
        )
        return make_item(start_order(event.start_time, event_id), body, facts)

    def narrowed_odds(
        self, event_id: str, *, bookmakers: frozenset[str], markets: frozenset[str], sources: frozenset[str]
    ) -> bytes | None:
        """An event's odds as if only these books, markets and sources were there; None where nothing is left."""
        event: Event = self.records.record(Kind.EVENTS, event_id)
        offers: list[Offer] = []
        for offer in self.records.of_event(Kind.ODDS, event_id):
            if (bookmakers and offer.bookmaker not in bookmakers) or (sources and offer.provider not in sources):
                continue
            kept = tuple(market for market in offer.markets if not markets or market.key in markets)
            if kept:
                offers.append(msgspec.structs.replace(offer, markets=kept))
        return _encode(event_odds(event, offers, self.records.verdicts.is_fresh)) if offers else None

    def _prop(self, key: str) -> Item | None:
        prop: Prop | None = self.records.record(Kind.PROPS, key)
        event: Event | None = self.records.record(Kind.EVENTS, prop.event_id) if prop else None
        if prop is None or event is None:
            return None
        body = _encode(
            {
                "event_id": prop.event_id,
                "league": prop.league,
                "start_time": event.start_time,
                "player": prop.player,
                "stat_type": prop.stat_type,
                "period": prop.period,
                "source": prop.provider,
                "feed": prop.feed,
                "bookmaker": prop.bookmaker,
                "lines": prop.lines,
                "observed_at": prop.observed_at,
                "changed_at": prop.changed_at,
                "freshness": self._freshness(prop.target),
            }
        )
        facts = Facts(
            changed_at=prop.changed_at,
            start_time=event.start_time,
            status=event.status,
            event_ids=(event.event_id, *event.aliases),
            sources=(prop.provider,),
            bookmakers=(prop.bookmaker,),
            stat_types=(prop.stat_type,),
            teams=_player_team_words(event, prop.player.team),
            players=(prop.player.player_id, prop.player.name.casefold()),
        )
        return make_item(start_order(event.start_time, key), body, facts)

    def _statistics(self, key: str) -> Item | None:
        statistics: Statistics | None = self.records.record(Kind.PLAYER_STATS, key)
        event: Event | None = self.records.record(Kind.EVENTS, statistics.event_id) if statistics else None
        if statistics is None or event is None:
            return None
        body = _with_freshness(self.records.document(Kind.PLAYER_STATS, key), self._freshness(statistics.target))
        facts = Facts(
            changed_at=statistics.changed_at,
            event_ids=(event.event_id, *event.aliases),
            sources=(statistics.provider,),
            stat_types=tuple(statistics.stats),
            teams=_player_team_words(event, statistics.player.team),
            players=(statistics.player.player_id, statistics.player.name.casefold()),
        )
        return make_item(start_order(event.start_time, key), body, facts)

    def _news(self, key: str) -> Item | None:
        news: News | None = self.records.record(Kind.NEWS, key)
        if news is None:
            return None
        fresh = self.records.verdicts.feed_is_fresh(news.provider, "news")
        body = _with_freshness(self.records.document(Kind.NEWS, key), "fresh" if fresh else "stale")
        facts = Facts(
            changed_at=news.changed_at, event_ids=news.event_ids, sources=(news.provider,), teams=news.team_ids
        )
        return make_item(newest_first(news.published_at or news.changed_at, key), body, facts)

    def _injury(self, key: str) -> Item | None:
        injury: InjuryReport | None = self.records.record(Kind.INJURIES, key)
        if injury is None:
            return None
        body = _with_freshness(self.records.document(Kind.INJURIES, key), self._freshness(injury.target))
        player = injury.player
        facts = Facts(
            changed_at=injury.changed_at,
            status=injury.status,
            sources=(injury.provider,),
            teams=(player.team,) if player.team else (),
            players=(player.player_id, player.name.casefold()),
        )
        return make_item((0, key), body, facts)


def _with_freshness(document: bytes, freshness: str) -> bytes:
    """The stored bytes with one more field."""
    return b'{"freshness":"' + freshness.encode() + b'",' + document[1:]


def _team_words(*sides: Side) -> tuple[str, ...]:
    return tuple(word.casefold() for side in sides for word in side.words)


def _player_team_words(event: Event, team_id: str | None) -> tuple[str, ...]:
    """The words of the player's own team, or nothing where it is not known which."""
    return tuple(
        word.casefold()
        for side in (event.home, event.away)
        if team_id and side.team_id == team_id
        for word in side.words
    )
