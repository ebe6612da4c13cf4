import pytest

from a1_schemas.analytics_words import VIEW_KINDS, AnalyticsKind, ViewKind
from a1_schemas.base import Message
from a1_schemas.vocabulary import Kind
from a1_streaming.change_map import Change, read_change
from a1_streaming.facts import Facts, facts_of
from a1_streaming.filters import EVERYTHING, FILTERS_OF_KIND, FilterProblem, filters_of
from a1_testkit.analysed import one_of_each_analysis
from a1_testkit.canonical import event_id, one_of_each

from .changes import EVENT, OTHER_EVENT, living, removal, tombstone

RECORDS: dict[ViewKind, tuple[str, Message]] = {
    kind: (key, message) for kind, key, message in (*one_of_each(), *one_of_each_analysis())
}


def change_of(kind: ViewKind) -> Change:
    key, message = RECORDS[kind]
    return read_change(kind, key, 0, message.version, message.model_dump_json().encode())


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (Kind.EVENTS, "event_id", event_id(1)),
        (Kind.EVENTS, "team", "Lakers"),
        (Kind.EVENTS, "team", "nba-bos"),
        (Kind.ODDS, "event_id", event_id(1)),
        (Kind.ODDS, "market", "moneyline"),
        (Kind.PROPS, "player", "lebron james"),
        (Kind.PROPS, "player", "James"),
        (Kind.PLAYER_STATS, "team", "nba-lal"),
        (Kind.INJURIES, "player", "lebron"),
        (Kind.TEAMS, "team", "nba-lal"),
        (Kind.PLAYERS, "player", "lebron"),
        (AnalyticsKind.FAIR, "event_id", event_id(1)),
    ],
)
def test_a_record_passes_by_what_it_says(kind: ViewKind, name: str, value: str) -> None:
    change = change_of(kind)
    assert filters_of("nba", [kind], {name: [value, *(["other"] if name != "event_id" and name != "market" else [])]})
    assert filters_of("nba", [kind], {name: [value]}).passes(change)


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (Kind.EVENTS, "event_id", OTHER_EVENT),
        (Kind.EVENTS, "team", "lake"),
        (Kind.ODDS, "bookmaker", "another"),
        (Kind.ODDS, "market", "outright"),
        (Kind.PROPS, "player", "ebron"),
        (Kind.PLAYERS, "team", "lebron"),
    ],
)
def test_a_record_fails_by_what_it_does_not_say(kind: ViewKind, name: str, value: str) -> None:
    assert not filters_of("nba", [kind], {name: [value]}).passes(change_of(kind))


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_is_read_and_passes_without_filters(kind: ViewKind) -> None:
    assert EVERYTHING.passes(change_of(kind))
    facts = change_of(kind).facts
    said = {"event_id": facts.event_ids, "market": facts.markets, "player": facts.players, "team": facts.teams}
    lacking = {name for name, values in said.items() if name in FILTERS_OF_KIND[kind] and not values}
    assert lacking <= {"event_id", "team", "player"} - ({"event_id"} if kind is Kind.ODDS else set[str]())


def test_several_filters_must_all_match() -> None:
    both = {"event_id": [EVENT], "bookmaker": ["BetMGM", "fanduel"]}
    filters = filters_of("nba", [Kind.ODDS], both)
    assert filters.passes(living("a", 0, 1, event_id=EVENT, bookmaker="betmgm"))
    assert not filters.passes(living("a", 0, 1, event_id=EVENT, bookmaker="bovada"))
    assert not filters.passes(living("a", 0, 1, event_id=OTHER_EVENT, bookmaker="betmgm"))
    assert filters == filters_of("nba", [Kind.ODDS], {"bookmaker": ["fanduel", "betmgm"], "event_id": [EVENT]})


def test_a_removal_passes_as_the_record_did() -> None:
    filters = filters_of("nba", [Kind.ODDS], {"bookmaker": ["betmgm"]})
    assert filters.passes(removal("a", 0, 1, bookmaker="betmgm"))
    assert not filters.passes(removal("a", 0, 1, bookmaker="bovada"))


def test_what_may_have_passed_is_bounded_by_the_facts_of_the_key() -> None:
    filters = filters_of("nba", [Kind.ODDS], {"bookmaker": ["betmgm"], "market": ["spread"]})
    total = [{"key": "total"}]
    assert filters.may_have_passed(living("a", 0, 1, bookmaker="betmgm", markets=total))
    assert not filters.may_have_passed(living("a", 0, 1, bookmaker="bovada", markets=total))
    assert filters.may_have_passed(tombstone("a", 0, 1))


def test_each_kind_has_filters() -> None:
    assert FILTERS_OF_KIND.keys() == set(VIEW_KINDS)


@pytest.mark.parametrize(
    ("kinds", "asked", "code", "parameter"),
    [
        ([Kind.ODDS], {"book": ["betmgm"]}, "unknown-parameter", "book"),
        ([Kind.ODDS, Kind.EVENTS], {"bookmaker": ["betmgm"]}, "unknown-parameter", "bookmaker"),
        ([Kind.ODDS], {"market": ["spreads"]}, "bad-parameter", "market"),
        ([Kind.ODDS], {"event_id": ["evt_nfl_aaaaaaaaaaaaaaaaaaaaaaaaaa"]}, "bad-parameter", "event_id"),
        ([Kind.ODDS], {"event_id": ["7"]}, "bad-parameter", "event_id"),
        ([Kind.ODDS], {"bookmaker": []}, "bad-parameter", "bookmaker"),
        ([Kind.ODDS], {"bookmaker": ["x"] * 51}, "bad-parameter", "bookmaker"),
        ([Kind.ODDS], {"bookmaker": [" "]}, "bad-parameter", "bookmaker"),
        ([Kind.ODDS], {"bookmaker": ["x" * 201]}, "bad-parameter", "bookmaker"),
        ([Kind.ODDS], {"bookmaker": ["a\nb"]}, "bad-parameter", "bookmaker"),
    ],
)
def test_a_name_or_value_that_is_unknown_is_rests_problem(
    kinds: list[ViewKind], asked: dict[str, list[str]], code: str, parameter: str
) -> None:
    with pytest.raises(FilterProblem) as raised:
        filters_of("nba", kinds, asked)
    assert (raised.value.status, raised.value.code, raised.value.more["parameter"]) == (422, code, parameter)


def test_a_document_of_another_shape_says_nothing() -> None:
    assert facts_of(Kind.ODDS, b'{"event_id":7}') == Facts()
    assert facts_of(Kind.ODDS, b"[") == Facts()
