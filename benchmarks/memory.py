"""The memory of a normalizer that has restored 500,000 live records of nine leagues: RSS beside the records' JSON.

* `normalizer-500k`: a process of its own, with everything a normalizer imports, restores the records and resolves the
  first body of each league after them. Four of five quotes are props, the rest odds; each game has an event, three
  listings and a per-event target. `rss_mib` is what the process holds then, `json_mib` the JSON of the records.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from a1_identity.windows import local_date
from a1_schemas.ids import first_listing_event_id, listing_event_id
from a1_schemas.leagues import League
from a1_schemas.listing import ListingSide
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind, MarketKey, MatchMethod
from a1_testkit.canonical import NOW, a_listing, a_prop, a_status, an_event, an_offer

_RECORDS = 500_000
_PROPS_OF_A_GAME = 160
_OFFERS_OF_A_GAME = 40
_MIB = 1 << 20


class _Record(NamedTuple):
    kind: Kind
    key: str
    value: bytes
    causes: dict[str, int]


def run(smoke: bool) -> list[dict[str, Any]]:  # noqa: FBT001
    """One line of `benchmarks/latest.jsonl`."""
    count = _RECORDS // 10 if smoke else _RECORDS
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.memory", "--measure", str(count)], check=True, capture_output=True
    )
    return [{"name": "normalizer-500k", **json.loads(done.stdout)}]


def _measure(count: int) -> dict[str, Any]:
    """What this process holds after it restored so many quotes."""
    from a1_normalizer import app  # noqa: PLC0415  its imports are part of what a normalizer holds
    from benchmarks.state import first_body  # noqa: PLC0415

    del app
    from a1_resolving.league_state import LeagueState  # noqa: PLC0415

    states = {league: LeagueState(league) for league in League}
    size = records = 0
    games = count // (_PROPS_OF_A_GAME + _OFFERS_OF_A_GAME)
    leagues = list(League)
    for number in range(games):
        league = leagues[number % len(leagues)]
        for record in _records_of(league, number):
            size += len(record.value)
            records += 1
            states[league].restore(record.kind, record.key, record.value, record.causes)
    for league, state in states.items():
        first_body(league, state)
    return {"rss_mib": round(_rss() / _MIB, 1), "json_mib": round(size / _MIB, 1), "records": records}


def _rss() -> int:
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * 4096


def _records_of(league: League, number: int) -> Iterator[_Record]:
    """A game's records, as they would lie in their topics."""
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
        yield _Record(Kind.LISTINGS, f"{provider}|{league}|{native_id}", _json(listing), causes)
    yield _Record(Kind.EVENTS, game, _json(an_event(number, event_id=game, league=league)), causes)
    yield _Record(Kind.SOURCES, target, _json(a_status(target)), {"polls.odds": number, "raw.odds": 40 * number})
    yield from _offers(league, game, number, target)
    yield from _props(league, game, number, target)


def _offers(league: League, game: str, number: int, target: str) -> Iterator[_Record]:
    template = _json(_quote(an_offer(number, "BOOK", key=MarketKey.SPREAD, line="-3.5"), league, game, number, target))
    template = template.replace(b'"markets":[', b'"markets":[' + _market(template) + b",")
    for book in range(_OFFERS_OF_A_GAME):
        value = template.replace(b"BOOK", b"bookmaker%d" % book)
        yield _Record(Kind.ODDS, f"{game}|odds|event-odds|bookmaker{book}", value, {"raw.odds": 40 * number + book})


def _market(template: bytes) -> bytes:
    start = template.index(b'"markets":[') + len(b'"markets":[')
    return template[start : template.rindex(b"]")]


def _props(league: League, game: str, number: int, target: str) -> Iterator[_Record]:
    template = _json(_quote(a_prop(number), league, game, number, target))
    template = template.replace(b"prizepicks", b"BOOK").replace(b"ebron-james", b"ebron-PLAYER")
    for place in range(_PROPS_OF_A_GAME):
        book, player = b"bookmaker%d" % (place % 5), b"%d-%d" % (number % 500, place // 5)
        value = template.replace(b"BOOK", book).replace(b"PLAYER", player)
        key = f"{game}|odds|event-odds|{book.decode()}|ply_lebron-{player.decode()}|points|game"
        yield _Record(Kind.PROPS, key, value, {"raw.odds": 40 * number + place % 40})


def _quote(message: Any, league: League, game: str, number: int, target: str) -> Any:
    update = {"event_id": game, "league": league, "target": target, "native_event_id": f"{number:032x}"}
    return message.model_copy(update=update)


def _json(message: Any) -> bytes:
    return message.model_dump_json().encode()


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[2]))))
