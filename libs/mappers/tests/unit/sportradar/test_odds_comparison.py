"""Sportradar's Odds Comparison: bookmakers, formats and removed prices."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from a1_mappers.extracted import Contest, Extracted, Reject
from a1_mappers.extracted_offers import Market, Offer
from a1_schemas.vocabulary import MarketKey, RejectReason, Selection, SettlementScope

Build = Callable[..., dict[str, Any]]
Read = Callable[..., list[Extracted]]


def book(book_id: str, *outcomes: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"id": f"sr:book:{book_id}", "name": "A Book", "outcomes": list(outcomes)} | fields


def read_markets(read: Read, match: Build, *markets: dict[str, Any]) -> list[Extracted]:
    return read("odds-comparison", match() | {"markets": list(markets)}, league="epl")


def offered(extracted: list[Extracted]) -> dict[str, tuple[Market, ...]]:
    return {each.bookmaker: each.markets for each in extracted if isinstance(each, Offer)}


def test_prices_are_read_in_every_format(read: Read, match: Build) -> None:
    for written in ({"odds": "+145"}, {"odds": "2.450"}, {"odds": "29/20"}, {"odds_decimal": "2.450"}):
        market = {"name": "2way", "books": [book("6", {"type": "home"} | written)]}
        ((told,),) = offered(read_markets(read, match, market)).values()
        assert told.outcomes[0].price == Decimal("2.45"), written


def test_overtime_is_told_by_the_markets_number(read: Read, match: Build) -> None:
    outcome = {"type": "over", "total": "48.5", "odds_american": "-110"}
    markets = [{"id": f"sr:market:{number}", "books": [book(number, outcome)]} for number in ("18", "225")]
    found = offered(read_markets(read, match, *markets))
    assert [market.scope for markets in found.values() for market in markets] == [
        SettlementScope.REGULATION,
        SettlementScope.INCLUDING_OVERTIME,
    ]


def test_an_exchange_offers_back_and_lay_as_two_markets(read: Read, match: Build) -> None:
    outcomes = (
        {"type": "home", "back_odds": "-120", "lay_odds": "-119"},
        {"type": "away", "back_odds": "+118", "lay_odds": "N/A"},
    )
    (markets,) = offered(read_markets(read, match, {"name": "2way", "books": [book("252", *outcomes)]})).values()
    assert [(market.key, len(market.outcomes)) for market in markets] == [
        (MarketKey.MONEYLINE, 2),
        (MarketKey.MONEYLINE_LAY, 1),
    ]


def test_what_is_removed_is_not_offered(read: Read, match: Build) -> None:
    priced = {"type": "home", "odds_decimal": "1.90"}
    books = [book("6", priced, removed=True), book("7", priced | {"removed": True}), book("74", priced)]
    assert list(offered(read_markets(read, match, {"name": "2way", "books": books}))) == ["bet365"]


def test_a_book_of_several_countries_is_one(read: Read, match: Build) -> None:
    spread = {"type": "home", "spread": "-1.5", "odds": "1.90"}
    books = [book("6565", spread, countryCode="GR"), book("6565", spread, countryCode="CY")]
    (markets,) = offered(read_markets(read, match, {"name": "spread", "books": books})).values()
    assert [(outcome.selection, outcome.line) for outcome in markets[0].outcomes] == [(Selection.HOME, Decimal("-1.5"))]


def test_an_unknown_market_costs_no_other(read: Read, match: Build) -> None:
    markets = [
        {"name": "corners", "books": []},
        {"name": "3way", "books": [book("6", {"type": "draw", "odds": "+290"})]},
    ]
    extracted = read_markets(read, match, *markets)
    assert [each.reason for each in extracted if isinstance(each, Reject)] == [RejectReason.UNKNOWN_MARKET]
    assert offered(extracted)["unibet"][0].key is MarketKey.MONEYLINE_3_WAY


def test_games_known_by_ids_alone_are_joined_by_them(read: Read) -> None:
    body = {"games": [{"gameId": "0022400913", "sr_id": "sr:match:52632103", "homeTeamId": "1", "markets": []}]}
    (contest,) = [each for each in read("odds-comparison", body) if isinstance(each, Contest)]
    assert not contest.is_named
    assert contest.also_ids == ("0022400913", "sr:52632103")


def test_an_outright_is_one_offer_of_a_book_on_all_who_may_win(read: Read) -> None:
    competitors = [
        {"id": f"sr:competitor:{number}", "name": name, "books": [{"id": "sr:book:6", "odds": odds}]}
        for number, name, odds in ((1, "Shelby Owls", "5/2"), (2, "Springfield Foxes", "9/2"))
    ]
    body = {"outrights": [{"id": 1561, "tournament_id": "sr:tournament:31", "competitors": competitors}]}
    (offer,) = [each for each in read("odds-comparison", body, league="nfl") if isinstance(each, Offer)]
    (market,) = offer.markets
    assert market.key is MarketKey.OUTRIGHT
    assert [(outcome.competitor, outcome.price) for outcome in market.outcomes] == [
        ("Shelby Owls", Decimal("3.5")),
        ("Springfield Foxes", Decimal("5.5")),
    ]
