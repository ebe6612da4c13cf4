"""Key numbers, quarter lines, middles and entries."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from a1_betting.chances import halves_of
from a1_betting.estimate import Estimate
from a1_betting.families import Family, fitted, negative_binomial, normal, poisson, table
from a1_betting.margins.tables import MEASURED, MeasuredTable, Quantity, read_tables
from a1_betting.margins.tilted import tilted
from a1_betting.middles import price_middle
from a1_betting.payouts import Pick, entry_multiple, entry_value
from a1_betting.refused import Refused
from a1_betting.settlement import LegResult, dead_heat_return, parlay_price
from a1_schemas.analytics_words import RefusalReason
from a1_schemas.leagues import League
from a1_schemas.payouts import CONTESTS, EntryType

NEAR = 1e-9
NFL = MEASURED[League.NFL, Quantity.MARGIN].weights
PICKEM = CONTESTS[0]
PAIR = {2: 0.1, 3: 0.2, 4: 0.3, 5: 0.4}


@pytest.mark.parametrize(("line", "pushes", "error"), [(3, 0.091, 0.014), (7, 0.072, 0.017), (6, 0.041, 0.013)])
def test_a_key_number_pushes_as_often_as_it_was_measured(line: int, pushes: float, error: float) -> None:
    assert tilted(NFL, Decimal(line), 0.5)(Decimal(line)).at == pytest.approx(pushes, abs=error)


def test_a_normal_curve_pushes_a_third_as_often_at_three() -> None:
    curve = normal(3, 13.29)
    within = curve(Decimal("2.5")).over - curve(Decimal("3.5")).over
    assert within == pytest.approx(0.03, abs=0.0005)


def test_a_tilted_table_has_the_markets_probability_at_its_line() -> None:
    chances = tilted(NFL, Decimal("-2.5"), 0.62)(Decimal("-2.5"))
    assert chances.share_over == pytest.approx(0.62, abs=NEAR)
    assert chances.at == 0


def test_a_line_outside_a_table_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        tilted(NFL, Decimal(400), 0.5)
    assert refused.value.reason is RefusalReason.LINE_OUT_OF_RANGE


def test_every_measured_table_sums_to_one_and_says_its_source() -> None:
    assert {league for league, _ in MEASURED} == {League.NFL, League.NBA, League.MLB, League.EPL, League.MLS}
    for measured in MEASURED.values():
        assert sum(measured.weights.values()) == pytest.approx(1, abs=1e-4)
        assert measured.games > 1_500
        assert measured.source.endswith(".csv")


def test_a_number_that_a_table_lacks_never_pushes() -> None:
    chances = table({2: 3, 4: 1})(Decimal(3))
    assert (chances.over, chances.at, chances.under) == (0.25, 0.0, 0.75)


def test_a_measured_table_is_what_its_row_says() -> None:
    row = {"league": "nfl", "quantity": "margin", "games": 9, "seasons": "2012 to 2019", "source": "nfl.csv"}
    text = json.dumps([row | {"measured": "2026-11-01", "weights": {"-3": 0.25, "3": 0.75}}])
    assert read_tables(text) == {
        (League.NFL, Quantity.MARGIN): MeasuredTable(
            9, "2012 to 2019", "nfl.csv", date(2026, 11, 1), {-3: 0.25, 3: 0.75}
        )
    }


@pytest.mark.parametrize("family", [poisson, lambda mean: negative_binomial(mean, 4), lambda mean: normal(mean, 3)])
def test_a_fitted_family_has_the_probability_at_its_line(family: Family) -> None:
    chances = fitted(family, Decimal(9), 0.45, 0, 60)(Decimal(9))
    assert chances.share_over == pytest.approx(0.45, abs=NEAR)
    assert chances.over + chances.at + chances.under == pytest.approx(1, abs=NEAR)


@pytest.mark.parametrize(
    ("line", "halves"),
    [("2", ["2"]), ("-0.5", ["-0.5"]), ("2.25", ["2", "2.5"]), ("-0.75", ["-1", "-0.5"])],
)
def test_a_quarter_line_is_two_half_stakes(line: str, halves: list[str]) -> None:
    assert list(halves_of(Decimal(line))) == [Decimal(half) for half in halves]


def test_a_line_between_quarters_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        halves_of(Decimal("2.3"))
    assert refused.value.reason is RefusalReason.LINE_OUT_OF_RANGE


def test_a_middle_counts_each_number_by_what_both_bets_pay() -> None:
    """Over 2 and under 4 at 2.0: 2 returns over's half, 3 wins both, 4 returns under's half, 5 loses under."""
    found = price_middle(table(PAIR), Decimal(2), Decimal(2), Decimal(4), Decimal(2))
    assert found.stake_over == Fraction(1, 2)
    assert (found.both, found.pushes) == (pytest.approx(0.2), pytest.approx(0.4))
    assert found.worst == 0
    assert found.value == pytest.approx(0.1 * 0.5 + 0.2 * 1 + 0.3 * 0.5, abs=NEAR)


def test_a_middles_stakes_pay_the_same_where_one_bet_wins() -> None:
    found = price_middle(table(PAIR), Decimal("2.5"), Decimal("1.8"), Decimal("3.5"), Decimal("2.2"))
    assert found.stake_over * Fraction("1.8") == (1 - found.stake_over) * Fraction("2.2") == found.worst + 1
    won_both = float(found.stake_over) * 0.8 + float(1 - found.stake_over) * 1.2
    assert found.value == pytest.approx(0.2 * won_both + 0.8 * float(found.worst), abs=NEAR)


@pytest.mark.parametrize(
    ("over", "under", "reason"),
    [
        ("3.5", "3.5", RefusalReason.LINE_MISMATCH),
        ("4.5", "3.5", RefusalReason.LINE_MISMATCH),
        ("2.25", "3.5", RefusalReason.LINE_OUT_OF_RANGE),
    ],
)
def test_lines_without_a_middle_are_refused(over: str, under: str, reason: RefusalReason) -> None:
    with pytest.raises(Refused) as refused:
        price_middle(table(PAIR), Decimal(over), Decimal(2), Decimal(under), Decimal(2))
    assert refused.value.reason is reason


R, W, T, V = LegResult.RIGHT, LegResult.WRONG, LegResult.TIE, LegResult.VOID


@pytest.mark.parametrize(
    ("entry", "results", "multiple"),
    [
        (EntryType.POWER, [R, R], "3"),
        (EntryType.POWER, [R, W], "0"),
        (EntryType.POWER, [W, T], "0"),
        (EntryType.POWER, [T, T], "1"),
        (EntryType.POWER, [W, V], "1"),
        (EntryType.POWER, [V, V], "1"),
        (EntryType.POWER, [R, R, T], "3"),
        (EntryType.POWER, [R, T, T], "1.5"),
        (EntryType.POWER, [R, T, V], "1.5"),
        (EntryType.FLEX, [R, R, W], "1.25"),
        (EntryType.FLEX, [R, W, W], "0"),
        (EntryType.FLEX, [R, R, R, W, V], "1.5"),
        (EntryType.FLEX, [R, W, V, V], "0"),
    ],
)
def test_an_entry_shrinks_by_absences_and_then_by_ties(
    entry: EntryType, results: list[LegResult], multiple: str
) -> None:
    assert entry_multiple(PICKEM, entry, results) == Fraction(multiple)


def picks(chance: float, count: int, error: float | None = None, tie: float = 0.0) -> list[Pick]:
    return [Pick(Estimate(chance, error), str(place), tie) for place in range(count)]


def test_an_entrys_value_and_error_follow_from_its_picks() -> None:
    found = entry_value(PICKEM, EntryType.POWER, picks(0.6, 2, error=0.1))
    assert found.value == pytest.approx(3 * 0.36 - 1, abs=NEAR)
    assert found.standard_error == pytest.approx(2**0.5 * 3 * 0.6 * 0.1 * 0.24, abs=NEAR)


def test_a_tie_of_two_picks_pays_by_the_rule_of_ties() -> None:
    found = entry_value(PICKEM, EntryType.POWER, picks(0.6, 2, tie=0.1))
    assert found.standard_error is None
    assert found.value == pytest.approx(3 * 0.54**2 + 1.5 * 2 * 0.54 * 0.1 + 0.01 - 1, abs=NEAR)


def test_the_error_of_picks_that_may_tie_is_of_what_is_decided() -> None:
    found = entry_value(PICKEM, EntryType.POWER, picks(0.6, 2, error=0.1, tie=0.1))
    slope = 0.9 * (3 * 0.54 + 1.5 * 0.1)
    assert found.standard_error == pytest.approx(2**0.5 * slope * 0.1 * 0.24, abs=NEAR)


def test_a_flex_entry_is_worth_what_each_number_of_right_picks_pays() -> None:
    found = entry_value(PICKEM, EntryType.FLEX, [*picks(0.6, 2), Pick(Estimate(0.7), "third")])
    two = 0.6 * 0.6 * 0.3 + 2 * 0.6 * 0.4 * 0.7
    assert found.value == pytest.approx(2.25 * 0.6 * 0.6 * 0.7 + 1.25 * two - 1, abs=NEAR)


def test_an_entry_with_one_error_lacking_has_none() -> None:
    found = entry_value(PICKEM, EntryType.POWER, [*picks(0.6, 1, error=0.1), Pick(Estimate(0.6), "other")])
    assert (found.value, found.standard_error) == (pytest.approx(0.08, abs=NEAR), None)


def test_picks_of_one_game_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        entry_value(PICKEM, EntryType.POWER, [*picks(0.6, 1), *picks(0.6, 1)])
    assert refused.value.reason is RefusalReason.CORRELATED_LEGS


def test_an_unknown_payout_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        entry_value(PICKEM, EntryType.POWER, picks(0.6, 6))
    assert refused.value.reason is RefusalReason.PAYOUT_UNKNOWN


def test_a_parlay_with_a_wrong_leg_pays_nothing() -> None:
    assert parlay_price([Decimal(2), Decimal(3)], [R, W]) == 0
    assert parlay_price([Decimal(2), Decimal(3)], [V, R]) == 3


@pytest.mark.parametrize(("tied", "places", "returned"), [(1, 1, "30"), (2, 1, "15"), (3, 2, "20"), (4, 3, "22.5")])
def test_those_who_tie_share_the_places_that_pay(tied: int, places: int, returned: str) -> None:
    assert dead_heat_return(Decimal(10), Decimal(3), tied, places) == Fraction(returned)


def test_a_parlay_has_as_many_results_as_prices() -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        parlay_price([Decimal(2), Decimal(3)], [R])
