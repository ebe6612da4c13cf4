"""Paths in bodies and their review status."""

import json

import pytest

from a1_mappers.fields.known import KnownFields, known_fields
from a1_mappers.fields.paths import paths_in
from a1_mappers.registry import MAPPERS
from a1_schemas.providers import Provider
from a1_testkit.recordings import Recording

KNOWN = KnownFields(read=frozenset({"$.events", "$.events[].id"}), ignored=frozenset({"$.events[].links"}))


def test_items_of_a_list_share_their_paths() -> None:
    assert paths_in({"events": [{"id": 1}, {"id": 2, "links": []}]}) == {
        "$.events": 1,
        "$.events[].id": 2,
        "$.events[].links": 1,
    }


def test_what_is_kept_by_number_shares_its_paths() -> None:
    assert paths_in({"events": {"401": {"id": 1}, "402": {"id": 2}}}) == {
        "$.events": 1,
        "$.events.*": 2,
        "$.events.*.id": 2,
    }


def test_so_many_items_of_each_list_are_looked_at() -> None:
    assert paths_in([{"id": 1}, {"name": ""}], most_items=1) == {"$[].id": 1}


def test_what_lies_below_an_ignored_path_is_ignored() -> None:
    counts = KNOWN.sort(paths_in({"events": [{"id": 1, "links": [{"rel": {"href": ""}}]}]}))
    assert set(counts.read) == {"$.events", "$.events[].id"}
    assert set(counts.ignored) == {"$.events[].links", "$.events[].links[].rel", "$.events[].links[].rel.href"}
    assert not counts.unknown


def test_a_path_that_nobody_decided_about_is_unknown() -> None:
    assert KNOWN.sort({"$.events[].weather": 3, "$.events[].linksmen": 1}).unknown == {
        "$.events[].weather": 3,
        "$.events[].linksmen": 1,
    }


@pytest.mark.parametrize(("provider", "feed"), sorted(MAPPERS), ids="/".join)
def test_every_path_of_every_recording_was_reviewed(provider: Provider, feed: str, recordings: list[Recording]) -> None:
    for recording in recordings:
        if (recording.row["provider"], recording.row["feed"]) == (provider, feed) and recording.path.suffix == ".json":
            try:
                document = json.loads(recording.body)
            except ValueError:
                continue
            assert not known_fields(provider, feed).sort(paths_in(document)).unknown
