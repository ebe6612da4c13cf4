import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_schemas.analytics_words import VIEW_KINDS, AnalyticsKind, ViewKind
from a1_schemas.vocabulary import Kind
from a1_streaming.cursors import MAX_CURSOR, MAX_POSITION, BadCursorError, Cursor, decode_cursor, encode_cursor

EPOCHS = st.from_regex(r"[0-9a-z]{1,16}", fullmatch=True)
POSITIONS = st.dictionaries(st.sampled_from(VIEW_KINDS), st.integers(-1, MAX_POSITION), min_size=1)


@given(EPOCHS, POSITIONS)
def test_a_cursor_survives_its_text(epoch: str, positions: dict[ViewKind, int]) -> None:
    cursor = Cursor(epoch, positions)
    assert decode_cursor(encode_cursor(cursor)) == cursor


def test_the_longest_cursor_is_short_and_safe_in_a_url() -> None:
    text = encode_cursor(Cursor("z" * 16, dict.fromkeys(VIEW_KINDS, MAX_POSITION)))
    assert len(text) <= MAX_CURSOR
    assert text.replace(".", "").isalnum()


def test_the_text_is_a_contract() -> None:
    positions = {AnalyticsKind.FAIR: 35, Kind.ODDS: 36, Kind.EVENTS: -1}
    assert encode_cursor(Cursor("0f3a", positions)) == "v1.0f3a.E0O210F1z"


@given(st.integers(-1, MAX_POSITION), st.integers(-1, MAX_POSITION))
def test_the_cursors_of_a_stream_sort_as_its_positions(one: int, other: int) -> None:
    first, second = (encode_cursor(Cursor("a", {Kind.ODDS: position})) for position in (one, other))
    assert (first < second) == (one < other)


@pytest.mark.parametrize(
    "text",
    [
        *("", "v1", "v1.0f3a", "v1.0f3a.", "v2.0f3a.E11", "v1.0F3A.E11", "v1..E11", "v1.0f3a.Z11", "v1.0f3a.E11E12"),
        *("v1.0f3a.O11E11", "v1.0f3a.E201", "v1.0f3a.E21", "v1.0f3a.E11 ", "v1.0f3a.E11\n", "v1.0f3a.E", "v1.0f3a.E1٣"),
        *("v1.0f3a.E9zzzzzzzzzz", "v1." + "a" * 17 + ".E11", "v1.0f3a.E11" * 40, "E" * 5_000, "v1.0f3a.Ea1"),
    ],
)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(BadCursorError):
        decode_cursor(text)


@pytest.mark.parametrize(
    "cursor",
    [Cursor("", {Kind.ODDS: 1}), Cursor("a", {}), Cursor("a", {Kind.ODDS: -2}), Cursor("a", {Kind.ODDS: 36**9})],
)
def test_what_no_log_has_is_not_written(cursor: Cursor) -> None:
    with pytest.raises(ValueError, match=r"an epoch|a position|a cursor"):
        encode_cursor(cursor)
