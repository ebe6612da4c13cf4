from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from a1_historian.offers import offer_of_odds, offer_of_prop
from a1_historian.records import Market, Odds, Outcome, Player, Price, Prop, Rung

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
SOURCE: dict[str, Any] = {
    "changed_at": NOON,
    "event_id": "evt",
    "league": "nba",
    "provider": "odds",
    "feed": "odds",
    "target": "t",
}


def series_of(*markets: Market) -> list[str]:
    odds = Odds(**SOURCE, bookmaker="fanduel", markets=markets)
    return [series.removeprefix("odds|odds|fanduel|") for series in offer_of_odds(odds).quotes]


def over(line: str, price: str = "1.9") -> Outcome:
    return Outcome("over", Decimal(line), Decimal(price))


def test_a_single_line_keeps_its_series_while_it_moves() -> None:
    assert series_of(Market("total", (over("220.5"),))) == series_of(Market("total", (over("221"),)))


def test_the_marked_line_of_several_is_the_main_one() -> None:
    found = series_of(Market("total", (over("220.5"),), main=True), Market("total", (over("225.5"),), main=False))
    assert found == ["total|game|including-overtime|over|", "total|game|including-overtime|over|225.5"]


def test_an_alternate_line_has_a_series_of_its_own_even_alone() -> None:
    assert series_of(Market("alternate-total", (over("230.5"),))) == [
        "alternate-total|game|including-overtime|over|230.5"
    ]


def test_a_markets_own_time_is_that_of_its_quotes() -> None:
    at = datetime(2026, 11, 29, 11, tzinfo=UTC)
    market = Market("total", (over("220.5"),), observed_at=at)
    odds = Odds(**SOURCE, observed_at=NOON, bookmaker="fanduel", markets=(market,))
    assert [quote.observed_at for _, quote in offer_of_odds(odds).quotes.values()] == [at]


def a_prop(*rungs: Rung, players: tuple[Player, ...] = ()) -> Prop:
    player = Player("ply_1", "Ann")
    return Prop(**SOURCE, bookmaker="prizepicks", player=player, players=players, stat_type="points", lines=rungs)


def test_a_pick_em_side_has_a_series_without_a_price() -> None:
    offer = offer_of_prop(a_prop(Rung(line=Decimal("20.5"), sides=("over",), multiplier=Decimal("1.25"))))
    [(series, (_, quote))] = offer.quotes.items()
    assert series == "odds|odds|prizepicks|ply_1|points|game|standard|over|"
    assert (quote.line, quote.price, quote.multiplier) == (Decimal("20.5"), None, Decimal("1.25"))


def test_each_line_of_a_ladder_has_a_series_for_each_priced_side() -> None:
    price = Price(Decimal("1.9"), -111)
    offer = offer_of_prop(
        a_prop(Rung(line=Decimal("20.5"), over=price, under=price), Rung(line=Decimal(25), over=price))
    )
    assert [(place.parts[-1], place.rung) for place, _ in offer.quotes.values()] == [
        *(("over", Decimal("20.5")), ("under", Decimal("20.5")), ("over", Decimal(25)))
    ]


def test_a_combo_is_keyed_by_all_its_players() -> None:
    both = (Player("ply_1", "Ann"), Player("ply_2", "Bo"))
    offer = offer_of_prop(a_prop(Rung(line=Decimal(3), sides=("over",)), players=both))
    [(place, _)] = offer.quotes.values()
    assert place.parts[:2] == ("ply_1+ply_2", "Ann + Bo")
    assert "ply_1+ply_2" in offer.key
