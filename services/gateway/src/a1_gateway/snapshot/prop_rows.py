"""Builds the rows of the list of props: one for each book, or one for each player, statistic and period."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import msgspec

from a1_gateway.snapshot.annotations import COMPONENTS, Moment, one_of
from a1_gateway.snapshot.answers import FreshOrStale
from a1_gateway.snapshot.documents import player_words
from a1_gateway.snapshot.items import Item, as_words, by_start, shared
from a1_gateway.snapshot.league import LeagueRecords
from a1_gateway.snapshot.prop_places import PropItem, end_of, group_of
from a1_gateway.snapshot.reported_players import ReportedPlayer, player_of
from a1_gateway.snapshot.trust import trust_of
from a1_schemas import fast
from a1_schemas.leagues import League
from a1_schemas.player_prop import PropLine
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, Kind, Period

_encode = msgspec.json.Encoder().encode
Lines = Annotated[
    msgspec.Raw,
    msgspec.Meta(extra_json_schema={"type": "array", "items": {"$ref": COMPONENTS + PropLine.__name__}}),
]


class PropOfGame(msgspec.Struct, frozen=True, kw_only=True):
    """What every row of props shows: the game, the player and the statistic."""

    event_id: str
    league: Annotated[str, one_of(League)]
    start_time: Moment | None
    status: Annotated[str, one_of(EventStatus)]
    """The status of the game."""
    home: fast.Team
    away: fast.Team
    opponent: fast.Team | None
    """The side that the player is not on; null where the player's side is unknown."""
    stat_type: Annotated[str, one_of(StatType)]
    native_stat: str | None
    """The statistic in the provider's words, where no vocabulary of ours has it."""
    period: Annotated[str, one_of(Period)]


class Prop(PropOfGame, frozen=True, kw_only=True):
    """One source's ladder of lines for one player and one statistic in one game."""

    player: fast.PropPlayer
    """The first of `players`."""
    players: tuple[fast.PropPlayer, ...]
    """One player, or up to four of a combo."""
    source: Annotated[str, one_of(Provider)]
    feed: str
    bookmaker: str
    lines: Lines
    observed_at: Moment | None
    changed_at: Moment
    freshness: FreshOrStale


class BookLadder(msgspec.Struct, frozen=True):
    """A bookmaker's ladder."""

    lines: Lines
    observed_at: Moment | None
    changed_at: Moment
    freshness: FreshOrStale
    provider: Annotated[str, one_of(Provider)]
    feed: str


class PropOfBooks(PropOfGame, frozen=True, kw_only=True):
    """The ladders of all bookmakers for one player and one statistic in one game."""

    player: ReportedPlayer
    """The first of `players`."""
    players: list[ReportedPlayer]
    """One player, or up to four of a combo."""
    books: dict[str, BookLadder]
    """The ladder of each bookmaker by its key: a fresh one before a stale one, then by the providers' precedence."""
    changed_at: Moment
    """The newest of its ladders."""
    freshness: FreshOrStale
    """Stale only where every ladder is."""


def prop_item(records: LeagueRecords, key: str) -> Item | None:
    """Return the item of a record, or None if there is nothing to show."""
    prop: fast.PlayerProp | None = records.record(Kind.PROPS, key)
    event: fast.SportingEvent | None = records.record(Kind.EVENTS, prop.event_id) if prop else None
    if prop is None or event is None:
        return None
    teams = tuple(word for player in _players(prop) if player.team for word in records.team_words(player.team))
    return PropItem(
        at=by_start(event.start_time),
        key=key,
        changed_at=prop.changed_at,
        start_time=event.start_time,
        status=event.status,
        event_ids=shared((event.event_id, *event.aliases)),
        sources=shared((prop.provider,)),
        bookmakers=shared((prop.bookmaker,)),
        stat_types=shared((prop.stat_type,)),
        teams=as_words(tuple(dict.fromkeys(teams))),
        players=as_words(_words(prop)),
    )


def prop_body(records: LeagueRecords, key: str) -> bytes:
    """Return the bytes of a record that has an item."""
    return _encode(prop_row(records, key))


def prop_row(records: LeagueRecords, key: str) -> Prop:
    """Return the row of a record that has an item."""
    prop: fast.PlayerProp = records.record(Kind.PROPS, key)
    return Prop(
        **_of_game(records, prop, prop.player.team),
        player=prop.player,
        players=_players(prop),
        source=prop.provider,
        feed=prop.feed,
        bookmaker=prop.bookmaker,
        lines=prop.lines,
        observed_at=prop.observed_at,
        changed_at=prop.changed_at,
        freshness=_freshness(records, prop),
    )


def books_item(members: Sequence[Item]) -> Item:
    """Return the item of the props of one group, in their order. There is at least one."""
    newest = max(members, key=lambda item: item.changed_at)
    return Item(
        at=newest.at,
        key=end_of(group_of(newest.key)),
        changed_at=newest.changed_at,
        start_time=newest.start_time,
        status=newest.status,
        players=members[-1].players,
    )


def books_body(records: LeagueRecords, keys: Iterable[str]) -> bytes:
    """Return the bytes of the props of one group. There is at least one."""
    found: list[fast.PlayerProp] = [records.record(Kind.PROPS, key) for key in keys]
    props = sorted(found, key=lambda prop: trust_of(prop.provider, prop.feed, is_fresh=_is_fresh(records, prop)))
    books: dict[str, BookLadder] = {}
    for prop in props:
        books.setdefault(prop.bookmaker, _ladder(records, prop))
    players = [player_of(mentions) for mentions in zip(*map(_players, props), strict=False)]
    return _encode(
        PropOfBooks(
            **_of_game(records, props[0], players[0].team),
            player=players[0],
            players=players,
            books=dict(sorted(books.items())),
            changed_at=max(ladder.changed_at for ladder in books.values()),
            freshness="fresh" if any(ladder.freshness == "fresh" for ladder in books.values()) else "stale",
        )
    )


def _words(prop: fast.PlayerProp) -> tuple[str, ...]:
    """Return the words for the players, the first one's name last: lists are sorted by that."""
    words = (word for player in _players(prop) for word in player_words(player))
    name = prop.player.name.casefold()
    return (*(word for word in dict.fromkeys(words) if word != name), name)


def _of_game(records: LeagueRecords, prop: fast.PlayerProp, team: str | None) -> dict[str, Any]:
    event: fast.SportingEvent = records.record(Kind.EVENTS, prop.event_id)
    sides = {event.home.team_id: event.away, event.away.team_id: event.home}
    return {
        "event_id": prop.event_id,
        "league": prop.league,
        "start_time": event.start_time,
        "status": event.status,
        "home": event.home,
        "away": event.away,
        "opponent": sides.get(team) if team else None,
        "stat_type": prop.stat_type,
        "native_stat": prop.native_stat,
        "period": prop.period,
    }


def _players(prop: fast.PlayerProp) -> tuple[fast.PropPlayer, ...]:
    return prop.players or (prop.player,)


def _ladder(records: LeagueRecords, prop: fast.PlayerProp) -> BookLadder:
    return BookLadder(
        prop.lines, prop.observed_at, prop.changed_at, _freshness(records, prop), prop.provider, prop.feed
    )


def _freshness(records: LeagueRecords, prop: fast.PlayerProp) -> FreshOrStale:
    return "fresh" if _is_fresh(records, prop) else "stale"


def _is_fresh(records: LeagueRecords, prop: fast.PlayerProp) -> bool:
    return records.freshness.is_fresh(prop.target)
