"""ESPN's odds in the shapes of each year."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from a1_mappers.extracted import Extracted, Reject
from a1_mappers.extracted_offers import Market, Offer
from a1_mappers.written_prices import Opening, WrittenPrice
from a1_schemas.vocabulary import MarketKey, RejectReason, Selection, SettlementScope

Event = Callable[..., dict[str, Any]]
Read = Callable[..., list[Extracted]]


def markets(read: Read, event: Event, entry: dict[str, Any], **asked: Any) -> dict[MarketKey, Market]:
    offers = [
        each for each in read("scoreboard", {"events": [event(odds=[entry])]}, **asked) if isinstance(each, Offer)
    ]
    return {market.key: market for offer in offers for market in offer.markets}


def priced(market: Market) -> dict[Selection, tuple[Decimal | None, Decimal | None]]:
    return {outcome.selection: (outcome.line, outcome.price) for outcome in market.outcomes}


def test_blocks_by_market_give_the_closing_line_with_the_closing_price(read: Read, event: Event) -> None:
    found = markets(
        read,
        event,
        {
            "provider": {"id": "100", "name": "Draft Kings"},
            "moneyline": {
                "home": {"close": {"odds": "-170"}, "open": {"odds": "-155"}},
                "away": {"open": {"odds": "EVEN"}},
            },
            "pointSpread": {
                "home": {"close": {"line": "-3", "odds": "-120"}, "open": {"line": "-2.5", "odds": "-110"}}
            },
            "total": {"over": {"close": {"line": "o40.5", "odds": "-115"}}, "under": {"close": {"line": "u40.5"}}},
        },
    )
    assert priced(found[MarketKey.MONEYLINE]) == {
        Selection.HOME: (None, Decimal("1.588235")),
        Selection.AWAY: (None, None),
    }
    opening = {outcome.selection: outcome.opening for outcome in found[MarketKey.MONEYLINE].outcomes}
    assert opening == {
        Selection.HOME: Opening(None, WrittenPrice(Decimal("1.645161"), -155)),
        Selection.AWAY: Opening(None, WrittenPrice(Decimal(2), 100)),
    }
    assert priced(found[MarketKey.SPREAD]) == {Selection.HOME: (Decimal(-3), Decimal("1.833333"))}
    assert priced(found[MarketKey.TOTAL]) == {Selection.OVER: (Decimal("40.5"), Decimal("1.869565"))}


def test_figures_by_moment_keep_line_and_price_of_one_moment_together(read: Read, event: Event) -> None:
    opening = {"pointSpread": {"american": "+1.5"}, "spread": {"american": "EVEN", "decimal": 2.0}}
    closing = {"pointSpread": {"american": "+2.5"}}
    found = markets(
        read,
        event,
        {
            "provider": {"id": "58"},
            "spread": 1.5,
            "homeTeamOdds": {"open": opening, "close": closing},
            "open": {"over": {"american": "-110"}, "total": {"value": 1.909, "american": "56.5"}},
        },
    )
    assert priced(found[MarketKey.SPREAD]) == {Selection.HOME: (Decimal("1.5"), None)}
    (home,) = found[MarketKey.SPREAD].outcomes
    assert home.opening == Opening(Decimal("1.5"), WrittenPrice(Decimal(2), 100))
    assert priced(found[MarketKey.TOTAL]) == {Selection.OVER: (Decimal("56.5"), None)}


def test_what_the_present_block_says_is_off_is_not_on_offer_whatever_it_opened_at(read: Read, event: Event) -> None:
    """A live book without a moneyline: the opening one is not offered."""
    line = {"pointSpread": {"american": "-1.5"}}
    opening, current = {"moneyLine": "-190", "spread": "-120"}, {"moneyLine": "OFF", "spread": "-130"}
    live = {"moneyLine": -190, "open": line | opening, "current": line | current}
    found = markets(read, event, {"provider": {"id": "59", "name": "ESPN BET - Live Odds"}, "homeTeamOdds": live})
    assert priced(found[MarketKey.MONEYLINE]) == {Selection.HOME: (None, None)}
    assert priced(found[MarketKey.SPREAD]) == {Selection.HOME: (Decimal("-1.5"), Decimal("1.769231"))}
    assert [outcome.american for outcome in found[MarketKey.SPREAD].outcomes] == [-130]


def test_soccer_is_ninety_minutes_in_every_market(read: Read, event: Event) -> None:
    entry = {"provider": {"id": "45"}, "homeTeamOdds": {"moneyLine": 138, "spreadOdds": -110}, "spread": -0.5}
    board = {"events": [event(uid="s:600~l:770~e:401", odds=[entry | {"overUnder": 2.5, "overOdds": -105}])]}
    (offer,) = [each for each in read("scoreboard", board, league="mls") if isinstance(each, Offer)]
    assert {market.scope for market in offer.markets} == {SettlementScope.REGULATION}
    assert len(offer.markets) == 3


def test_the_spread_is_that_of_the_home_side(read: Read, event: Event) -> None:
    found = markets(
        read,
        event,
        {
            "provider": {"id": "1002"},
            "spread": -5.5,
            "homeTeamOdds": {"spreadOdds": -110},
            "awayTeamOdds": {"spreadOdds": -105},
        },
    )
    lines = {selection: line for selection, (line, _) in priced(found[MarketKey.SPREAD]).items()}
    assert lines == {Selection.HOME: Decimal("-5.5"), Selection.AWAY: Decimal("5.5")}


def test_bet365_writes_fractions_by_bet(read: Read, event: Event) -> None:
    bets = {
        "preMatchMoneyLineHome": {"value": "4/6"},
        "preMatchMoneyLineAway": {"value": "5/4"},
        "preMatchSpreadHandicapHome": {"value": "-2.5"},
        "preMatchSpreadHome": {"value": "10/11"},
        "preMatchTotalHandicap": {"value": "46.5"},
        "preMatchTotalUnder": {"value": "1/1"},
    }
    found = markets(read, event, {"provider": {"id": "2000"}, "bettingOdds": {"teamOdds": bets}})
    assert priced(found[MarketKey.MONEYLINE])[Selection.AWAY] == (None, Decimal("2.25"))
    assert priced(found[MarketKey.SPREAD]) == {Selection.HOME: (Decimal("-2.5"), Decimal("1.909091"))}
    assert priced(found[MarketKey.TOTAL]) == {Selection.UNDER: (Decimal("46.5"), Decimal(2))}


def test_text_percentages_and_zero_are_no_price(read: Read, event: Event) -> None:
    entry = {
        "provider": {"id": "1003"},
        "details": "OWL -155",
        "overUnder": 0.0,
        "homeTeamOdds": {"moneyLine": 0, "moneyLineOdds": 76.2, "spreadOdds": 49.35},
        "awayTeamOdds": {"moneyLine": "OFF"},
    }
    assert markets(read, event, entry) == {}


def test_a_price_without_its_line_is_signalled(read: Read, event: Event) -> None:
    odds = [{"provider": {"id": "1004"}, "homeTeamOdds": {"spreadOdds": -137}}]
    rejects = [each for each in read("scoreboard", {"events": [event(odds=odds)]}) if isinstance(each, Reject)]
    assert [reject.reason for reject in rejects] == [RejectReason.INVALID_LINE]


def test_a_moneyline_of_soccer_is_three_way_even_where_the_draw_is_missing(read: Read, event: Event) -> None:
    odds = [{"provider": {"id": "45"}, "homeTeamOdds": {"moneyLine": 138}}]
    board = {"events": [event(uid="s:600~l:770~e:401", odds=odds)]}
    (offer,) = [each for each in read("scoreboard", board, league="mls") if isinstance(each, Offer)]
    (market,) = offer.markets
    assert (market.key, market.scope) == (MarketKey.MONEYLINE_3_WAY, SettlementScope.REGULATION)


def test_a_book_is_told_by_its_id_and_an_unknown_one_keeps_it(read: Read, event: Event) -> None:
    line = {"homeTeamOdds": {"moneyLine": -110}}
    odds = [
        line | {"provider": {"id": "100", "name": "Draft Kings"}},
        line | {"provider": {"id": "59", "name": "ESPN BET - Live Odds"}},
    ]
    offers = [each for each in read("scoreboard", {"events": [event(odds=odds)]}) if isinstance(each, Offer)]
    assert [offer.bookmaker for offer in offers] == ["draftkings", "espn-59"]
