"""The best prices of each market that can be bet on."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from a1_gateway.snapshot.answers import BestMarket, BestSide
from a1_gateway.snapshot.best_prices import event_odds
from a1_schemas import fast
from a1_schemas.betting_odds import BettingOdds, OfferMarket
from a1_schemas.game_words import MarketPhase
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import EventStatus, MarketKey
from a1_testkit.canonical import an_event, an_offer

NOW = datetime(2026, 1, 8, 12, tzinfo=UTC)


def best_markets(
    *offers: BettingOdds, stale: tuple[str, ...] = (), status: EventStatus = EventStatus.SCHEDULED
) -> list[BestMarket]:
    event = msgspec.json.decode(an_event().model_dump_json(), type=fast.SportingEvent)
    read = [msgspec.json.decode(offer.model_dump_json(), type=fast.BettingOdds) for offer in offers]
    event = msgspec.structs.replace(event, status=status)
    return event_odds(event, read, lambda target: target not in stale).best


def best(*offers: BettingOdds, **more: Any) -> dict[tuple[str, object], BestSide]:
    return {(side.selection, side.line): side for market in best_markets(*offers, **more) for side in market.sides}


def phased(offer: BettingOdds, **fields: Any) -> BettingOdds:
    """The offer with these facts of its markets."""
    markets = tuple(OfferMarket.model_validate(market.model_dump() | fields) for market in offer.markets)
    return offer.model_copy(update={"markets": markets})


def test_the_highest_price_is_best_for_each_selection_by_itself():
    found = best(an_offer(bookmaker="a", prices=("1.91", "2.05")), an_offer(bookmaker="b", prices=("1.95", "1.99")))
    home, away = found["home", None], found["away", None]
    assert (home.bookmakers, home.price, home.next_best) == (["b"], 1.95, 1.91)
    assert (away.bookmakers, away.price, away.next_best) == (["a"], 2.05, 1.99)


def test_equal_prices_name_all_their_bookmakers():
    found = best(an_offer(bookmaker="z"), an_offer(bookmaker="a"))["home", None]
    assert (found.bookmakers, found.next_best) == (["a", "z"], None)


def test_equal_american_prices_are_equal_whatever_the_decimals():
    exact, rounded = an_offer(bookmaker="a", prices=("1.909091", "2")), an_offer(bookmaker="b", prices=("1.91", "2"))
    found = best(exact, rounded)["home", None]
    assert (found.american, found.bookmakers, found.next_best) == (-110, ["a", "b"], None)


def test_a_book_counts_once_by_its_direct_feed():
    relay = an_offer(prices=("2.5", "1.5"), target="espn/scoreboard/nba").model_copy(
        update={"provider": Provider.ESPN, "feed": "scoreboard"}
    )
    found = best(an_offer(), relay)["home", None]
    assert (found.price, found.bookmakers, found.next_best) == (1.91, ["draftkings"], None)
    assert best(an_offer(), relay, stale=("odds/odds/nba",))["home", None].price == 2.5


def test_of_two_feeds_of_one_provider_the_newest_price_of_a_book_counts():
    old = phased(an_offer(prices=("2.5", "1.5")), observed_at=NOW)
    new = phased(an_offer(prices=("1.8", "2.1")), observed_at=NOW + timedelta(minutes=1))
    new = new.model_copy(update={"feed": "event-odds"})
    assert best(old, new)["home", None].price == 1.8


@pytest.mark.parametrize(
    ("status", "phase", "is_best"),
    [
        (EventStatus.SCHEDULED, None, True),
        (EventStatus.SCHEDULED, MarketPhase.PREMATCH, True),
        (EventStatus.SCHEDULED, MarketPhase.LIVE, True),
        (EventStatus.SCHEDULED, MarketPhase.CLOSED, False),
        (EventStatus.LIVE, MarketPhase.PREMATCH, False),
        (EventStatus.LIVE, MarketPhase.LIVE, True),
        (EventStatus.LIVE, MarketPhase.CLOSED, False),
        (EventStatus.FINAL, MarketPhase.LIVE, False),
        (EventStatus.FINAL, MarketPhase.PREMATCH, False),
        (EventStatus.CANCELLED, None, False),
    ],
)
def test_only_what_can_be_bet_on_now_is_best(status: EventStatus, phase: MarketPhase | None, is_best: bool):
    assert bool(best(phased(an_offer(), phase=phase), status=status)) is is_best


def test_a_suspended_market_and_a_model_are_never_best():
    assert best_markets(phased(an_offer(), suspended=True), an_offer(bookmaker="numberfire")) == []


def test_other_lines_are_other_markets_and_both_sides_of_a_line_are_one():
    found = best_markets(
        an_offer(bookmaker="a", key=MarketKey.SPREAD, line="-3.5"),
        an_offer(bookmaker="b", key=MarketKey.SPREAD, line="-4", prices=("2.1", "1.8")),
    )
    lines = [(market.line, [(side.selection, side.line) for side in market.sides]) for market in found]
    assert lines == [(-4, [("away", 4), ("home", -4)]), (-3.5, [("away", 3.5), ("home", -3.5)])]


def test_the_hold_is_what_the_best_prices_leave_to_the_bookmakers():
    [market] = best_markets(
        an_offer(bookmaker="a", prices=("1.8", "2.1")), an_offer(bookmaker="b", prices=("2", "1.9"))
    )
    assert market.hold == round(1 - 1 / (1 / 2 + 1 / 2.1), 6)
    offer = an_offer()
    lone = offer.model_copy(
        update={"markets": (offer.markets[0].model_copy(update={"outcomes": offer.markets[0].outcomes[:1]}),)}
    )
    assert [market.hold for market in best_markets(lone)] == [None]


def test_what_pays_a_multiplier_has_no_best_price():
    offer = an_offer()
    pick = offer.markets[0].outcomes[0].model_copy(update={"price": None, "multiplier": Decimal("1.5")})
    assert best_markets(phased(offer, outcomes=(pick,))) == []


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
    assert best(stale, fresh, stale=("odds/odds/nba/dead",))["home", None].bookmakers == ["b"]
    alone = best(stale, stale=("odds/odds/nba/dead",))["home", None]
    assert (alone.bookmakers, alone.freshness) == (["a"], "stale")


def test_digits_leave_as_they_came():
    offer = an_offer(prices=("1.000001", "1000"))
    event = msgspec.json.decode(an_event().model_dump_json(), type=fast.SportingEvent)
    read = msgspec.json.decode(offer.model_dump_json(), type=fast.BettingOdds)
    body = msgspec.json.encode(event_odds(event, [read], lambda _: True))
    assert b'"price":1.000001,' in body
    assert b'"price":1000,' in body
