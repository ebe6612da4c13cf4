"""What must hold of the gateway's answers in any world: pure, over their JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from a1_cli.comparison import PLAY_REPORTERS, Difference
from a1_schemas.leagues import Clock, League

CHECKS = (
    "no live game without period",
    "no live game without clock where its sport has one",
    "no finished game in best",
    "one spelling a player id",
)

Item = dict[str, Any]


def check_in_play(league: str, games: Iterable[Item]) -> Iterator[Difference]:
    """Yield each live game without a period, or without a clock although its sport has one.

    A game whose play no source reports has neither.
    """
    has_clock = League(league).traits.clock is not Clock.NONE
    for game in games:
        if game["status"] != "live" or PLAY_REPORTERS.isdisjoint(source["provider"] for source in game["sources"]):
            continue
        if game["period"] is None:
            yield Difference(league, _name(game), "live-without-period", "a period", "nothing")
        if has_clock and game["clock"] is None:
            yield Difference(league, _name(game), "live-without-clock", "a clock", "nothing")


def check_best(league: str, events: Iterable[Item]) -> Iterator[Difference]:
    """Yield each game that can no longer be bet on and still has best prices."""
    for event in events:
        if event["status"] in ("final", "cancelled") and event["best"]:
            keys = ", ".join(market["key"] for market in event["best"])
            yield Difference(league, event["event_id"], "finished-in-best", "nothing", keys)


def check_spelling(league: str, props: Iterable[Item]) -> Iterator[Difference]:
    """Yield each player id that is served under several names."""
    names: dict[str, dict[str, None]] = {}
    for prop in props:
        player = prop["player"]
        names.setdefault(player["player_id"], {})[player["name"]] = None
    for player_id, found in names.items():
        if len(found) > 1:
            yield Difference(league, player_id, "spelling", "one name", ", ".join(sorted(found)))


def _name(game: Item) -> str:
    return f"{game['away']['name']} at {game['home']['name']}"
