"""Fields as rows, to compare two readings of one body: what is served, and what a reader of its own finds.

A row's name is the record's kind and the provider's own ids, then the field. A field without a value has no row.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Rows = dict[tuple[str, ...], Any]

_OURS = frozenset(
    {
        *("version", "changed_at", "removed", "event_id", "league", "sport", "provider", "feed", "target", "aliases"),
        *("native_event_id", "bookmaker", "bookmaker_name", "sources", "player", "players"),
    }
)
"""Fields that follow from the log and from identity, and those that are in a row's name."""


def flat(name: tuple[str, ...], value: Any) -> Rows:
    """Return the rows of a value below a name: one for each leaf that is not null. Numbers compare by value."""
    return dict(_leaves(name, value))


def _leaves(name: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves((*name, str(key)), each)
    elif isinstance(value, list | tuple):
        for place, each in enumerate(value):
            yield from _leaves((*name, str(place)), each)
    elif isinstance(value, bool | str):
        yield name, value
    elif value is not None:
        yield name, float(value)


def served(records: Mapping[tuple[str, str], Any]) -> Rows:
    """Return the rows of the games, offers, props and box scores among canonical records, by kind and key."""
    rows: Rows = {}
    for (kind, _), value in records.items():
        if value["removed"] is None and kind in _BY_KIND:
            rows |= _BY_KIND[kind](value)
    return rows


def _game(value: Any) -> Rows:
    [native_id] = [source["native_id"] for source in value["sources"]]
    sides = {side: {key: value[side][key] for key in ("name", "score")} for side in ("home", "away")}
    score = value["score"] and {key: value["score"][key] for key in ("home", "away", "source")}
    return flat(("game", native_id), _theirs(value) | sides | {"score": score})


def _offer(value: Any) -> Rows:
    rows: Rows = {}
    for market in value["markets"]:
        name = ("offer", value["native_event_id"], value["bookmaker"], market["key"], market["period"], market["scope"])
        outcomes = {_outcome_name(each): each for each in market["outcomes"]}
        rows |= flat(name, {key: each for key, each in market.items() if key not in ("key", "period", "scope")})
        rows = {key: each for key, each in rows.items() if key[: len(name) + 1] != (*name, "outcomes")}
        rows |= flat((*name, "outcomes"), outcomes)
    book = ("book", value["native_event_id"], value["bookmaker"])
    return rows | flat(book, {"name": value["bookmaker_name"], "observed_at": value["observed_at"]})


def _outcome_name(outcome: Any) -> str:
    return f"{outcome['selection']} {line_name(outcome['line'])}"


def line_name(line: Any) -> str:
    """Return a line as part of a row's name."""
    return "" if line is None else f"{float(line):g}"


def _prop(value: Any) -> Rows:
    players = value["players"]
    who = "+".join(player["name"] for player in players)
    name = ("prop", value["native_event_id"], value["bookmaker"], who, value["stat_type"], value["period"])
    rungs = {rung_name(each): each for each in value["lines"]}
    rest = {key: each for key, each in _theirs(value).items() if key not in ("stat_type", "period", "lines")}
    return flat(name, rest | {"lines": rungs, "players": [_player(player) for player in players]})


def rung_name(rung: Any) -> str:
    """Return a rung as part of a row's name: its line, type and id."""
    return f"{line_name(rung['line'])} {rung['line_type']} {rung['native_id'] or ''}".strip()


def _box_score(value: Any) -> Rows:
    player = value["player"]
    name = ("stats", value["native_event_id"], player["native_id"] or player["name"])
    return flat(name, _theirs(value) | {"player": _player(player)})


def _player(player: Any) -> Any:
    return {key: player[key] for key in ("name", "team", "native_id", "position", "jersey")}


def _theirs(value: Any) -> dict[str, Any]:
    return {key: each for key, each in value.items() if key not in _OURS}


_BY_KIND = {"events": _game, "odds": _offer, "props": _prop, "player-stats": _box_score}
