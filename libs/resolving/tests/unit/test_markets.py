"""Markets as they are served: what is on offer, its phase, its own time, and what is refused."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from a1_mappers.extracted import Complete
from a1_mappers.extracted_offers import Market, Offer, Price
from a1_mappers.written_prices import Opening, WrittenPrice
from a1_schemas.betting_odds import BettingOdds
from a1_schemas.game_words import MarketPhase
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import EventStatus, Kind, MarketKey, Period, RejectReason, Selection, SettlementScope

OFFERED = Complete((Kind.LISTINGS, Kind.ODDS))
START = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOME, AWAY, DRAW, OVER, UNDER = Selection.HOME, Selection.AWAY, Selection.DRAW, Selection.OVER, Selection.UNDER


def price(selection: Selection, decimal: str | None, line: str | None = None, **more: object) -> Price:
    found = None if decimal is None else Decimal(decimal)
    return Price(selection, None if line is None else Decimal(line), found, **more)  # type: ignore[arg-type]


def offered(*markets: Market, book: str = "draftkings", name: str = "DraftKings") -> Offer:
    return Offer(contest_id="x", league="nba", bookmaker=book, bookmaker_name=name, markets=markets)


def market(key: MarketKey, *prices: Price, **more: object) -> Market:
    return Market(key=key, native_key=str(key), outcomes=prices, **more)  # type: ignore[arg-type]


def odds_of(league) -> BettingOdds:
    [found] = league.living(Kind.ODDS).values()
    return found


def test_what_the_provider_wrote_is_kept_and_the_other_form_is_derived(league, contest) -> None:
    written = (Price(HOME, None, Decimal("1.003333"), american=-30000), price(AWAY, "41"))
    league.see(Provider.ODDS, contest("x"), offered(market(MarketKey.MONEYLINE, *written)), OFFERED)
    [found] = odds_of(league).markets
    assert [(each.selection, each.price, each.american) for each in found.outcomes] == [
        (AWAY, Decimal(41), 4000),
        (HOME, Decimal("1.003333"), -30000),
    ]


def test_sides_whose_lines_exclude_each_other_are_refused_and_their_neighbours_stand(league, contest) -> None:
    both_plus = market(MarketKey.SPREAD, price(HOME, "2", "1"), price(AWAY, "1.9", "1"))
    total = market(MarketKey.TOTAL, price(OVER, "1.9", "40"), price(UNDER, "1.9", "40"))
    outcome = league.see(Provider.ODDS, contest("x"), offered(both_plus, total), OFFERED)
    assert outcome.rejects == {RejectReason.INVALID_LINE: 1}
    assert [each.key for each in odds_of(league).markets] == [MarketKey.TOTAL]


def test_markets_that_share_their_outcomes_keep_their_own_period_and_scope(league, contest) -> None:
    prices = (price(HOME, "2"), price(AWAY, "1.9"))
    found = [
        {"period": period, "scope": scope}
        for period in (Period.FIRST_HALF, Period.GAME)
        for scope in (SettlementScope.INCLUDING_OVERTIME, SettlementScope.REGULATION)
    ]
    markets = [Market(key=MarketKey.MONEYLINE, native_key="h2h", outcomes=prices, **each) for each in found]
    league.see(Provider.ODDS, contest("x"), offered(*markets), OFFERED)
    served = odds_of(league).markets
    assert [{"period": each.period, "scope": each.scope} for each in served] == found
    assert {tuple((one.selection, one.price) for one in each.outcomes) for each in served} == {
        ((AWAY, Decimal("1.9")), (HOME, Decimal(2)))
    }


def test_totals_without_a_line_in_common_are_refused(league, contest) -> None:
    apart = market(MarketKey.TOTAL, price(OVER, "1.9", "40"), price(UNDER, "1.9", "41"))
    outcome = league.see(Provider.ODDS, contest("x"), offered(apart), OFFERED)
    assert outcome.rejects == {RejectReason.INVALID_LINE: 1}
    assert league.living(Kind.ODDS) == {}


def test_a_selection_at_two_prices_is_refused_with_both_and_neither_is_served(league, contest) -> None:
    first = market(MarketKey.MONEYLINE, price(HOME, "1.9"), price(AWAY, "2"))
    second = market(MarketKey.MONEYLINE, price(HOME, "1.8"), price(AWAY, "2"))
    outcome = league.see(Provider.ODDS, contest("x"), offered(first, second), OFFERED)
    [reject] = outcome.refused
    assert (reject.reason, reject.path) == (RejectReason.DUPLICATE_RECORD, "x")
    assert reject.detail == "draftkings: moneyline game home: 1.9 and 1.8"
    [found] = odds_of(league).markets
    assert [(each.selection, each.price) for each in found.outcomes] == [(AWAY, Decimal(2))]
    assert found.complete is False


def test_a_three_way_market_without_its_draw_is_incomplete(league, contest) -> None:
    whole = market(MarketKey.MONEYLINE_3_WAY, price(HOME, "2"), price(DRAW, "3"), price(AWAY, "4"))
    league.see(Provider.ODDS, contest("x"), offered(whole), OFFERED)
    assert [each.complete for each in odds_of(league).markets] == [True]
    lacking = market(MarketKey.MONEYLINE_3_WAY, price(HOME, "2"), price(AWAY, "4"))
    league.see(Provider.ODDS, contest("x"), offered(lacking), OFFERED, minutes=1)
    assert [each.complete for each in odds_of(league).markets] == [False]


def test_an_opening_price_alone_is_no_offer_and_is_a_fact_beside_a_present_one(league, contest) -> None:
    opening = Opening(Decimal("-2.5"), WrittenPrice(Decimal("1.9")))
    shut = market(MarketKey.MONEYLINE, price(HOME, None, opening=Opening(None, WrittenPrice(Decimal(2)))))
    spread = market(
        MarketKey.SPREAD,
        price(HOME, "1.8", "-3", opening=opening, native_id="7", limit=Decimal(500)),
        price(AWAY, "2", "3"),
    )
    league.see(Provider.ESPN, contest("x"), offered(shut, spread), OFFERED)
    [found] = odds_of(league).markets
    assert (found.key, found.main) == (MarketKey.SPREAD, True)
    home = found.outcomes[1]
    assert (home.native_id, home.limit, home.link) == ("7", Decimal(500), None)
    assert home.opening is not None
    assert (home.opening.line, home.opening.price) == (Decimal("-2.5"), Decimal("1.9"))


@pytest.mark.parametrize(
    ("status", "minutes", "name", "phase"),
    [
        (None, None, "DraftKings", MarketPhase.PREMATCH),
        (None, -1, "DraftKings", MarketPhase.PREMATCH),
        (None, 0, "DraftKings", MarketPhase.LIVE),
        (EventStatus.SCHEDULED, None, "DraftKings", MarketPhase.PREMATCH),
        (EventStatus.LIVE, None, "DraftKings", MarketPhase.CLOSED),
        (EventStatus.LIVE, None, "ESPN BET - Live Odds", MarketPhase.LIVE),
        (EventStatus.LIVE, -1, "DraftKings", MarketPhase.PREMATCH),
        (EventStatus.LIVE, 1, "DraftKings", MarketPhase.LIVE),
        (EventStatus.POSTPONED, None, "DraftKings", MarketPhase.PREMATCH),
        (EventStatus.FINAL, 1, "ESPN BET - Live Odds", MarketPhase.CLOSED),
        (EventStatus.CANCELLED, None, "DraftKings", MarketPhase.CLOSED),
    ],
)
def test_the_phase_follows_from_the_time_of_the_price_and_the_state_of_the_game(
    league, contest, status: EventStatus | None, minutes: int | None, name: str, phase: MarketPhase
) -> None:
    at = None if minutes is None else START + timedelta(minutes=minutes)
    both = market(MarketKey.MONEYLINE, price(HOME, "1.9"), price(AWAY, "2"), observed_at=at)
    game = contest("x", start=START, status=status)
    league.see(Provider.ESPN, game, offered(both, name=name), OFFERED)
    [found] = odds_of(league).markets
    assert (found.phase, found.observed_at) == (phase, at)


def test_offers_close_when_another_body_of_their_provider_says_that_the_game_is_over(league, contest) -> None:
    both = market(MarketKey.MONEYLINE, price(HOME, "1.9"), price(AWAY, "2"))
    league.see(Provider.ESPN, contest("x", start=START), offered(both), OFFERED, target="espn/core/nba/x")
    assert [each.phase for each in odds_of(league).markets] == [MarketPhase.PREMATCH]
    final = contest("x", start=START, status=EventStatus.FINAL)
    league.see(Provider.ESPN, final, target="espn/summary/nba/x", minutes=300)
    assert [each.phase for each in odds_of(league).markets] == [MarketPhase.CLOSED]
