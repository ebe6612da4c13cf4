"""A configuration that changes while the league is running: what is decided again, and by what it is proven."""

from typing import Any

import msgspec
import pytest

from a1_analysis.configuration import Configuration, Configured, built_in, configured
from a1_analysis.decide import decide
from a1_analysis.league_values import LeagueValues
from a1_analysis.outputs import LogRecord
from a1_analysis.proving import recomputed
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.causes import version_of
from a1_schemas.leagues import League
from a1_schemas.topics import ANALYTICS_CONFIG
from a1_schemas.vocabulary import Kind

from .conftest import GAME, Desk, market
from .test_entries import Board
from .test_grades import end
from .test_proving import busy_desk, proven, records_of

CHANGES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("quotes", {"min_confidence": 1.1}),
    ("quotes", {"outlier_points": 0.001, "outlier_books": 2}),
    ("quotes", {"max_age_s": {"default": 30, "event-odds": 10}}),
    ("fair", {"method": "multiplicative"}),
    ("fair", {"min_books": 3}),
    ("opportunities", {"arbitrage_profit": 0.02, "low_hold": 0.0, "ev_errors": 3.0, "stale_line_books": 2}),
    ("stakes", {"total": 1000, "step": 5}),
    ("commissions", {"fanduel": "unknown", "draftkings": 0.02}),
)


def in_force(desk: Desk) -> Configuration:
    records = {record.key: record.value or b"" for record in desk.log if record.topic == ANALYTICS_CONFIG}
    return configured(records)


def standing(published: dict[tuple[AnalyticsKind, str], dict[str, Any]]) -> dict[tuple[AnalyticsKind, str], Any]:
    """What follows from the newest records: neither times and versions nor what has ended or was refused before."""
    said = {
        AnalyticsKind.FAIR: lambda message: bool(message["fair"]),
        AnalyticsKind.OPPORTUNITIES: lambda message: message["state"] == "open",
        AnalyticsKind.REFUSALS: lambda message: bool(message["now"]),
    }
    left_out = {"version", "changed_at", "opened_at", "count", "last"}
    return {
        name: {field: value for field, value in message.items() if field not in left_out}
        for name, message in published.items()
        if name[0] in said and said[name[0]](message)
    }


def test_an_arbitrage_below_a_new_threshold_ends_for_the_configuration_and_opens_again_without_it(desk: Desk) -> None:
    desk.offer("draftkings", market(home=2.1, away=1.85))
    desk.offer("fanduel", market(home=1.85, away=2.05))
    (first,) = desk.opportunities("arbitrage")
    desk.wait(5)
    desk.configure("opportunities", arbitrage_profit=0.05)
    (ended,) = desk.opportunities("arbitrage", "ended")
    assert (ended["id"], ended["reason"]) == (first["id"], "configuration-changed")
    desk.configure("opportunities")
    (again,) = desk.opportunities("arbitrage")
    assert (again["config"], again["version"] > ended["version"]) == (first["config"], True)


def test_a_price_that_moves_under_a_changed_configuration_ends_by_the_price(desk: Desk) -> None:
    desk.configure("opportunities", low_hold=0.02)
    desk.offer("draftkings", market(home=2.1, away=1.85))
    desk.offer("fanduel", market(home=1.85, away=2.05))
    desk.offer("fanduel", market(home=1.85, away=1.87))
    assert [each["reason"] for each in desk.opportunities("arbitrage", "ended")] == ["price-moved"]


@pytest.mark.parametrize(("section", "values"), CHANGES)
def test_what_stands_after_a_change_is_what_the_configuration_gives_from_the_first(
    section: str, values: dict[str, Any]
) -> None:
    desk = busy_desk()
    before = standing(desk.published)
    desk.configure(section, **values)
    fresh = Desk(League.NFL)
    fresh.state = LeagueValues(League.NFL, Configured({}, in_force(desk)))
    fresh.published = {}
    for record in desk.log:
        fresh.note(decide(fresh.state, record))
    assert standing(desk.published) == standing(fresh.published) != before


@pytest.mark.parametrize(("section", "values"), CHANGES)
def test_every_number_after_a_change_is_proven_by_the_configuration_that_it_names(
    section: str, values: dict[str, Any]
) -> None:
    desk = busy_desk()
    outputs = desk.configure(section, **values)
    changed = {output.key for output in outputs}
    configurations = {each.hash: each for each in (built_in(), in_force(desk))}
    for kind, output in proven(desk):
        named = msgspec.json.decode(output.value or b"")["config"]
        published, again = recomputed(
            output.kind, output.value or b"", records_of(desk), League.NFL, configurations[named]
        )
        assert again == published, kind
        assert output.key in changed or desk.published[output.kind, output.key].get("state") == "ended"


def test_what_a_change_decides_follows_from_its_place_in_the_log() -> None:
    desk = busy_desk()
    known = {output.key: version_of(output.causes) for output in desk.outputs}
    outputs = desk.configure("stakes", total=1000)
    assert {output.causes.get(ANALYTICS_CONFIG) for output in outputs} == {0}
    assert all(version_of(output.causes) > known[output.key] for output in outputs if output.key in known)


def test_entries_name_the_configuration_that_they_follow_from_now() -> None:
    board = Board()
    board.likely(0, 1)
    (before,) = board.entries().values()
    board.configure("stakes", total=1000)
    (after,) = board.entries().values()
    assert (before["worst_branch"], after["worst_branch"]) == (-100, -1000)
    assert (before["config"], after["config"]) == (built_in().hash, in_force(board).hash)


def test_a_change_waits_for_the_rest_of_a_body(desk: Desk) -> None:
    desk.offer("draftkings", market(home=2.1, away=1.85))
    desk.wait(5)
    desk.take(Kind.ODDS, f"{GAME}|odds|odds|fanduel", desk.offered("fanduel", market(home=1.85, away=2.05)))
    assert desk.configure("stakes", total=1000) == []
    desk.wait(1)
    assert {output.causes.get(ANALYTICS_CONFIG) for output in desk.vouch()} == {0}
    (found,) = desk.opportunities("arbitrage")
    assert sum(leg["stake"] for leg in found["legs"]) == 1000


def test_a_configuration_of_the_same_values_decides_nothing_again() -> None:
    desk = busy_desk()
    assert desk.configure("stakes", total=100) == []


def test_an_arbitrage_whose_leg_is_an_outlier_by_new_values_ends_for_the_configuration(desk: Desk) -> None:
    desk.offer("betmgm", market(home=2.0, away=1.95))
    desk.offer("draftkings", market(home=2.06, away=1.9))
    desk.offer("fanduel", market(home=1.98, away=1.97))
    (opened,) = desk.opportunities("arbitrage")
    desk.wait(5)
    desk.configure("quotes", outlier_points=0.01)
    ended = {each["id"]: each["reason"] for each in desk.opportunities("arbitrage", "ended")}
    assert ended[opened["id"]] == "configuration-changed"


@pytest.mark.parametrize("value", [b'{"totals": 5}', b"[]", b'{"total": "much"}'])
def test_a_record_that_does_not_fit_changes_nothing(desk: Desk, value: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decide(desk.state, LogRecord(ANALYTICS_CONFIG, 0, "stakes", value, 1))
    desk.offer("draftkings", market(home=2.1, away=1.85))
    desk.offer("fanduel", market(home=1.85, away=2.05))
    assert [each["config"] for each in desk.opportunities("arbitrage")] == [built_in().hash]


def test_another_key_of_the_topic_is_left_out(desk: Desk) -> None:
    assert desk.configure("payouts", power=3) == []
    assert desk.state.configuration is built_in()


def test_a_commission_that_changes_afterwards_changes_what_was_paid(desk: Desk) -> None:
    desk.offer("draftkings", market(home=2.1, away=1.85))
    desk.offer("fanduel", market(home=1.85, away=2.05))
    desk.event("live")
    end(desk, 101, 99)
    (ended,) = desk.opportunities("arbitrage", "ended")
    desk.configure("commissions", draftkings=0.5)
    (again,) = desk.opportunities("arbitrage", "ended")
    assert again["paid"] < 0 < ended["paid"]
