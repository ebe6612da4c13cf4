"""Live records of many games, as they would lie in their topics: four of five quotes are props, the rest odds.

Each game has an event, three listings, a per-event target, 40 offers and 160 props.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from a1_identity.windows import local_date
from a1_schemas.ids import first_listing_event_id, listing_event_id
from a1_schemas.leagues import League
from a1_schemas.listing import ListingSide
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind, MarketKey, MatchMethod
from a1_testkit.canonical import NOW, a_listing, a_prop, a_status, an_event, an_offer

_LEAGUES = tuple(League)
_PROPS_OF_A_GAME = 160
_OFFERS_OF_A_GAME = 40
QUOTES_OF_A_GAME = _PROPS_OF_A_GAME + _OFFERS_OF_A_GAME


class LiveRecord(NamedTuple):
    """A record of `normalized.*`."""

    league: League
    kind: Kind
    key: str
    value: bytes
    causes: dict[str, int]


def live_records(quotes: int) -> Iterator[LiveRecord]:
    """Yield the records of as many games as have so many quotes, in turns of the nine leagues."""
    for number in range(quotes // QUOTES_OF_A_GAME):
        yield from _records_of_game(_LEAGUES[number % len(_LEAGUES)], number)


def _records_of_game(league: League, number: int) -> Iterator[LiveRecord]:
    start, native_id = NOW + timedelta(days=number % 10), f"{number:032x}"
    home, away = f"{league}-away-{number}", f"{league}-home-{number}"
    first, second = sorted((home, away))
    game = first_listing_event_id(league, first, second, local_date(start, league))
    causes = {"raw.odds": 40 * number, "raw.espn": number}
    target = f"odds/event-odds/{league}/{native_id}/player_points,player_assists,player_rebounds"
    for provider in (Provider.ESPN, Provider.ODDS, Provider.SPORTRADAR):
        is_first = provider is Provider.ESPN
        facts = {
            "provider": provider,
            "league": league,
            "native_id": native_id,
            "event_id": game,
            "own_id": game if is_first else listing_event_id(league, provider, native_id),
            "method": MatchMethod.FIRST if is_first else MatchMethod.EXACT,
            "first_home": home,
            "first_away": away,
            "first_start_time": start,
            "start_time": start,
            "home": ListingSide(team_id=home, name=f"Home {number}"),
            "away": ListingSide(team_id=away, name=f"Away {number}"),
        }
        listing = a_listing(number, f"{provider}/board/{league}").model_copy(update=facts)
        yield LiveRecord(league, Kind.LISTINGS, f"{provider}|{league}|{native_id}", _json(listing), causes)
    yield LiveRecord(league, Kind.EVENTS, game, _json(an_event(number, event_id=game, league=league)), causes)
    yield LiveRecord(
        league, Kind.SOURCES, target, _json(a_status(target)), {"polls.odds": number, "raw.odds": 40 * number}
    )
    yield from _offers(league, game, number, target)
    yield from _props(league, game, number, target)


def _offers(league: League, game: str, number: int, target: str) -> Iterator[LiveRecord]:
    template = _json(_quote(an_offer(number, "BOOK", key=MarketKey.SPREAD, line="-3.5"), league, game, number, target))
    template = template.replace(b'"markets":[', b'"markets":[' + _market(template) + b",")
    for book in range(_OFFERS_OF_A_GAME):
        value = template.replace(b"BOOK", b"bookmaker%d" % book)
        key, causes = f"{game}|odds|event-odds|bookmaker{book}", {"raw.odds": 40 * number + book}
        yield LiveRecord(league, Kind.ODDS, key, value, causes)


def _market(template: bytes) -> bytes:
    start = template.index(b'"markets":[') + len(b'"markets":[')
    return template[start : template.rindex(b"]")]


def _props(league: League, game: str, number: int, target: str) -> Iterator[LiveRecord]:
    template = _json(_quote(a_prop(number), league, game, number, target))
    template = template.replace(b"prizepicks", b"BOOK").replace(b"ebron-james", b"ebron-PLAYER")
    for place in range(_PROPS_OF_A_GAME):
        book, player = b"bookmaker%d" % (place % 5), b"%d-%d" % (number % 500, place // 5)
        value = template.replace(b"BOOK", book).replace(b"PLAYER", player)
        key = f"{game}|odds|event-odds|{book.decode()}|ply_lebron-{player.decode()}|points|game"
        yield LiveRecord(league, Kind.PROPS, key, value, {"raw.odds": 40 * number + place % 40})


def _quote(message: Any, league: League, game: str, number: int, target: str) -> Any:
    update = {"event_id": game, "league": league, "target": target, "native_event_id": f"{number:032x}"}
    return message.model_copy(update=update)


def _json(message: Any) -> bytes:
    return message.model_dump_json().encode()
