"""`read` functions meet any body a provider may send: they parse it or raise."""

import json
from collections.abc import Callable
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_ingest_prizepicks.sources import read_leagues, read_pages

NAMES = st.sampled_from(["data", "id", "attributes", "name", "meta", "total_pages"])
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("read", [read_leagues, read_pages])
@given(body=st.one_of(ANY_JSON.map(lambda value: json.dumps(value).encode()), st.binary()))
def test_any_body_is_read_or_refused(read: Callable[[bytes], object], body: bytes) -> None:
    with suppress(msgspec.MsgspecError):
        read(body)
