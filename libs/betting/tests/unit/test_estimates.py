"""Several books' probabilities, their spread, and what a price is worth by them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from a1_betting.bets import toward_market
from a1_betting.consensus import agree, opinion_of
from a1_betting.estimate import Estimate, expit, logit
from a1_betting.expected_value import expected_value
from a1_betting.lines import on_ladder
from a1_betting.outliers import outliers
from a1_betting.published import published
from a1_betting.refused import Refused
from a1_schemas.analytics_words import RefusalReason

NEAR = 1e-9


def test_the_logit_error_is_the_books_deviation_over_the_root_of_their_number() -> None:
    home, away = agree([opinion_of([expit(0.1), expit(-0.1)]), opinion_of([expit(0.3), expit(-0.3)])])
    assert home.probability == pytest.approx(expit(0.2), abs=NEAR)
    assert home.logit_error == pytest.approx(0.1, abs=NEAR)
    assert away.logit_error == pytest.approx(0.1, abs=NEAR)
    assert home.interval == pytest.approx((expit(0.2 - 0.1959963985), expit(0.2 + 0.1959963985)), abs=NEAR)
    assert home.standard_error == pytest.approx(0.1 * home.probability * away.probability, abs=NEAR)


def test_one_book_has_no_interval() -> None:
    (home, _) = agree([opinion_of([0.6, 0.4])])
    assert (home.probability, home.interval, home.standard_error) == (pytest.approx(0.6), None, None)


def test_three_outcomes_are_a_geometric_mean_that_sums_to_one() -> None:
    found = agree([opinion_of([0.5, 0.3, 0.2]), opinion_of([0.4, 0.3, 0.3])])
    weights = [0.2**0.5, 0.3, 0.06**0.5]
    assert [each.probability for each in found] == pytest.approx([each / sum(weights) for each in weights], abs=NEAR)


@pytest.mark.parametrize(
    ("books", "reason"),
    [([], RefusalReason.BOOKS_TOO_FEW), ([[0.5, 0.5], [0.4, 0.3, 0.3]], RefusalReason.MARKET_INCOMPLETE)],
)
def test_books_that_cannot_be_joined_are_refused(books: list[list[float]], reason: RefusalReason) -> None:
    with pytest.raises(Refused) as refused:
        agree([opinion_of(book) for book in books])
    assert refused.value.reason is reason


def test_expected_value_carries_the_error_of_its_probability() -> None:
    found = expected_value(Decimal("2.1"), Estimate(0.5, 0.2))
    assert found.value == pytest.approx(0.05, abs=NEAR)
    assert found.standard_error == pytest.approx(2.1 * 0.2 * 0.25, abs=NEAR)
    assert expected_value(Decimal("2.1"), Estimate(0.5)).standard_error is None


def test_a_push_takes_its_share_of_the_expected_value() -> None:
    found = expected_value(Decimal("2.1"), Estimate(0.5, 0.2), push_probability=0.1)
    assert found.value == pytest.approx(0.045, abs=NEAR)
    assert found.standard_error == pytest.approx(0.9 * 0.105, abs=NEAR)


def test_a_probability_moves_by_a_share_of_its_distance() -> None:
    assert toward_market(0.6, 0.5, 0.25) == pytest.approx(0.575, abs=NEAR)
    assert toward_market(0.6, None, 0.25) == 0.6


LADDER = {Decimal("1.5"): Estimate(0.7, 0.4), Decimal("2.5"): Estimate(0.5, 0.1), Decimal("4.5"): Estimate(0.2, 0.3)}


def test_between_rungs_logits_are_linear() -> None:
    assert on_ladder(LADDER, Decimal("2.5")) == Estimate(0.5, 0.1)
    assert logit(on_ladder(LADDER, Decimal(3)).probability) == pytest.approx(0.25 * logit(0.2), abs=NEAR)
    assert logit(on_ladder(LADDER, Decimal(2)).probability) == pytest.approx(0.5 * logit(0.7), abs=NEAR)


@pytest.mark.parametrize("line", ["1.5", "4.5"])
def test_the_ends_of_a_ladder_are_on_it(line: str) -> None:
    assert on_ladder(LADDER, Decimal(line)) == LADDER[Decimal(line)]


def test_the_nearest_rungs_count_and_no_others() -> None:
    longer = {Decimal("0.5"): Estimate(0.9), **LADDER, Decimal("6.5"): Estimate(0.1)}
    assert on_ladder(longer, Decimal(3)) == on_ladder(LADDER, Decimal(3))


def test_between_rungs_errors_are_linear_and_lacking_where_one_lacks() -> None:
    assert on_ladder(LADDER, Decimal(3)).logit_error == pytest.approx(0.15, abs=NEAR)
    for without in ("2.5", "4.5"):
        assert on_ladder(LADDER | {Decimal(without): Estimate(0.4)}, Decimal(3)).logit_error is None


@pytest.mark.parametrize("line", ["0.5", "5.5"])
def test_outside_the_rungs_is_refused(line: str) -> None:
    with pytest.raises(Refused) as refused:
        on_ladder(LADDER, Decimal(line))
    assert refused.value.reason is RefusalReason.BEYOND_LADDER


def test_a_book_is_an_outlier_beyond_two_points_of_the_median() -> None:
    """Implied: .5, .5, .52 and .4799."""
    books = [["2", "2"], ["2", "2"], ["1.9231", "2"], ["2.0838", "2"]]
    assert outliers([[Decimal(price) for price in book] for book in books]) == [False, False, False, True]


def test_books_are_compared_outcome_by_outcome() -> None:
    with pytest.raises(ValueError, match="argument 2 is longer"):
        outliers([[Decimal(2)], [Decimal(2), Decimal(2)]])


@pytest.mark.parametrize(
    ("value", "text"),
    [(1 / 3, "0.333333333"), (Fraction(2, 3), "0.666666667"), (0.1 + 0.2, "0.3"), (-1e-12, "0"), (1500.0, "1500")],
)
def test_numbers_are_published_to_nine_decimals(value: float | Fraction, text: str) -> None:
    assert published(value) == Decimal(text)
    assert f"{published(value):f}" == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, "0"), (1.5, "2"), (2.5, "2"), (-0.5, "0"), (-1.5, "-2"), (0.75, "1"), (1.25, "1")]
)
def test_a_half_goes_to_the_even_neighbour(value: float, text: str) -> None:
    assert f"{published(value, places=0):f}" == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_finite_is_not_published(value: float) -> None:
    with pytest.raises((ValueError, OverflowError)):
        published(value)
