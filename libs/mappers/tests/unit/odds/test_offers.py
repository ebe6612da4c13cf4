"""Offers: the selection of each price, its format, and pieces that are not decoded again."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from a1_mappers.extracted import Complete, Contest, Extracted, Reject, Unchanged
from a1_mappers.extracted_offers import Market, Offer, Price
from a1_mappers.memory import PieceMemory
from a1_schemas.vocabulary import Kind, MarketKey, Period, RejectReason, Selection, SettlementScope

Read = Callable[..., list[Extracted]]
Build = Callable[..., dict[str, Any]]
HOME, AWAY = "Shelby Owls", "Springfield Foxes"


def offers_in(extracted: list[Extracted]) -> list[Offer]:
    return [item for item in extracted if isinstance(item, Offer)]


def rejects_in(extracted: list[Extracted]) -> list[RejectReason]:
    return [item.reason for item in extracted if isinstance(item, Reject)]


def only_market(extracted: list[Extracted]) -> Market:
    (offer,) = offers_in(extracted)
    (market,) = offer.markets
    return market


def test_an_outcome_is_told_by_its_name_not_by_its_place(read: Read, event: Build, book: Build, outcome: Build) -> None:
    extracted = read([event(book(h2h=[outcome(AWAY, 2.1), outcome(HOME, 1.8)]))])
    assert only_market(extracted).outcomes == (
        Price(Selection.AWAY, None, Decimal("2.1")),
        Price(Selection.HOME, None, Decimal("1.8")),
    )


def test_with_a_draw_it_is_another_market_that_overtime_does_not_count_for(
    read: Read, event: Build, book: Build, outcome: Build
) -> None:
    two_way = book("two", h2h=[outcome(HOME, 1.8), outcome(AWAY, 2.1)])
    three_way = book("three", h2h=[outcome(HOME, 2.2), outcome(AWAY, 2.9), outcome("Draw", 3.4)])
    first, second = offers_in(read([event(two_way, three_way)]))
    assert (first.markets[0].key, first.markets[0].scope) == (
        MarketKey.MONEYLINE,
        SettlementScope.INCLUDING_OVERTIME,
    )
    assert (second.markets[0].key, second.markets[0].scope) == (MarketKey.MONEYLINE_3_WAY, SettlementScope.REGULATION)


def test_what_can_be_laid_is_no_price_to_back_at(read: Read, event: Build, book: Build, outcome: Build) -> None:
    extracted = read([event(book(h2h_lay=[outcome(HOME, 1.9), outcome(AWAY, 950)]))])
    assert only_market(extracted).key is MarketKey.MONEYLINE_LAY


def test_each_side_of_a_spread_keeps_its_own_line(read: Read, event: Build, book: Build, outcome: Build) -> None:
    extracted = read([event(book(spreads=[outcome(HOME, 1.9, point=-3.5), outcome(AWAY, 1.9, point=3.5)]))])
    assert [each.line for each in only_market(extracted).outcomes] == [Decimal("-3.5"), Decimal("3.5")]


@pytest.mark.parametrize("point", [{}, {"point": None}, {"point": 3.14}])
def test_a_price_whose_line_is_unreadable_is_signalled_and_has_none(
    read: Read, event: Build, book: Build, outcome: Build, point: dict[str, float | None]
) -> None:
    extracted = read([event(book(spreads=[outcome(HOME, 1.9, **point)]))])
    assert rejects_in(extracted) == [RejectReason.INVALID_LINE]
    (price,) = only_market(extracted).outcomes
    assert (price.selection, price.line, price.price) == (Selection.HOME, None, Decimal("1.9"))


@pytest.mark.parametrize(
    ("key", "market", "period"),
    [
        ("h2h_h1", MarketKey.MONEYLINE, Period.FIRST_HALF),
        ("h2h_3_way_p2", MarketKey.MONEYLINE_3_WAY, Period.SECOND_PERIOD),
        ("h2h_1st_5_innings", MarketKey.MONEYLINE, Period.FIRST_5_INNINGS),
        ("h2h", MarketKey.MONEYLINE, Period.GAME),
    ],
)
def test_a_suffix_says_which_part_of_the_game_is_bet_on(
    read: Read, event: Build, book: Build, outcome: Build, key: str, market: MarketKey, period: Period
) -> None:
    found = only_market(read([event(book(**{key: [outcome(HOME, 1.8), outcome(AWAY, 2.1)]}))]))
    assert (found.key, found.period) == (market, period)


def test_a_team_total_is_of_the_team_that_it_describes(read: Read, event: Build, book: Build, outcome: Build) -> None:
    outcomes = [
        outcome("Over", 1.9, point=110.5, description=AWAY),
        outcome("Under", 1.9, point=99.5, description=HOME),
    ]
    found = only_market(read(event(book(team_totals=outcomes)), feed="event-odds"))
    assert [each.selection for each in found.outcomes] == [Selection.AWAY_OVER, Selection.HOME_UNDER]


def test_an_unknown_market_is_refused_and_costs_no_other(read: Read, event: Build, book: Build, outcome: Build) -> None:
    extracted = read([event(book(h2h_after_midnight=[outcome(HOME, 2)], h2h=[outcome(HOME, 1.8), outcome(AWAY, 2.1)]))])
    assert rejects_in(extracted) == [RejectReason.UNKNOWN_MARKET]
    assert only_market(extracted).key is MarketKey.MONEYLINE


def test_an_unknown_side_is_refused_and_costs_no_other(read: Read, event: Build, book: Build, outcome: Build) -> None:
    extracted = read([event(book(h2h=[outcome("Somebody else", 2.5), outcome(AWAY, 2.1)]))])
    assert rejects_in(extracted) == [RejectReason.UNKNOWN_SELECTION]
    assert [each.selection for each in only_market(extracted).outcomes] == [Selection.AWAY]


def test_an_unknown_bookmaker_passes(read: Read, event: Build, book: Build, outcome: Build) -> None:
    (offer,) = offers_in(read([event(book("founded_today", h2h=[outcome(HOME, 1.8)]))]))
    assert offer.bookmaker == "founded_today"


@pytest.mark.parametrize("price", [1, 1.01, 51])
def test_a_placeholder_is_a_price(read: Read, event: Build, book: Build, outcome: Build, price: float) -> None:
    extracted = read([event(book(h2h=[outcome(HOME, price), outcome(AWAY, 1.5)]))])
    assert only_market(extracted).outcomes[0].price == Decimal(str(price))


@pytest.mark.parametrize("price", [0, 0.5, -0.5, 1e30, None])
def test_what_nobody_can_offer_is_no_price(
    read: Read, event: Build, book: Build, outcome: Build, price: object
) -> None:
    extracted = read([event(book(h2h=[outcome(HOME, price)]))])
    assert not offers_in(extracted)
    assert len(rejects_in(extracted)) == 1


def test_a_negative_price_is_american_whatever_was_asked_for(
    read: Read, event: Build, book: Build, outcome: Build
) -> None:
    extracted = read([event(book(h2h=[outcome(HOME, -110), outcome(AWAY, 105)]))], asked="oddsFormat=decimal")
    assert [each.price for each in only_market(extracted).outcomes] == [Decimal("1.909091"), Decimal("2.05")]


def test_whole_prices_are_read_as_the_rest_of_the_body_is_written(
    read: Read, event: Build, book: Build, outcome: Build
) -> None:
    whole = book("whole", h2h=[outcome(HOME, 120), outcome(AWAY, 150)])
    american = read([event(whole, book("other", h2h=[outcome(HOME, -110), outcome(AWAY, -110)]))])
    fractions = read([event(whole, book("other", h2h=[outcome(HOME, 1.91), outcome(AWAY, 1.91)]))])
    assert offers_in(american)[0].markets[0].outcomes[0].price == Decimal("2.2")
    assert offers_in(fractions)[0].markets[0].outcomes[0].price == Decimal(120)


def test_where_nothing_else_tells_the_request_does(read: Read, event: Build, book: Build, outcome: Build) -> None:
    body = [event(book(h2h=[outcome(HOME, 120), outcome(AWAY, 2000)]))]
    asked = read(body, asked="oddsFormat=decimal&markets=h2h")
    assert only_market(asked).outcomes[0].price == Decimal(120)
    assert only_market(read(body)).outcomes[0].price == Decimal("2.2")


def test_a_bookmaker_of_the_same_bytes_is_not_read_again(read: Read, event: Build, book: Build, outcome: Build) -> None:
    memory = PieceMemory()
    quiet, busy = book("quiet", h2h=[outcome(HOME, 1.8)]), book("busy", h2h=[outcome(HOME, 1.8)])
    read([event(quiet, busy)], memory=memory)
    memory.keep()
    again = read([event(book("busy", h2h=[outcome(HOME, 1.7)]), quiet)], memory=memory)
    assert [offer.bookmaker for offer in offers_in(again)] == ["busy"]
    assert [each for each in again if isinstance(each, Unchanged)] == [
        Unchanged(Kind.LISTINGS, ("0a1b",)),
        Unchanged(Kind.ODDS, ("0a1b", "quiet")),
    ]


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ("a b c", "new a b c", ["new"]),
        ("a b c", "b c", []),
        ("a b c", "c b a", []),
        ("a b", "b new a other", ["new", "other"]),
        ("a b", "a b new", ["new"]),
    ],
)
def test_bookmakers_that_stand_at_other_places_are_known_by_their_bytes(
    read: Read, event: Build, book: Build, outcome: Build, before: str, after: str, new: list[str]
) -> None:
    memory = PieceMemory()
    for names in (before, after):
        extracted = read([event(*(book(name, h2h=[outcome(HOME, 1.8)]) for name in names.split()))], memory=memory)
        memory.keep()
    known = [name for name in after.split() if name not in new]
    assert [offer.bookmaker for offer in offers_in(extracted)] == new
    assert Unchanged(Kind.ODDS, ("0a1b", *known)) in extracted


def test_a_body_that_was_not_handled_is_not_remembered(read: Read, event: Build, book: Build, outcome: Build) -> None:
    memory = PieceMemory()
    body = [event(book(h2h=[outcome(HOME, 1.8)]))]
    read(body, memory=memory)
    memory.forget()
    assert len(offers_in(read(body, memory=memory))) == 1


def test_offers_are_read_again_when_the_sides_are_exchanged(
    read: Read, event: Build, book: Build, outcome: Build
) -> None:
    memory = PieceMemory()
    somebook = book(h2h=[outcome(HOME, 1.8), outcome(AWAY, 2.1)])
    read([event(somebook)], memory=memory)
    memory.keep()
    again = read([event(somebook, home_team=AWAY, away_team=HOME)], memory=memory)
    assert [each.selection for each in only_market(again).outcomes] == [Selection.AWAY, Selection.HOME]


def test_a_bookmaker_named_twice_is_refused_once(read: Read, event: Build, book: Build, outcome: Build) -> None:
    memory = PieceMemory()
    body = [event(book(h2h=[outcome(HOME, 1.8)]), book(h2h=[outcome(HOME, 1.7)]))]
    for _ in range(2):
        extracted = read(body, memory=memory)
        memory.keep()
        assert rejects_in(extracted) == [RejectReason.DUPLICATE_RECORD]


def test_an_outright_is_no_contest_and_its_prices_are_for_competitors(
    read: Read, event: Build, book: Build, outcome: Build
) -> None:
    outright = event(book(outrights=[outcome("Owls", 5), outcome("Foxes", 6.5)]), home_team=None, away_team=None)
    extracted = read([outright])
    assert rejects_in(extracted) == [RejectReason.NOT_A_CONTEST]
    market = only_market(extracted)
    assert market.key is MarketKey.OUTRIGHT
    assert [(each.competitor, each.price) for each in market.outcomes] == [
        ("Owls", Decimal(5)),
        ("Foxes", Decimal("6.5")),
    ]


def test_an_outright_seen_again_is_still_no_contest(read: Read, event: Build, book: Build, outcome: Build) -> None:
    memory = PieceMemory()
    body = [event(book(outrights=[outcome("Owls", 5)]), home_team=None, away_team=None)]
    read(body, memory=memory)
    memory.keep()
    assert read(body, memory=memory)[:-1] == [Unchanged(Kind.ODDS, ("0a1b", "somebook"))]


def test_a_list_is_complete_and_one_game_says_nothing_of_others(read: Read, event: Build) -> None:
    assert read([])[-1] == Complete((Kind.LISTINGS, Kind.ODDS))
    assert read(event(), feed="event-odds")[-1] == Complete((Kind.ODDS, Kind.PROPS))


def test_an_archive_is_the_same_answer_in_an_envelope(read: Read, event: Build, book: Build, outcome: Build) -> None:
    body = [event(book(h2h=[outcome(HOME, 1.8)]))]
    archive = {"timestamp": "2026-11-25T12:00:00Z", "previous_timestamp": None, "data": body}
    assert read(archive, feed="historical-odds") == read(body)


def test_an_error_tells_its_code_and_withdraws_nothing(read: Read) -> None:
    (reject,) = read({"message": "Usage quota has been reached.", "error_code": "OUT_OF_USAGE_CREDITS"})
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.ERROR_BODY
    assert "OUT_OF_USAGE_CREDITS" in reject.detail


def test_a_bad_event_costs_no_other(read: Read, event: Build) -> None:
    extracted = read([{"id": 7}, event(commence_time="soon"), event(id="fine")])
    assert [each.native_id for each in extracted if isinstance(each, Contest)] == ["fine"]
    assert rejects_in(extracted) == [RejectReason.UNEXPECTED_SHAPE, RejectReason.INVALID_TIME]


def test_a_market_that_stays_is_the_same_object_until_the_sides_change(
    read: Read, event: Build, book: Build, outcome: Build
) -> None:
    memory = PieceMemory()

    def read_next(offered: dict[str, Any]) -> tuple[Market, ...]:
        markets = offers_in(read([offered], memory=memory))[0].markets
        memory.keep()
        return markets

    sides = [outcome(HOME, 1.9, point=-3.5), outcome(AWAY, 1.9, point=3.5)]
    first = read_next(event(book(h2h=[outcome(HOME, 1.8), outcome(AWAY, 2.1)], spreads=sides)))
    second = read_next(event(book(h2h=[outcome(HOME, 1.7), outcome(AWAY, 2.2)], spreads=sides)))
    third = read_next(event(book(spreads=sides), home_team=AWAY, away_team=HOME))
    assert first[1].outcomes is second[1].outcomes
    assert first[0] != second[0]
    assert [each.selection for each in third[0].outcomes] == [Selection.AWAY, Selection.HOME]


@pytest.mark.parametrize(
    ("market", "key"), [("h2h", MarketKey.MONEYLINE_3_WAY), ("h2h_lay", MarketKey.MONEYLINE_3_WAY_LAY)]
)
def test_soccer_has_a_draw_even_where_the_bookmaker_lists_none(
    read: Read, event: Build, book: Build, outcome: Build, market: str, key: MarketKey
) -> None:
    two = event(book(**{market: [outcome(HOME, 2.28), outcome(AWAY, 3.04)]}), sport_key="soccer_epl")
    found = only_market(read([two]))
    assert (found.key, found.scope) == (key, SettlementScope.REGULATION)


@pytest.mark.parametrize(
    "market", ["totals", "spreads", "btts", "draw_no_bet", "team_totals", "alternate_totals_corners"]
)
def test_soccer_is_ninety_minutes_in_every_market(
    read: Read, event: Build, book: Build, outcome: Build, market: str
) -> None:
    names = {"spreads": HOME, "btts": "Yes", "draw_no_bet": HOME}
    offered = outcome(names.get(market, "Over"), 1.9, point=2.5, description=HOME)
    found = only_market(read([event(book(**{market: [offered]}), sport_key="soccer_epl")]))
    assert found.scope is SettlementScope.REGULATION


def test_a_handicap_with_a_draw_is_no_spread(read: Read, event: Build, book: Build, outcome: Build) -> None:
    three = [outcome(HOME, 2.6, point=-1), outcome("Draw", 3.6, point=-1), outcome(AWAY, 2.2, point=1)]
    found = only_market(read([event(book(spreads=three), sport_key="soccer_epl")]))
    assert found.key is MarketKey.SPREAD_3_WAY
    assert [each.line for each in found.outcomes] == [Decimal(-1), Decimal(-1), Decimal(1)]


def test_a_market_has_its_own_time_and_a_selection_its_id_limit_and_link(
    read: Read, event: Build, book: Build, outcome: Build
) -> None:
    link = "https://sportsbook.draftkings.com/event/1?outcomes=2"
    home = outcome(HOME, -150, sid="7", link=link, bet_limit=500)
    away = outcome(AWAY, 130, sid=None, link="https://evil.example/draftkings.com", bet_limit=None)
    offer = book("draftkings", h2h=[home, away])
    offer["markets"][0]["last_update"] = "2026-11-25T11:00:00Z"
    extracted = read([event(offer)], asked="oddsFormat=american")
    found = only_market(extracted)
    assert found.observed_at == datetime(2026, 11, 25, 11, tzinfo=UTC)
    assert found.outcomes == (
        Price(Selection.HOME, None, Decimal("1.666667"), -150, native_id="7", link=link, limit=Decimal(500)),
        Price(Selection.AWAY, None, Decimal("2.3"), 130),
    )
    assert [(each.reason, each.detail) for each in extracted if isinstance(each, Reject)] == [
        (RejectReason.UNKNOWN_LINK_HOST, "draftkings: evil.example")
    ]


@pytest.mark.parametrize(
    ("of_book", "of_markets", "times", "newest"),
    [
        (None, (11, 10), (11, 10), 11),
        (12, (11, 10), (11, 10), 11),
        (12, (None, 10), (12, 10), 10),
        (12, (None, None), (12, 12), 12),
        (None, (None, 10), (None, 10), 10),
        (None, (None, None), (None, None), None),
    ],
)
def test_a_market_without_a_time_has_its_bookmakers_and_the_offer_has_the_newest_of_its_markets_own(
    read: Read,
    event: Build,
    book: Build,
    outcome: Build,
    of_book: int | None,
    of_markets: tuple[int | None, ...],
    times: tuple[int | None, ...],
    newest: int | None,
) -> None:
    def at(hour: int | None) -> datetime | None:
        return None if hour is None else datetime(2026, 11, 25, hour, tzinfo=UTC)

    offer = book(h2h=[outcome(HOME, 1.8)], totals=[outcome("Over", 1.9, point=5)])
    offer["last_update"] = None if of_book is None else f"2026-11-25T{of_book}:00:00Z"
    for market, hour in zip(offer["markets"], of_markets, strict=True):
        market["last_update"] = None if hour is None else f"2026-11-25T{hour}:00:00Z"
    (found,) = offers_in(read([event(offer)]))
    assert [market.observed_at for market in found.markets] == [*map(at, times)]
    assert found.observed_at == at(newest)


@pytest.mark.parametrize(
    "link",
    [
        "http://sportsbook.draftkings.com/",
        "https://me@sportsbook.draftkings.com/",
        "https://sportsbook.draftkings.com:8443/",
        "https://draftkings.com.evil.example/",
        "https://notdraftkings.com/",
        "javascript:alert(1)",
        "https://draftkings.com/" + "a" * 2000,
    ],
)
def test_a_link_that_may_lead_elsewhere_is_left_out(
    read: Read, event: Build, book: Build, outcome: Build, link: str
) -> None:
    extracted = read([event(book("draftkings", h2h=[outcome(HOME, 1.9, link=link)]))])
    assert [each.link for each in only_market(extracted).outcomes] == [None]
    assert rejects_in(extracted) == [RejectReason.UNKNOWN_LINK_HOST]
