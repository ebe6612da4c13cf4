"""Fair prices: which books make them, what they say, and how they are sealed."""

from typing import Any

import pytest

from a1_analysis.fair import recomputed
from a1_schemas.analytics_words import AnalyticsKind, DevigMethod
from a1_schemas.fair_price import FairPrice
from a1_schemas.vocabulary import Kind

from .conftest import GAME, NOON, Desk, market


def fair(desk: Desk) -> list[dict[str, Any]]:
    return desk.records(AnalyticsKind.FAIR)


def test_two_books_make_a_fair_price_without_their_margins(desk: Desk) -> None:
    desk.offer("draftkings", market(home=1.8, away=2.1))
    desk.offer("fanduel", market(home=1.8, away=2.1))
    (record,) = fair(desk)
    assert [each["selection"] for each in record["fair"]] == ["home", "away"]
    assert sum(each["probability"] for each in record["fair"]) == pytest.approx(1, abs=1e-9)
    assert record["fair"][0]["probability"] == pytest.approx(0.53972, abs=1e-5)
    assert record["overround"] == pytest.approx(1 / 1.8 + 1 / 2.1 - 1)
    assert [each["version"] for each in record["inputs"]] == [1, 2]


def test_a_record_is_the_message_of_its_topic(desk: Desk) -> None:
    desk.offer("draftkings", market("spread", 3.5, home=1.8, away=2.1))
    desk.offer("fanduel", market("alternate-spread", 3.5, home=1.85, away=2.05))
    (output,) = [each for each in desk.outputs if each.kind is AnalyticsKind.FAIR]
    message = FairPrice.model_validate_json(output.value or b"")
    assert message.model_dump_json().encode() == output.value
    assert output.key == f"{message.event_id}|{message.id}"
    assert (message.market, message.line, message.version) == ("spread", 3.5, sum(output.causes.values()) + 1)


def test_one_book_alone_makes_no_fair_price(desk: Desk) -> None:
    desk.offer("draftkings", market("spread", 3.5, home=1.8, away=2.1))
    assert fair(desk) == []


def test_of_the_winner_it_is_said_why_there_is_no_fair_price(desk: Desk) -> None:
    desk.offer("draftkings", market(home=1.8, away=2.1))
    (record,) = fair(desk)
    assert (record["fair"], record["reason"]) == ([], "books-too-few")
    assert [each["bookmaker"] for each in record["inputs"]] == ["draftkings"]


def test_a_fair_price_that_loses_its_books_says_so(desk: Desk) -> None:
    desk.offer("draftkings", market(home=1.8, away=2.1))
    desk.offer("fanduel", market(home=1.8, away=2.1))
    desk.offer("fanduel", market(home=1.8, away=2.1) | {"suspended": True})
    (record,) = fair(desk)
    assert (record["fair"], record["reason"]) == ([], "books-too-few")
    assert record["refused"] == [{"provider": "odds", "bookmaker": "fanduel", "reason": "quote-suspended"}]


def test_what_had_no_price_at_the_start_is_sealed_as_such(desk: Desk) -> None:
    desk.offer("draftkings", market(home=1.8, away=2.1))
    desk.event("live")
    (record,) = fair(desk)
    assert (record["fair"], record["reason"], record["closed"]) == ([], "books-too-few", True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"suspended": True}, "quote-suspended"),
        ({"phase": "closed"}, "market-closed"),
        ({"phase": "live"}, "phase-mismatch"),
        ({"outcomes": [{"selection": "home", "line": None, "price": 1.8, "american": None}]}, "market-incomplete"),
    ],
)
def test_a_quote_that_cannot_be_taken_is_left_out_for_its_reason(
    desk: Desk, change: dict[str, object], reason: str
) -> None:
    for book in ("draftkings", "fanduel"):
        desk.offer(book, market(home=1.8, away=2.1))
    desk.offer("betmgm", market(home=1.8, away=2.1) | change)
    (record,) = fair(desk)
    assert record["refused"] == [{"provider": "odds", "bookmaker": "betmgm", "reason": reason}]
    assert [each["bookmaker"] for each in record["inputs"]] == ["draftkings", "fanduel"]


def test_an_old_quote_is_left_out_when_the_league_has_moved_past_its_age(desk: Desk) -> None:
    desk.offer("betmgm", market(home=1.8, away=2.1))
    desk.wait(600)
    for book in ("draftkings", "fanduel"):
        desk.offer(book, market(home=1.8, away=2.1))
    assert fair(desk)[0]["refused"] == []
    desk.wait(301)
    desk.source()
    (record,) = fair(desk)
    assert record["refused"] == [{"provider": "odds", "bookmaker": "betmgm", "reason": "quote-stale"}]


def test_a_quote_of_a_source_that_is_down_is_left_out(desk: Desk) -> None:
    for book in ("draftkings", "fanduel", "betmgm"):
        desk.offer(book, market(home=1.8, away=2.1))
    desk.source(state="down")
    assert {each["reason"] for each in fair(desk)[0]["refused"]} == {"source-down"}


def test_an_outlier_of_three_books_is_left_out(desk: Desk) -> None:
    desk.offer("betmgm", market(home=2.0, away=1.9))
    for book in ("draftkings", "fanduel"):
        desk.offer(book, market(home=1.8, away=2.1))
    assert [each["reason"] for each in fair(desk)[0]["refused"]] == ["outlier"]


def test_a_game_whose_listing_is_under_review_gives_no_price(desk: Desk) -> None:
    for book in ("draftkings", "fanduel"):
        desk.offer(book, market(home=1.8, away=2.1))
    listing = {"provider": "odds", "native_id": "1", "method": "review", "confidence": 0.7}
    desk.event(sources=[listing])
    assert {each["reason"] for each in fair(desk)[0]["refused"]} == {"event-unconfirmed"}


def test_the_last_fair_price_before_the_start_is_sealed(desk: Desk) -> None:
    for book in ("draftkings", "fanduel"):
        desk.offer(book, market(home=1.8, away=2.1))
    (before,) = fair(desk)
    desk.wait(7200)
    desk.offer("fanduel", market(home=1.2, away=5.1) | {"phase": "live"})
    (sealed,) = fair(desk)
    assert sealed["fair"] == before["fair"]
    assert (sealed["closed"], sealed["sealed_at"]) == (True, "2026-11-25T14:00:00Z")
    desk.wait(10)
    assert [each for each in desk.event("live") if each.kind is AnalyticsKind.FAIR] == []


def test_a_game_that_is_gone_takes_its_records_with_it(desk: Desk) -> None:
    for book in ("draftkings", "fanduel"):
        desk.offer(book, market(home=1.8, away=2.1))
    outputs = desk.take(Kind.EVENTS, GAME, None)
    assert [each.value for each in outputs if each.kind is AnalyticsKind.FAIR] == [None]
    assert [each["now"] for each in desk.records(AnalyticsKind.REFUSALS)] == [0]


def test_a_ladder_of_a_player_has_a_fair_price_a_line(desk: Desk) -> None:
    desk.prop("draftkings", 24.5, 1.8, 2.0)
    desk.prop("fanduel", 24.5, 1.83, 1.95)
    desk.prop("betmgm", 24.5, 1.83, None)
    (record,) = fair(desk)
    assert (record["market"], record["player_name"], record["stat_type"]) == ("player-prop", "A Player", "points")
    assert record["line"] == 24.5
    assert record["refused"] == [{"provider": "odds", "bookmaker": "betmgm", "reason": "market-incomplete"}]


def test_the_inputs_give_the_published_numbers_again(desk: Desk) -> None:
    desk.offer("draftkings", market(home=1.8, away=2.1))
    desk.offer("fanduel", market(home=1.85, away=2.05))
    (entry,) = desk.state.ledger.game(GAME).fair.values()
    assert recomputed(entry.message.inputs, DevigMethod.ODDS_RATIO) == (entry.message.fair, entry.message.overround)


def test_a_fair_price_is_valid_until_its_first_quote_is_too_old(desk: Desk) -> None:
    desk.offer("draftkings", market(home=1.8, away=2.1), age_s=60)
    desk.offer("fanduel", market(home=1.85, away=2.05))
    assert desk.now == NOON
    assert fair(desk)[0]["valid_until"] == "2026-11-25T12:14:00Z"
