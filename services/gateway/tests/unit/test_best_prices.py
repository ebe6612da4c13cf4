"""The best price for each selection."""

import msgspec

from a1_gateway.snapshot.answers import BestPrice
from a1_gateway.snapshot.best_prices import event_odds
from a1_schemas import fast
from a1_schemas.betting_odds import BettingOdds
from a1_schemas.vocabulary import MarketKey
from a1_testkit.canonical import an_event, an_offer


def best(*offers: BettingOdds, stale: tuple[str, ...] = ()) -> dict[tuple[str, object], BestPrice]:
    event = msgspec.json.decode(an_event().model_dump_json(), type=fast.SportingEvent)
    read = [msgspec.json.decode(offer.model_dump_json(), type=fast.BettingOdds) for offer in offers]
    odds = event_odds(event, read, lambda target: target not in stale)
    return {(row.selection, row.line): row for row in odds.best}


def test_the_highest_price_is_best_for_each_selection_by_itself():
    found = best(an_offer(bookmaker="a", prices=("1.91", "2.05")), an_offer(bookmaker="b", prices=("1.95", "1.99")))
    assert (found["home", None].bookmaker, found["home", None].price) == ("b", 1.95)
    assert (found["away", None].bookmaker, found["away", None].price) == ("a", 2.05)


def test_of_equal_prices_the_first_name_is_best():
    assert best(an_offer(bookmaker="z"), an_offer(bookmaker="a"))["home", None].bookmaker == "a"


def test_other_lines_are_other_bets():
    found = best(
        an_offer(bookmaker="a", key=MarketKey.SPREAD, line="-3.5"),
        an_offer(bookmaker="b", key=MarketKey.SPREAD, line="-4", prices=("2.1", "1.8")),
    )
    assert set(found) == {("home", -3.5), ("away", 3.5), ("home", -4), ("away", 4)}


def test_to_lay_the_lowest_price_is_best():
    lay = MarketKey.MONEYLINE_LAY
    found = best(
        an_offer(bookmaker="a", key=lay, prices=("1.9", "2.1")), an_offer(bookmaker="b", key=lay, prices=("2", "2"))
    )
    assert found["home", None].price == 1.9
    assert found["away", None].price == 2


def test_a_stale_offer_is_best_only_where_no_fresh_one_is():
    stale = an_offer(bookmaker="a", prices=("9", "9"), target="odds/odds/nba/dead")
    fresh = an_offer(bookmaker="b")
    assert best(stale, fresh, stale=("odds/odds/nba/dead",))["home", None].bookmaker == "b"
    alone = best(stale, stale=("odds/odds/nba/dead",))["home", None]
    assert (alone.bookmaker, alone.freshness) == ("a", "stale")


def test_digits_leave_as_they_came():
    offer = an_offer(prices=("1.000001", "1000"))
    event = msgspec.json.decode(an_event().model_dump_json(), type=fast.SportingEvent)
    read = msgspec.json.decode(offer.model_dump_json(), type=fast.BettingOdds)
    body = msgspec.json.encode(event_odds(event, [read], lambda _: True))
    assert b'"price":1.000001,' in body
    assert b'"price":1000,' in body
