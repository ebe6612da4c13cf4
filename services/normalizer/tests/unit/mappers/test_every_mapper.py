"""What holds for every mapper in the table, whatever a body says."""

import json
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from a1_normalizer.mappers.registry import MAPPERS
from a1_normalizer.memory import PieceMemory
from a1_normalizer.sightings import Complete, Kept, Reject, Sighting, Unchanged
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import MAX_MESSAGE_BYTES
from a1_schemas.vocabulary import Provider, RejectReason

Feed = tuple[Provider, str]
EVERY_FEED = sorted(MAPPERS)
some_feed = st.sampled_from(EVERY_FEED)

WORDS = [
    "id",
    "key",
    "name",
    "title",
    "sport_key",
    "home_team",
    "away_team",
    "bookmakers",
    "markets",
    "outcomes",
    "price",
    "point",
    "description",
    "scores",
    "events",
    "competitions",
    "competitors",
    "team",
    "athlete",
    "status",
    "type",
    "date",
    "data",
    "included",
    "attributes",
    "relationships",
    "new_player",
    "game",
    "line_score",
    "odds_type",
    "stat_type",
    "duration",
    "score",
    "details",
    "league",
    "games",
    "home",
    "away",
    "scheduled",
    "sport_event",
    "statistics",
    "players",
    "articles",
    "injuries",
    "boxscore",
    "header",
    "odds",
    "spread",
    "overUnder",
    "provider",
    "payload",
    "metadata",
    "summary",
    "timestamp",
]
VALUES = ("", "NaN", "1e400", "TBD", "2026-11-25T23:30Z", "not a time", "-110", "home", "Draw", "player_points", "h2h")

numbers = st.one_of(st.integers(), st.floats(allow_nan=True, allow_infinity=True), st.just(10**400))
leaves = st.one_of(st.none(), st.booleans(), numbers, st.sampled_from(VALUES), st.text(max_size=8))
arbitrary = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(WORDS), inner, max_size=6)),
    max_leaves=24,
)

EVENT = {
    "id": "0a1b",
    "sport_key": "basketball_nba",
    "commence_time": "2026-11-25T23:30:00Z",
    "home_team": "Shelby Owls",
    "away_team": "Springfield Foxes",
    "completed": False,
    "scores": [{"name": "Shelby Owls", "score": "7"}],
    "bookmakers": [
        {
            "key": "somebook",
            "title": "Some Book",
            "markets": [
                {"key": "h2h", "outcomes": [{"name": "Shelby Owls", "price": 1.9}]},
                {
                    "key": "player_points",
                    "outcomes": [{"name": "Over", "description": "Ada Lee", "price": 1.8, "point": 9.5}],
                },
            ],
        }
    ],
}
BOARD = {
    "data": [
        {
            "type": "projection",
            "id": "1",
            "attributes": {"line_score": 9.5, "odds_type": "demon", "stat_type": "Points", "description": "FOX"},
            "relationships": {
                "league": {"data": {"type": "league", "id": "7"}},
                "new_player": {"data": {"type": "new_player", "id": "5"}},
                "game": {"data": {"type": "game", "id": "3"}},
                "score": {"data": {"type": "score", "id": "4"}},
            },
        }
    ],
    "included": [
        {"type": "new_player", "id": "5", "attributes": {"name": "Ada Lee", "team": "OWL", "combo": False}},
        {"type": "score", "id": "4", "attributes": {"details": {"Points": 4, "MinutesPlayed": 12.883}}},
        {
            "type": "game",
            "id": "3",
            "attributes": {
                "external_game_id": "g",
                "status": "in-progress",
                "start_time": "2026-11-25T18:30:00-05:00",
                "metadata": {
                    "game_info": {"teams": {"home": {"abbreviation": "OWL"}, "away": {"abbreviation": "FOX"}}}
                },
            },
        },
    ],
}
COMPETITION = {
    "id": "401",
    "date": "2026-11-25T23:30Z",
    "competitors": [
        {"id": "1", "homeAway": "home", "score": "7", "team": {"id": "1", "displayName": "Shelby Owls"}},
        {"id": "2", "homeAway": "away", "score": "4", "team": {"id": "2", "displayName": "Springfield Foxes"}},
    ],
    "status": {"type": {"name": "STATUS_IN_PROGRESS", "state": "in", "completed": False}},
}
GAME = {
    "id": "g1",
    "status": "inprogress",
    "scheduled": "2026-11-25T23:30:00Z",
    "home": {"id": "h", "name": "Owls", "market": "Shelby", "points": 7},
    "away": {"id": "a", "name": "Foxes", "market": "Springfield", "points": 4},
}
EXAMPLES: dict[Provider, list[Any]] = {
    Provider.ODDS: [[EVENT], EVENT, {"timestamp": "2026-11-25T23:30:00Z", "data": [EVENT]}],
    Provider.PRIZEPICKS: [BOARD],
    Provider.ESPN: [{"events": [{"id": "401", "uid": "s:40~l:46~e:401", "competitions": [COMPETITION]}]}],
    Provider.SPORTRADAR: [{"games": [GAME]}, GAME, {"payload": {"game": GAME}}],
}
REPLACEMENTS = (None, True, "", "NaN", -1, 10**30, [], {}, [None], "2026-11-25T23:30:00Z", 1.5)


def headers_of(feed: Feed) -> RawHeaders:
    return RawHeaders(
        provider=feed[0],
        feed=feed[1],
        league="nba",
        sport="basketball",
        target=f"{feed[0]}/{feed[1]}/nba",
        url="https://provider.example/path",
        fetched_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
        http_status=200,
        content_type="application/json",
        content_hash="",
        request_id="",
    )


def mapped(feed: Feed, body: bytes, memory: PieceMemory | None = None) -> list[Sighting]:
    return list(MAPPERS[feed](body, headers_of(feed), memory or PieceMemory()))


def values_in(value: object) -> Iterator[object]:
    """Every value within a sighting."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from values_in(getattr(value, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from values_in(key)
            yield from values_in(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from values_in(inner)
    else:
        yield value


def paths_in(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield from paths_in(child, (*path, key))


def replaced(value: Any, path: tuple[str | int, ...], new: object) -> Any:
    """A copy with another value at the path."""
    copy = json.loads(json.dumps(value))
    place = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = new
    return copy


@given(feed=some_feed, body=st.binary(max_size=64))
def test_bytes_that_are_no_json_end_as_rejects(feed: Feed, body: bytes) -> None:
    assert all(isinstance(sighting, Reject | Complete) for sighting in mapped(feed, b"\x00" + body))


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(feed=some_feed, body=arbitrary)
def test_no_json_makes_a_mapper_raise(feed: Feed, body: object) -> None:
    for sighting in mapped(feed, json.dumps(body).encode()):
        assert not any(isinstance(value, float) for value in values_in(sighting))


@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), feed=some_feed)
def test_no_wrong_value_within_a_real_shape_makes_a_mapper_raise(data: st.DataObject, feed: Feed) -> None:
    body = data.draw(st.sampled_from(EXAMPLES[feed[0]]))
    path = data.draw(st.sampled_from(list(paths_in(body))))
    new = data.draw(st.one_of(st.sampled_from(REPLACEMENTS), leaves))
    for sighting in mapped(feed, json.dumps(replaced(body, path, new)).encode()):
        for value in values_in(sighting):
            assert not isinstance(value, float)
            assert not hasattr(value, "is_finite") or math.isfinite(value)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_the_same_body_gives_the_same_sightings(feed: Feed) -> None:
    for body in EXAMPLES[feed[0]]:
        raw = json.dumps(body).encode()
        assert mapped(feed, raw) == mapped(feed, raw)


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_a_body_seen_before_names_nothing_new(feed: Feed) -> None:
    for body in EXAMPLES[feed[0]]:
        raw, memory = json.dumps(body).encode(), PieceMemory()
        first = mapped(feed, raw, memory)
        memory.keep()
        again = mapped(feed, raw, memory)
        assert all(isinstance(sighting, Unchanged | Kept) or sighting in first for sighting in again)


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_a_body_is_bounded_in_depth(feed: Feed) -> None:
    for depth in (5_000, 200_000):
        sightings = mapped(feed, b'{"data":' * depth + b"[" * depth)
        assert any(isinstance(sighting, Reject) for sighting in sightings)


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_a_body_is_bounded_in_size(feed: Feed) -> None:
    reasons = {
        sighting.reason for sighting in mapped(feed, b" " * (MAX_MESSAGE_BYTES + 1)) if isinstance(sighting, Reject)
    }
    assert reasons <= {RejectReason.TOO_LARGE, RejectReason.ERROR_BODY}
    assert reasons


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
@pytest.mark.parametrize("body", [b'"\\ud800"', b'["\\ud800"]', b"NaN", b"[NaN]", b"-Infinity", b"", b"[", b"\xff"])
def test_what_json_does_not_allow_is_refused(feed: Feed, body: bytes) -> None:
    assert all(isinstance(sighting, Reject) for sighting in mapped(feed, body) if not isinstance(sighting, Complete))
