import re

from hypothesis import given
from hypothesis import strategies as st

from a1_schemas.keys import (
    HEARTBEATS,
    changes,
    completeness,
    fence_times,
    fences,
    of_release_before,
    pack,
    positions,
    records,
    unpack,
)
from a1_schemas.leagues import League
from a1_schemas.raw import SCHEMA_VERSION
from a1_schemas.vocabulary import Kind


def keys_of(league: str) -> list[str]:
    others = (positions, completeness, fences, fence_times, changes)
    return [*(records(league, kind) for kind in Kind), *(key(league) for key in others)]


def test_no_two_keys_are_the_same() -> None:
    keys = [HEARTBEATS, *(key for league in League for key in keys_of(league))]
    assert len(keys) == len(set(keys))


def test_all_keys_of_a_league_share_one_hash_tag() -> None:
    for league in League:
        assert {re.findall(r"\{(.*?)\}", key)[0] for key in keys_of(league)} == {str(league)}


def test_a_view_carries_the_version_of_the_schema_and_is_none_of_the_release_before() -> None:
    for league in League:
        keys, before = keys_of(league), list(of_release_before(league))
        assert {key.split(":{")[0] for key in keys} == {f"a1:{SCHEMA_VERSION}"}
        assert {key.split(":{")[0] for key in before} == {"a1"}
        assert {key.rpartition(":")[2] for key in keys} - {"changes"} == {key.rpartition(":")[2] for key in before}


@given(st.integers(0, 10**20 - 1), st.binary())
def test_a_field_gives_back_its_version_and_document(version: int, document: bytes) -> None:
    assert unpack(pack(version, document)) == (version, document)


@given(st.integers(0, 10**19), st.integers(0, 10**19))
def test_versions_compare_as_their_bytes_do(one: int, other: int) -> None:
    assert (one < other) == (pack(one, b"") < pack(other, b""))
