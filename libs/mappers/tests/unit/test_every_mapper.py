"""What holds for every mapper in the table, whatever a body says."""

import json
from datetime import UTC, datetime
from random import Random
from typing import get_args

import pytest

from a1_mappers.extracted import Complete, Extracted, KeepAlive, Reject, Unchanged
from a1_mappers.memory import PieceMemory
from a1_mappers.registry import MAPPERS
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import MAX_MESSAGE_BYTES
from a1_schemas.vocabulary import RejectReason
from a1_testkit.hostile import documents_of, hostile_body, keys_of
from a1_testkit.laws import broken_law
from a1_testkit.recordings import Recording
from a1_testkit.shapes import SHAPES

Feed = tuple[Provider, str]
EVERY_FEED = sorted(MAPPERS)
EXAMPLES = 1_000


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


def mapped(feed: Feed, body: bytes, memory: PieceMemory | None = None) -> list[Extracted]:
    return list(MAPPERS[feed](body, headers_of(feed), memory or PieceMemory()))


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_no_body_breaks_a_mappers_laws(feed: Feed, recordings: list[Recording]) -> None:
    documents = documents_of(recordings, *feed)
    keys, random = keys_of(documents), Random("/".join(feed))
    for _ in range(EXAMPLES):
        body = hostile_body(random, documents, keys)
        assert broken_law(lambda raw: mapped(feed, raw), body, get_args(Extracted)) is None, body[:2_000]


@pytest.mark.parametrize("feed", EVERY_FEED, ids="/".join)
def test_a_body_seen_before_names_nothing_new(feed: Feed) -> None:
    for body in SHAPES.get(feed[0], ()):
        raw, memory = json.dumps(body).encode(), PieceMemory()
        first = mapped(feed, raw, memory)
        memory.keep()
        again = mapped(feed, raw, memory)
        assert all(isinstance(item, Unchanged | KeepAlive) or item in first for item in again)


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
