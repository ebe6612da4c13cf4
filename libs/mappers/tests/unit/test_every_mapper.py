"""Properties of every mapper in the table, for any body."""

from random import Random
from typing import get_args

import pytest

from a1_mappers.extracted import Complete, Contest, Extracted, KeepAlive, Reject, Unchanged
from a1_mappers.memory import PieceMemory
from a1_mappers.registry import MAPPERS
from a1_schemas.topics import MAX_MESSAGE_BYTES
from a1_schemas.vocabulary import RejectReason
from a1_testkit.good_bodies import Feed, good_bodies
from a1_testkit.hostile import documents_of, hostile_body, keys_of
from a1_testkit.laws import broken_law
from a1_testkit.recordings import Recording

EVERY_FEED = sorted(MAPPERS)
EXAMPLES = 1_000


def mapped(feed: Feed, body: bytes, memory: PieceMemory | None = None) -> list[Extracted]:
    return list(MAPPERS[feed](body, good_bodies()[feed].headers, memory or PieceMemory()))


def contest_in(item: Extracted) -> str | None:
    match item:
        case Contest():
            return item.native_id
        case Unchanged():
            return item.key[0]
        case KeepAlive():
            return item.contest_id
        case _:
            return None


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_no_body_breaks_a_mappers_laws(feed: Feed, recordings: list[Recording]) -> None:
    documents = documents_of(recordings, *feed)
    keys, random = keys_of(documents), Random("/".join(feed))
    for _ in range(EXAMPLES):
        body = hostile_body(random, documents, keys)
        assert broken_law(lambda raw: mapped(feed, raw), body, get_args(Extracted)) is None, body[:2_000]


def test_every_mapped_feed_has_a_good_body() -> None:
    assert set(good_bodies()) == set(MAPPERS), "good_bodies.json beside the provider's mapper tests"


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_a_good_body_is_read_whole(feed: Feed) -> None:
    found = mapped(feed, good_bodies()[feed].raw)
    refused = {item.reason for item in found if isinstance(item, Reject)}
    assert refused == ({RejectReason.ERROR_BODY} if feed[1] == "error" else set())
    assert bool(found) is good_bodies()[feed].is_served


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_a_body_seen_before_names_nothing_new(feed: Feed) -> None:
    raw, memory = good_bodies()[feed].raw, PieceMemory()
    first = mapped(feed, raw, memory)
    for _ in range(2):
        memory.keep()
        again = mapped(feed, raw, memory)
        passed_over = [item for item in again if isinstance(item, Unchanged | KeepAlive)]
        assert [item for item in again if item not in passed_over and item not in first] == []
        assert {contest_in(item) for item in passed_over} <= {contest_in(item) for item in first}
        assert bool(passed_over) is good_bodies()[feed].is_remembered


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_a_body_is_bounded_in_depth(feed: Feed) -> None:
    for depth in (5_000, 200_000):
        extracted = mapped(feed, b'{"data":' * depth + b"[" * depth)
        assert any(isinstance(item, Reject) for item in extracted)


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_a_body_is_bounded_in_size(feed: Feed) -> None:
    reasons = {item.reason for item in mapped(feed, b" " * (MAX_MESSAGE_BYTES + 1)) if isinstance(item, Reject)}
    assert reasons <= {RejectReason.TOO_LARGE, RejectReason.ERROR_BODY}
    assert reasons


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
@pytest.mark.parametrize("body", [b'"\\ud800"', b'["\\ud800"]', b"NaN", b"[NaN]", b"-Infinity", b"", b"[", b"\xff"])
def test_what_json_does_not_allow_is_refused(feed: Feed, body: bytes) -> None:
    assert all(isinstance(item, Reject) for item in mapped(feed, body) if not isinstance(item, Complete))
