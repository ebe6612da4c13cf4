"""Compares the gateway's answers with the sandbox's truth. Pure, over the JSON of both."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from a1_schemas.providers import Provider

Game = dict[str, Any]


class Difference(NamedTuple):
    """One difference between an answer and the truth."""

    league: str
    game: str
    what: str
    expected: str
    served: str


_GAME_FACTS = ("status", "start_time", "home", "away", "home_score", "away_score", "period", "periods")
_ODDS = ("provider", "bookmaker", "key", "period", "selection", "line", "price")
_PROPS = ("provider", "bookmaker", "player", "stat_type", "period", "line", "line_type", "over", "under")
COMPARED = {"games": (*_GAME_FACTS, "clock", "sources"), "odds": _ODDS, "props": _PROPS}
"""The fields that are compared, by list."""
PLAY_REPORTERS = frozenset({Provider.ESPN, Provider.SPORTRADAR})
"""Providers that report the period and the clock of a game in play, not only its score."""
_NOT_REPORTED = {"period": None, "periods": [], "clock_s": None}
_CLOCK_SHOWS_S = {"up": 60, "down": 1}
"""What a clock shows, in seconds: one that counts up may show whole minutes."""


def compare_games(league: str, truth: list[Game], served: list[Game]) -> tuple[dict[str, Game], list[Difference]]:
    """Event id → the truth's game, and every difference of games, their sources and merges."""
    by_source = {(source["provider"], source["native_id"]): game for game in served for source in game["sources"]}
    matched: dict[str, Game] = {}
    differences: list[Difference] = []
    for game in truth:
        name = _name(game)
        found = {by_source[key]["event_id"]: by_source[key] for key in game["native_ids"].items() if key in by_source}
        if not found:
            differences.append(Difference(league, name, "missing", str(game["native_ids"]), "nothing"))
            continue
        if len(found) > 1:
            differences.append(Difference(league, name, "split", "one game", ", ".join(sorted(found))))
        for event_id, answer in found.items():
            matched[event_id] = game
            differences += _facts(league, name, game, answer)
    for game in served:
        if game["event_id"] not in matched:
            sources = [(source["provider"], source["native_id"]) for source in game["sources"]]
            differences.append(Difference(league, game["event_id"], "invented", "nothing", str(sources)))
    return matched, differences


def _facts(league: str, name: str, game: Game, answer: Game) -> Iterable[Difference]:
    expected_sources = sorted(game["native_ids"].items())
    if PLAY_REPORTERS.isdisjoint(game["native_ids"]):
        game = game | _NOT_REPORTED
    sources = sorted((source["provider"], source["native_id"]) for source in answer["sources"])
    if sources != expected_sources:
        yield Difference(league, name, "sources", str(expected_sources), str(sources))
    said = {
        "status": answer["status"],
        "start_time": answer["start_time"],
        "home": answer["home"]["name"],
        "away": answer["away"]["name"],
        "home_score": answer["home"]["score"],
        "away_score": answer["away"]["score"],
        "period": answer["period"],
        "periods": [[period["home"], period["away"]] for period in answer["periods"] or ()],
    }
    for fact in _GAME_FACTS:
        if said[fact] != game[fact]:
            yield Difference(league, name, fact, str(game[fact]), str(said[fact]))
    clock = answer["clock"]
    if not _is_same_time(game["clock_s"], clock):
        yield Difference(league, name, "clock", str(game["clock_s"]), str(clock))


def _is_same_time(seconds: int | None, clock: dict[str, Any] | None) -> bool:
    if seconds is None or clock is None:
        return seconds is None and clock is None
    return clock["seconds"] is not None and abs(clock["seconds"] - seconds) < _CLOCK_SHOWS_S[clock["direction"]]


def compare_odds(league: str, matched: dict[str, Game], served: list[dict[str, Any]]) -> list[Difference]:
    """Prices and lines that are missing, invented or wrong."""
    said: dict[str, Counter[tuple[Any, ...]]] = {
        event["event_id"]: Counter(
            (
                *(offer["provider"], offer["bookmaker"], market["key"], market["period"]),
                *(outcome["selection"], _number(outcome["line"]), _number(outcome["price"])),
            )
            for offer in event["offers"]
            for market in offer["markets"]
            for outcome in market["outcomes"]
        )
        for event in served
    }
    return _rows(league, matched, said, "odds", _ODDS)


def compare_props(league: str, matched: dict[str, Game], served: list[dict[str, Any]]) -> list[Difference]:
    """Rungs of ladders that are missing, invented or wrong."""
    said: dict[str, Counter[tuple[Any, ...]]] = {}
    for prop in served:
        said.setdefault(prop["event_id"], Counter()).update(
            (
                *(prop["source"], prop["bookmaker"], _written(prop["player"]), prop["stat_type"], prop["period"]),
                *(_number(line["line"]), line["line_type"], _price(line["over"]), _price(line["under"])),
            )
            for line in prop["lines"]
        )
    return _rows(league, matched, said, "props", _PROPS)


def _rows(
    league: str,
    matched: dict[str, Game],
    said: dict[str, Counter[tuple[Any, ...]]],
    what: str,
    fields: tuple[str, ...],
) -> list[Difference]:
    differences: list[Difference] = []
    for event_id, game in matched.items():
        expected = Counter(tuple(_number(row[field]) for field in fields) for row in game[what])
        actual = said.get(event_id, Counter())
        differences += [Difference(league, _name(game), what, str(row), "nothing") for row in expected - actual]
        differences += [Difference(league, _name(game), what, "nothing", str(row)) for row in actual - expected]
    return differences


def _name(game: Game) -> str:
    return f"{game['away']} at {game['home']}"


def _written(player: dict[str, Any]) -> str:
    """The player's name as the source writes it."""
    return player["written"] or player["name"]


def _number(value: object) -> object:
    """Numbers compare by value: 7 is 7.0."""
    return float(value) if isinstance(value, int | float) else value


def _price(value: object) -> object:
    return _number(value["price"]) if isinstance(value, dict) else _number(value)
