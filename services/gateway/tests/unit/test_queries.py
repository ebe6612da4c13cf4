"""Parameters are parsed strictly."""

from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_gateway.errors import Problem
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.parameters import GAME, MAX_CURSOR, MAX_LIMIT, PARAMETERS
from a1_gateway.snapshot.queries import Query, parse_parameters, parse_query
from a1_gateway.snapshot.sorting import Cursor, Sort, encode_cursor


def parse(resource: Resource = Resource.GAMES, **parameters: object) -> Query:
    return parse_query(resource, urlencode(parameters, doseq=True).encode())


def test_nothing_asked_is_the_default_page():
    assert parse() == Query()


def test_a_repeated_filter_means_any_of_its_values():
    assert parse(status=["live", "final"]).status == {"live", "final"}


def test_case_of_words_does_not_matter():
    assert parse(team="LAL").team == {"lal"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("limit", value) for value in ("0", "-1", "501", "ten", "1e2", "٣", "", "9" * 30)),
        *(("cursor", value) for value in ("x", "W10", "%%%", "é", "a" * 1001)),
        *(("since", value) for value in ("yesterday", "2026-11-25", "2026-11-25T19:00:00", "99999-01-01T00:00:00Z")),
        *(("status", value) for value in ("finished", "", " ")),
        ("source", "bet365"),
        ("event_id", "a\0b"),
        ("team", "\x1b[2J"),
        ("team", "x" * 201),
    ],
)
def test_a_value_that_cannot_be_used_is_a_422_that_names_it(name: str, value: str):
    with pytest.raises(Problem) as caught:
        parse(**{name: value})
    assert caught.value.status == 422
    assert caught.value.more["parameter"] == name


@pytest.mark.parametrize(
    ("resource", "name", "value", "near"),
    [
        (Resource.ODDS, "market", "moneylin", "moneyline"),
        (Resource.GAMES, "status", "finals", "final"),
        (Resource.GAMES, "source", "sportsradar", "sportradar"),
        (Resource.PROPS, "stat_type", "rebound", "rebounds"),
    ],
)
def test_a_misspelt_word_of_a_closed_list_is_a_422_with_the_nearest(
    resource: Resource, name: str, value: str, near: str
):
    with pytest.raises(Problem) as caught:
        parse(resource, **{name: value})
    assert caught.value.more["near"][0] == near
    assert near in caught.value.more["allowed"]


def test_a_statistic_in_no_vocabulary_can_be_asked_for():
    assert parse(Resource.PROPS, stat_type="other:dunks").stat_type == {"other:dunks"}


def test_a_span_of_starts_that_ends_before_it_begins_is_a_422():
    with pytest.raises(Problem) as caught:
        parse(starts_from="2026-11-25T19:00:00Z", starts_to="2026-11-25T18:59:59Z")
    assert caught.value.more["parameter"] == "starts_from"
    moment = "2026-11-25T19:00:00Z"
    assert parse(starts_from=moment, starts_to=moment).starts_to is not None


def test_an_unknown_parameter_is_a_422_that_lists_those_there_are():
    with pytest.raises(Problem) as caught:
        parse(bookmaker="draftkings")
    assert caught.value.status == 422
    assert "status" in caught.value.more["allowed"]


def test_what_is_single_cannot_be_repeated():
    with pytest.raises(Problem):
        parse(limit=["1", "2"])


def test_statuses_of_injuries_are_their_own():
    assert parse(Resource.INJURIES, status="day-to-day").status == {"day-to-day"}
    with pytest.raises(Problem):
        parse(Resource.INJURIES, status="live")


def test_a_plus_sign_in_a_time_zone_survives_a_client_that_does_not_escape_it():
    assert parse_query(Resource.GAMES, b"since=2026-11-25T19:00:00+01:00") == parse_query(
        Resource.GAMES, b"since=2026-11-25T18:00:00Z"
    )


@given(st.integers(-(1 << 62), 1 << 62), st.text(st.characters(codec="utf-8"), max_size=150))
def test_a_cursor_says_where_it_stands(place: int, key: str):
    order = (place, key)
    cursor = encode_cursor(Cursor(Sort.START, order))
    assert len(cursor) > MAX_CURSOR or parse(cursor=cursor).after == order


@pytest.mark.parametrize(
    ("sort", "place"), [(Sort.LATEST, (-7, "key")), (Sort.STATUS, (1, 7, "key")), (Sort.PLAYER, ("jokić", 7, "key"))]
)
def test_a_cursor_belongs_to_one_order(sort: Sort, place: tuple):
    cursor = encode_cursor(Cursor(sort, place))
    assert parse(Resource.PROPS, cursor=cursor, sort=sort).after == place
    with pytest.raises(Problem) as caught:
        parse(Resource.PROPS, cursor=cursor)
    assert (caught.value.status, caught.value.more["parameter"]) == (422, "cursor")


def test_parts_stand_between_commas_or_are_repeated():
    assert parse(include="best,best").include == parse(include=["best"]).include == {"best"}
    assert parse_parameters(GAME, b"include=odds,best&include=ids").include == {"odds", "best", "ids"}
    with pytest.raises(Problem) as caught:
        parse_parameters(GAME, b"include=odds,prop")
    assert caught.value.more["near"] == ["props"]


def test_an_order_is_one_of_its_list():
    assert parse(sort="-start").sort is Sort.LATEST
    with pytest.raises(Problem) as caught:
        parse(sort="player")
    assert caught.value.more["allowed"] == ["-start", "start", "status"]


def test_live_games_have_their_statuses_and_no_such_filter():
    assert parse(Resource.LIVE_GAMES).status == {"live", "suspended"}
    with pytest.raises(Problem):
        parse(Resource.LIVE_GAMES, status="final")


def test_the_longest_key_there_is_fits_a_cursor():
    key = "|".join(
        ("evt_ncaam_" + "x" * 26, "sportradar", "projections", "b" * 60, "ply_" + "x" * 40, "s" * 60, "p" * 20)
    )
    assert parse(Resource.PROPS, cursor=encode_cursor(Cursor(Sort.START, (1 << 62, key)))).after == (1 << 62, key)


@given(st.binary(max_size=300), st.sampled_from(list(PARAMETERS)))
def test_any_bytes_are_a_query_or_a_problem(query_string: bytes, resource: Resource):
    with suppress(Problem):
        assert 1 <= parse_query(resource, query_string).limit <= MAX_LIMIT
