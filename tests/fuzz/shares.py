"""Arbitrary, damaged and wrong bodies for a mapper and the pipeline behind it.

A body that breaks a law is kept below `.fuzz`, and its line in the figures has its path.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple, get_args

from a1_mappers.extracted import Extracted, Reject
from a1_mappers.memory import PieceMemory
from a1_mappers.registry import MAPPERS
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import raw_topic
from a1_schemas.vocabulary import Kind
from a1_testkit.hostile import documents_of, hostile_body, keys_of
from a1_testkit.laws import broken_law
from a1_testkit.recordings import find_recordings, recordings_folder

FIGURES = "fuzz-figures"
"""The property of a test's report under which its line of figures travels."""
_ROOT = Path(__file__).parents[2]
_KEPT = _ROOT / ".fuzz"
_SEEN_AT = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Share(NamedTuple):
    """What one mapper has to stand."""

    provider: Provider
    feed: str
    examples: int
    seed: int


class Figures(NamedTuple):
    """The result of one share: records extracted, rejects by reason, a line for each broken law."""

    extracted: int
    rejects: Counter[str]
    broken: list[str]


def shares_of(examples: int, seed: int) -> Iterator[Share]:
    """Each provider's examples, spread over its mappers."""
    for provider in Provider:
        feeds = sorted(feed for of, feed in MAPPERS if of is provider)
        for feed in feeds:
            yield Share(provider, feed, -(-examples // len(feeds)), seed)


def fuzz(share: Share) -> Figures:
    """All examples of one mapper."""
    mapped = partial(_mapped, share)
    documents = documents_of(find_recordings(recordings_folder(_ROOT)), share.provider, share.feed)
    keys = keys_of(documents)
    extracted, rejects, broken = 0, Counter[str](), list[str]()
    for number in range(share.examples):
        body = hostile_body(Random(f"{share}{number}"), documents, keys)
        law = broken_law(mapped, body, get_args(Extracted)) or _broken_by_the_pipeline(share, body)
        if law is not None:
            broken.append(_kept(share, number, body, law))
            continue
        for item in mapped(body):
            extracted += 1
            if isinstance(item, Reject):
                rejects[item.reason] += 1
    return Figures(extracted, rejects, broken)


def _broken_by_the_pipeline(share: Share, body: bytes) -> str | None:
    """What is read must also be resolved: without an exception, and the second time without a change."""
    state = LeagueState("nba", spans=None)
    try:
        for number in (0, 1):
            headers = _headers(share, _SEEN_AT + timedelta(minutes=number))
            key, topic = headers.target.encode(), raw_topic(share.provider)
            resolution = normalize(RawRecord(topic, 0, number, key, body, tuple(headers.to_kafka())), state)
            state.apply(resolution)
    except Exception as error:  # noqa: BLE001 - any exception is the finding
        return f"resolving raises {type(error).__name__}: {error}"
    changed = [change.key for change in resolution.changes if change.kind is not Kind.SOURCES]
    return f"changes {changed[0]} the second time" if changed else None


def _mapped(share: Share, body: bytes) -> Iterator[Extracted]:
    return MAPPERS[share.provider, share.feed](body, _headers(share, _SEEN_AT), PieceMemory())


def _headers(share: Share, fetched_at: datetime) -> RawHeaders:
    return RawHeaders(
        provider=share.provider,
        feed=share.feed,
        league="nba",
        sport="basketball",
        target=f"{share.provider}/{share.feed}/nba",
        url="https://provider.example/path",
        fetched_at=fetched_at,
        http_status=200,
        content_type="application/json",
        content_hash="",
        request_id="",
    )


def _kept(share: Share, number: int, body: bytes, law: str) -> str:
    _KEPT.mkdir(exist_ok=True)
    path = _KEPT / f"{share.provider}-{share.feed}-{share.seed}-{number}.json"
    path.write_bytes(body)
    return f"{share.provider}/{share.feed} {law}: {path.relative_to(_ROOT)}"
