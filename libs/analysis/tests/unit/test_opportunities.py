"""Opportunities: what opens one, what is refused, and how it ends."""

import pytest

from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.leagues import League
from a1_schemas.opportunity import Opportunity
from a1_schemas.vocabulary import Kind

from .conftest import GAME, Desk, market


def cross(desk: Desk, home: float = 2.1, away: float = 2.05) -> None:
    desk.offer("draftkings", market(home=home, away=1.85))
    desk.offer("fanduel", market(home=1.85, away=away))


def test_prices_of_two_books_that_cross_are_an_arbitrage(desk: Desk) -> None:
    cross(desk)
    (found,) = desk.opportunities("arbitrage")
    assert found["profit"] == pytest.approx(0.0373, abs=1e-4)
    assert [(leg["selection"], leg["bookmaker"], leg["stake"]) for leg in found["legs"]] == [
        ("home", "draftkings", 49.4),
        ("away", "fanduel", 50.6),
    ]
    payouts = [leg["stake"] * leg["price"] - 100 for leg in found["legs"]]
    assert found["worst_branch"] == pytest.approx(min(payouts))
    assert found["opened_at"] == "2026-11-25T12:00:00Z"


def test_an_opportunity_is_the_message_of_its_topic(desk: Desk) -> None:
    cross(desk)
    for output in (each for each in desk.outputs if each.kind is AnalyticsKind.OPPORTUNITIES):
        message = Opportunity.model_validate_json(output.value or b"")
        assert message.model_dump_json().encode() == output.value


def test_an_arbitrage_ends_when_its_price_moves_and_opens_again_under_its_id(desk: Desk) -> None:
    cross(desk)
    (first,) = desk.opportunities("arbitrage")
    desk.wait(5)
    cross(desk, away=1.87)
    (ended,) = desk.opportunities("arbitrage", "ended")
    assert (ended["id"], ended["reason"], ended["ended_at"]) == (first["id"], "price-moved", "2026-11-25T12:00:05Z")
    desk.wait(5)
    cross(desk)
    (again,) = desk.opportunities("arbitrage")
    assert (again["id"], again["opened_at"], again["reason"]) == (first["id"], "2026-11-25T12:00:10Z", None)
    assert again["version"] > ended["version"] > first["version"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"suspended": True}, "suspended"),
        ({"phase": "closed"}, "suspended"),
        ({"key": "outright"}, "withdrawn"),
    ],
)
def test_an_arbitrage_ends_for_the_reason_of_its_leg(desk: Desk, change: dict[str, object], reason: str) -> None:
    cross(desk)
    desk.offer("fanduel", market(home=1.85, away=2.05) | change)
    (ended,) = desk.opportunities("arbitrage", "ended")
    assert ended["reason"] == reason


def test_an_arbitrage_ends_with_its_source_its_age_and_the_start(desk: Desk) -> None:
    cross(desk)
    desk.source(state="down")
    assert [each["reason"] for each in desk.opportunities("arbitrage", "ended")] == ["source-down"]
    desk.source()
    assert len(desk.opportunities("arbitrage")) == 1
    desk.wait(900)
    desk.source()
    assert [each["reason"] for each in desk.opportunities("arbitrage", "ended")] == ["quote-stale"]
    cross(desk)
    desk.event("live")
    assert [each["reason"] for each in desk.opportunities("arbitrage", "ended")] == ["event-started"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"suspended": True}, "quote-suspended"),
        ({"phase": "live"}, "phase-mismatch"),
        ({"phase": "closed"}, "market-closed"),
        ({"outcomes": [{"selection": "home", "line": None, "price": 2.1, "american": None}]}, "market-incomplete"),
    ],
)
def test_a_crossing_that_cannot_be_taken_is_refused(desk: Desk, change: dict[str, object], reason: str) -> None:
    desk.offer("draftkings", market(home=2.1, away=1.85) | change)
    desk.offer("fanduel", market(home=1.85, away=2.05))
    assert desk.opportunities("arbitrage") == []
    assert desk.refused() == {reason: 1}


def test_a_stale_leg_is_refused(desk: Desk) -> None:
    desk.offer("draftkings", market(home=2.1, away=1.85), age_s=1000)
    desk.offer("fanduel", market(home=1.85, away=2.05))
    assert (desk.opportunities("arbitrage"), desk.refused()) == ([], {"quote-stale": 1})


def test_an_outlier_is_refused(desk: Desk) -> None:
    for book in ("draftkings", "fanduel", "betmgm"):
        desk.offer(book, market(home=1.85, away=2.0))
    desk.offer("williamhill_us", market(home=2.05, away=1.8))
    assert (desk.opportunities("arbitrage"), desk.refused()) == ([], {"outlier": 1})


def test_both_legs_at_one_book_are_refused(desk: Desk) -> None:
    desk.offer("draftkings", market(home=2.1, away=2.05))
    desk.offer("fanduel", market(home=1.85, away=1.85))
    assert (desk.opportunities("arbitrage"), desk.refused()) == ([], {"same-book": 1})


def test_two_high_prices_of_one_side_are_refused(desk: Desk) -> None:
    desk.offer("draftkings", market(home=2.1, away=1.7))
    desk.offer("fanduel", market(home=2.1, away=1.7))
    assert (desk.opportunities("arbitrage"), desk.refused()) == ([], {"same-side": 1})


def test_books_of_unknown_rules_are_refused(desk: Desk) -> None:
    desk.offer("draftkings", market(home=2.1, away=1.85))
    desk.offer("some-book", market(home=1.85, away=2.05))
    assert (desk.opportunities("arbitrage"), desk.refused()) == ([], {"rules-unknown": 1})


def test_an_exchange_of_unknown_commission_is_refused(desk: Desk) -> None:
    desk.offer("draftkings", market(home=2.1, away=1.85))
    desk.offer("matchbook", market(home=1.85, away=2.05))
    assert desk.opportunities("arbitrage") == []
    assert set(desk.refused()) <= {"commission-unknown", "rules-unknown"}


def test_lines_that_differ_are_no_arbitrage(desk: Desk) -> None:
    desk.offer("draftkings", market("total", 220.5, over=2.1, under=1.75))
    desk.offer("fanduel", market("total", 222.5, over=1.75, under=2.1))
    assert (desk.opportunities("arbitrage"), desk.refused()) == ([], {"line-mismatch": 1})


def test_scopes_that_differ_are_no_arbitrage(desk: Desk) -> None:
    desk.offer("draftkings", market("total", 220.5, over=2.1, under=1.75))
    desk.offer("fanduel", market("total", 220.5, over=1.75, under=2.1) | {"scope": "regulation"})
    assert (desk.opportunities("arbitrage"), desk.refused()) == ([], {"scope-mismatch": 1})


def test_three_prices_that_cross_are_an_arbitrage() -> None:
    desk = Desk(League.EPL)
    desk.offer("draftkings", market("moneyline-3-way", home=3.05, draw=3.35, away=2.45))
    desk.offer("fanduel", market("moneyline-3-way", home=2.95, draw=3.55, away=2.45))
    desk.offer("betmgm", market("moneyline-3-way", home=2.95, draw=3.35, away=2.57))
    (found,) = desk.opportunities("arbitrage")
    assert [leg["bookmaker"] for leg in found["legs"]] == ["draftkings", "fanduel", "betmgm"]


def test_a_small_common_margin_is_a_low_hold(desk: Desk) -> None:
    cross(desk, home=2.0, away=1.99)
    (found,) = desk.opportunities("low-hold")
    assert found["profit"] == pytest.approx(1 / (1 / 2.0 + 1 / 1.99) - 1, abs=1e-4)


def test_a_price_above_the_others_is_a_value_with_its_error(desk: Desk) -> None:
    desk.offer("draftkings", market(home=1.96, away=1.96))
    desk.offer("fanduel", market(home=1.95, away=1.97))
    desk.offer("betmgm", market(home=1.96, away=1.95))
    desk.offer("williamhill_us", market(home=1.9, away=2.03))
    (found,) = desk.opportunities("ev")
    assert [leg["bookmaker"] for leg in found["legs"]] == ["williamhill_us"]
    assert [each["bookmaker"] for each in found["against"]] == ["betmgm", "draftkings", "fanduel"]
    assert found["profit"] > found["standard_error"] > 0


def test_a_book_that_three_others_have_moved_past_has_a_stale_line(desk: Desk) -> None:
    desk.offer("williamhill_us", market(home=1.9, away=2.03))
    desk.wait(60)
    for book in ("draftkings", "fanduel", "betmgm"):
        desk.offer(book, market(home=1.96, away=1.96))
    assert [each["legs"][0]["bookmaker"] for each in desk.opportunities("stale-line")] == ["williamhill_us"]


def test_a_refusal_is_counted_once_while_it_lasts(desk: Desk) -> None:
    for _ in range(3):
        desk.offer("draftkings", market(home=2.1, away=1.85), age_s=1000)
        desk.offer("fanduel", market(home=1.85, away=2.05))
    (count,) = desk.records(AnalyticsKind.REFUSALS, kind="arbitrage")
    assert (count["count"], count["now"], count["last"]["bookmakers"]) == (1, 1, ["draftkings", "fanduel"])


def test_prices_of_one_body_are_judged_together(desk: Desk) -> None:
    cross(desk, home=1.9, away=1.9)
    desk.wait(5)
    records = [market(home=2.4, away=1.62), market(home=2.35, away=1.64)]
    offered = [
        desk.take(Kind.ODDS, f"{GAME}|odds|odds|{book}", desk.offered(book, each))
        for book, each in zip(("draftkings", "fanduel"), records, strict=True)
    ]
    assert offered == [[], []]
    desk.vouch()
    assert (desk.opportunities("arbitrage"), desk.opportunities("arbitrage", "ended")) == ([], [])
    assert {quote["version"] for each in desk.records(AnalyticsKind.FAIR) for quote in each["inputs"]} == {3, 4}


def test_a_three_way_market_is_no_other_side_of_a_two_way_one(desk: Desk) -> None:
    desk.offer("draftkings", market(home=1.8, away=2.1))
    desk.offer("fanduel", market("moneyline-3-way", home=2.0, draw=5.0, away=3.0) | {"scope": "regulation"})
    assert (desk.opportunities("arbitrage"), desk.refused()) == ([], {"scope-mismatch": 1})


def test_a_three_between_two_lines_is_a_middle() -> None:
    desk = Desk(League.NFL)
    desk.offer("fanduel", market("spread", -2.5, home=1.95, away=1.88))
    desk.offer("betmgm", market("spread", -2.5, home=1.94, away=1.88))
    desk.offer("draftkings", market("spread", -3.5, home=2.0, away=1.95))
    (found,) = desk.opportunities("middle")
    assert [(leg["selection"], leg["line"], leg["bookmaker"]) for leg in found["legs"]] == [
        ("home", -2.5, "fanduel"),
        ("away", 3.5, "draftkings"),
    ]
    assert 0.07 < found["hit_probability"] < 0.12
    assert found["profit"] > 0 > found["worst_branch"]
    desk.offer("draftkings", market("spread", -2.5, home=1.94, away=1.88))
    assert [each["reason"] for each in desk.opportunities("middle", "ended")] == ["withdrawn"]
