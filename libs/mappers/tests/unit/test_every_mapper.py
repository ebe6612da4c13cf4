"""What holds for every mapper in the table, whatever a body says."""

from random import Random
from typing import get_args

import pytest

from a1_mappers.memory import PieceMemory
from a1_mappers.registry import MAPPERS
from a1_mappers.sightings import Complete, Contest, Kept, Reject, Sighting, Unchanged
from a1_schemas.providers import Provider
from a1_schemas.topics import MAX_MESSAGE_BYTES
from a1_schemas.vocabulary import RejectReason
from a1_testkit.good_bodies import Feed, good_bodies
from a1_testkit.hostile import documents_of, hostile_body, keys_of
from a1_testkit.laws import broken_law
from a1_testkit.recordings import Recording

EVERY_FEED = sorted(MAPPERS)
EXAMPLES = 1_000
UNSERVED = frozenset({(Provider.SPORTRADAR, "mappings"), (Provider.SPORTRADAR, "player-profile")})
REMEMBERED = frozenset(
    {
        *((Provider.ODDS, feed) for feed in ("events", "scores", "odds", "event-odds")),
        *((Provider.ODDS, feed) for feed in ("historical-odds", "historical-event-odds")),
        (Provider.ESPN, "scoreboard"),
        (Provider.SPORTRADAR, "schedule"),
    }
)
"""Feeds whose pieces are passed over while their bytes stay the same."""


def mapped(feed: Feed, body: bytes, memory: PieceMemory | None = None) -> list[Sighting]:
    return list(MAPPERS[feed](body, good_bodies()[feed].headers, memory or PieceMemory()))


def contest_in(sighting: Sighting) -> str | None:
    match sighting:
        case Contest():
            return sighting.native_id
        case Unchanged():
            return sighting.key[0]
        case Kept():
            return sighting.contest_id
        case _:
            return None


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_no_body_breaks_a_mappers_laws(feed: Feed, recordings: list[Recording]) -> None:
    documents = documents_of(recordings, *feed)
    keys, random = keys_of(documents), Random("/".join(feed))
    for _ in range(EXAMPLES):
        body = hostile_body(random, documents, keys)
        assert broken_law(lambda raw: mapped(feed, raw), body, get_args(Sighting)) is None, body[:2_000]


def test_every_mapped_feed_has_a_good_body() -> None:
    assert set(good_bodies()) == set(MAPPERS), "good_bodies.json beside the provider's mapper tests"


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_a_good_body_is_read_whole(feed: Feed) -> None:
    found = mapped(feed, good_bodies()[feed].raw)
    refused = {sighting.reason for sighting in found if isinstance(sighting, Reject)}
    assert refused == ({RejectReason.ERROR_BODY} if feed[1] == "error" else set())
    assert bool(found) is (feed not in UNSERVED)


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_a_body_seen_before_names_nothing_new(feed: Feed) -> None:
    raw, memory = good_bodies()[feed].raw, PieceMemory()
    first = mapped(feed, raw, memory)
    for _ in range(2):
        memory.keep()
        again = mapped(feed, raw, memory)
        passed_over = [sighting for sighting in again if isinstance(sighting, Unchanged | Kept)]
        assert [sighting for sighting in again if sighting not in passed_over and sighting not in first] == []
        assert {contest_in(sighting) for sighting in passed_over} <= {contest_in(sighting) for sighting in first}
        assert bool(passed_over) is (feed in REMEMBERED)


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
