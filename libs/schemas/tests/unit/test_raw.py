from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_schemas.dead_letter import DeadLetter
from a1_schemas.providers import Provider
from a1_schemas.raw import HeaderError, RawHeaders, format_time, parse_time
from a1_schemas.targets import target_of
from a1_schemas.vocabulary import RejectReason

HEADERS = RawHeaders(
    provider=Provider.ODDS,
    feed="event-odds",
    league="nba",
    sport="basketball",
    target="odds/event-odds/nba/3f2a",
    url="https://api.the-odds-api.com/v4/sports/basketball_nba/events/3f2a/odds",
    fetched_at=datetime(2026, 1, 8, 23, 41, 12, 250000, UTC),
    http_status=200,
    content_type="application/json",
    content_hash="9f86d081884c7d659a2feaa0c55ad015",
    request_id="0123456789abcdef0123456789abcdef",
)


def test_headers_come_back_from_kafka() -> None:
    traced = replace(HEADERS, traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    timed = replace(HEADERS, answered_at=HEADERS.fetched_at + timedelta(seconds=0.25))
    for headers in (HEADERS, traced, timed, replace(HEADERS, sequence=1_000_017)):
        assert RawHeaders.from_kafka(headers.to_kafka()) == headers


@pytest.mark.parametrize(
    "name", ["provider", "feed", "league", "target", "fetched_at", "http_status", "schema_version"]
)
def test_a_missing_header_is_named(name: str) -> None:
    rest = [(header, value) for header, value in HEADERS.to_kafka() if header != name]
    with pytest.raises(HeaderError, match=name):
        RawHeaders.from_kafka(rest)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("provider", b"bovada"),
        ("http_status", b"ok"),
        ("fetched_at", b"2026-01-08T23:41:12"),
        ("fetched_at", b"\xff"),
        ("fetched_at", b"0001-01-01T00:00:00+05:00"),
        ("sequence", b"second"),
        ("answered_at", b"2026-01-08T23:41:12"),
    ],
)
def test_a_wrong_header_is_an_error_and_not_a_default(name: str, value: bytes) -> None:
    with pytest.raises(HeaderError):
        RawHeaders.from_kafka([*HEADERS.to_kafka(), (name, value)])


@given(st.datetimes(timezones=st.just(timezone(timedelta(hours=-5)))))
def test_times_keep_their_microseconds_and_are_in_utc(value: datetime) -> None:
    try:
        text = format_time(value)
    except OverflowError:
        return
    assert text.endswith("Z")
    assert parse_time(text) == value


def test_a_parameter_cannot_pretend_to_be_two() -> None:
    assert target_of("odds", "odds", "nba", "a/b") != target_of("odds", "odds", "nba", "a", "b")
    assert target_of("odds", "odds", "nba") == "odds/odds/nba"


def test_a_dead_letter_is_keyed_by_where_its_record_lies() -> None:
    letter = DeadLetter(
        topic="raw.odds",
        partition=4,
        offset=17,
        reason=RejectReason.INVALID_PRICE,
        detail="price 0",
        path="$[0].bookmakers[1]",
        rejects={RejectReason.UNKNOWN_MARKET: 2, RejectReason.INVALID_PRICE: 1},
        code_version="0.1.0",
    )
    assert (letter.key, letter.dead_topic) == ("raw.odds:4:17", "raw.odds.dead")
    assert dict(letter.to_kafka())["dead_rejects"] == b"invalid-price=1,unknown-market=2"
