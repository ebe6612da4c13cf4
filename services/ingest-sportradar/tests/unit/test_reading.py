"""`read` functions meet any body a provider may send: they parse it or raise."""

import json
from collections.abc import Callable
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_ingest_sportradar.boards import read_schedule, read_soccer

NAMES = st.sampled_from(
    [
        "games",
        "league",
        "week",
        "schedules",
        "sport_event",
        "sport_event_status",
        "id",
        "status",
        "start_time",
        "sport_event_context",
        "competition",
        "scheduled",
    ]
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("read", [read_schedule, read_soccer])
@given(body=st.one_of(ANY_JSON.map(lambda value: json.dumps(value).encode()), st.binary()))
def test_any_body_is_read_or_refused(read: Callable[[bytes], object], body: bytes) -> None:
    with suppress(msgspec.MsgspecError):
        read(body)
