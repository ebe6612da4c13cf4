"""The mirror: what is news, what a snapshot replaces, and a digest that follows every change."""

import json
import random

import pytest
from msgspec import Raw

from a1betting.changes import Change
from a1betting.digest import digest_of, written
from a1betting.messages import BettingOdds, Record
from a1betting.mirror import REPLACED, Mirror

OFFER = {
    "version": 7,
    "changed_at": "2026-11-29T05:00:00Z",
    "event_id": "evt_nba_1",
    "league": "nba",
    "provider": "odds",
    "feed": "odds",
    "target": "t",
    "native_event_id": "n",
    "bookmaker": "draftkings",
    "bookmaker_name": "DraftKings",
    "markets": [],
}


def record(key: str, version: int, removed: str | None = None, kind: str = "odds") -> Record:
    raw = b"null" if removed else json.dumps(OFFER | {"version": version}).encode()
    return Record(kind=kind, key=key, version=version, value=Raw(raw), removed=removed)


def living(mirror: Mirror) -> set[tuple[str, int]]:
    return {(change.key, change.version) for change in mirror}


def put(mirror: Mirror, *records: Record) -> list[bool]:
    return [mirror.put(Change.of(each)) for each in records]


def test_late_and_repeated_changes_are_no_news() -> None:
    mirror = Mirror()
    records = (record("a", 2), record("a", 2), record("a", 1), record("a", 3), record("b", 9, "withdrawn"))
    assert put(mirror, *records) == [True, False, False, True, False]
    assert living(mirror) == {("a", 3)}


def test_a_removal_ends_a_record_and_a_late_version_does_not_bring_it_back() -> None:
    mirror = Mirror()
    assert put(mirror, record("a", 2), record("a", 3, "withdrawn"), record("a", 2)) == [True, True, False]
    assert (len(mirror), mirror.digest) == (0, written(0))
    assert put(mirror, record("a", 4)) == [True]


def test_a_snapshot_says_what_differs_and_nothing_else() -> None:
    mirror = Mirror()
    mirror.replace([record("a", 1), record("b", 1), record("c", 5)])
    differs = mirror.replace([record("a", 1), record("b", 2), record("d", 1)])
    assert [(each.key, each.version, each.removed) for each in differs] == [
        ("c", 5, REPLACED),
        ("b", 2, None),
        ("d", 1, None),
    ]
    assert living(mirror) == {("a", 1), ("b", 2), ("d", 1)}


def test_a_snapshot_of_another_log_may_have_lower_versions() -> None:
    mirror = Mirror()
    mirror.replace([record("a", 1000)])
    assert [each.version for each in mirror.replace([record("a", 3)])] == [3]
    assert living(mirror) == {("a", 3)}
    assert put(mirror, record("a", 4)) == [True]


@pytest.mark.parametrize("seed", range(20))
def test_the_digest_is_that_of_what_lives_after_any_changes(seed: int) -> None:
    draw, mirror = random.Random(seed), Mirror()
    for _ in range(200):
        made = record(draw.choice("abcde"), draw.randrange(60), draw.choice([None, None, "withdrawn"]))
        if draw.random() < 0.02:
            mirror.replace([record(key, draw.randrange(60)) for key in draw.sample("abcde", 3)])
        mirror.put(Change.of(made))
    assert mirror.digest == written(sum(digest_of("odds", key, version) for key, version in living(mirror)))


def test_a_value_is_typed_by_its_kind_when_it_is_asked_for() -> None:
    change = Change.of(record("a", 7))
    assert isinstance(change.value, BettingOdds)
    assert change.value.bookmaker == "draftkings"
    assert Change.of(record("a", 8, "withdrawn")).value is None


def test_a_kind_that_is_not_known_yet_still_has_its_bytes() -> None:
    change = Change.of(record("a", 7, kind="weather"))
    assert json.loads(change.raw)["version"] == 7
    with pytest.raises(KeyError):
        _ = change.value


def test_records_are_found_by_kind_and_key() -> None:
    mirror = Mirror()
    mirror.replace([record("a", 1), record("a", 2, kind="events")])
    found = mirror.get("events", "a")
    assert found is not None
    assert found.version == 2
    assert list(mirror.of_kind("odds")) == ["a"]
    assert mirror.get("odds", "z") is None
    assert ("odds", "a") in mirror
