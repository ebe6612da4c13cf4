"""`read` functions meet any body a provider may send: they parse it or raise."""

import json
from collections.abc import Callable
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_ingest_odds.sources import read_games, read_markets
from a1_testkit.recordings import Recording

NAMES = st.sampled_from(["id", "commence_time", "bookmakers", "markets", "key"])
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("read", [read_games, read_markets])
@given(body=st.one_of(ANY_JSON.map(lambda value: json.dumps(value).encode()), st.binary()))
def test_any_body_is_read_or_refused(read: Callable[[bytes], object], body: bytes) -> None:
    with suppress(msgspec.MsgspecError):
        read(body)


@pytest.mark.recordings
def test_recorded_lists_name_all_their_games(recordings: list[Recording]) -> None:
    for each in recordings:
        if each.row["provider"] == "odds" and each.row["feed"] in {"events", "odds"}:
            assert len(read_games(each.body)) == each.row["expect"]["contests"], each.name
