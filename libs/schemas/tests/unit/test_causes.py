import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_schemas.causes import format_causes, parse_causes, version_in, version_of


@pytest.mark.parametrize(
    ("causes", "version", "text"),
    [
        ({}, 0, b""),
        ({"raw.odds": 0}, 1, b"raw.odds=0"),
        ({"raw.odds": 7, "raw.espn": 12}, 21, b"raw.espn=12,raw.odds=7"),
        ({"raw.odds": 7, "polls.odds": 0, "raw.espn": 12}, 22, b"polls.odds=0,raw.espn=12,raw.odds=7"),
    ],
)
def test_causes_have_a_version_and_one_text(causes: dict[str, int], version: int, text: bytes) -> None:
    assert version_of(causes) == version
    assert format_causes(causes) == text
    assert parse_causes(text) == causes


@pytest.mark.parametrize("text", [b"raw.odds", b"raw.odds=", b"raw.odds=x", b"\xff=1"])
def test_any_other_text_is_an_error(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"invalid literal|can't decode"):
        parse_causes(text)


@given(st.dictionaries(st.from_regex(r"[a-z.\-]{1,20}", fullmatch=True), st.integers(0, 2**63)))
def test_causes_come_back_and_equal_causes_are_equal_bytes(causes: dict[str, int]) -> None:
    assert parse_causes(format_causes(causes)) == causes
    assert format_causes(dict(reversed(causes.items()))) == format_causes(causes)


@given(st.dictionaries(st.sampled_from(("raw.odds", "polls.odds")), st.integers(0, 10**9), min_size=1))
def test_a_later_cause_makes_a_higher_version_and_so_does_a_new_one(causes: dict[str, int]) -> None:
    topic = next(iter(causes))
    assert version_of(causes | {topic: causes[topic] + 1}) > version_of(causes)
    assert version_of(causes | {"polls.prizepicks": 0}) > version_of(causes)


def test_a_header_says_the_version_and_one_without_causes_is_an_error() -> None:
    assert version_in(b"polls.odds=3,raw.odds=9") == version_of({"polls.odds": 3, "raw.odds": 9}) == 14
    for header in (None, b""):
        with pytest.raises(ValueError, match="no causes"):
            version_in(header)
