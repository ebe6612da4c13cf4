"""The library beside those that define a method: shin, goto-conversion, penaltyblog and cvxpy, in `.venv-oracles`."""

from decimal import Decimal
from math import fsum, log
from random import Random
from typing import Any

import pytest

from a1_betting.arbitrage import Leg, find_arbitrage
from a1_betting.bets import Bet
from a1_betting.clv import against_close
from a1_betting.devig import remove_margin
from a1_betting.exclusive_stakes import exclusive_stakes
from a1_betting.independent_stakes import expected_log, independent_stakes, single_stake
from a1_betting.joint_outcomes import joint_outcomes
from a1_schemas.analytics_words import DevigMethod
from a1_schemas.prices import decimal_from_american

numpy = pytest.importorskip("numpy")
shin = pytest.importorskip("shin")
goto = pytest.importorskip("goto_conversion")
penaltyblog = pytest.importorskip("penaltyblog")
cvxpy = pytest.importorskip("cvxpy")
implied = pytest.importorskip("penaltyblog.implied")
betting = pytest.importorskip("penaltyblog.betting")
normal: Any = pytest.importorskip("scipy.stats").norm
brentq: Any = pytest.importorskip("scipy.optimize").brentq

pytestmark = pytest.mark.oracles
LONG_SHOTS = ["0.87", "0.2", "0.1", "0.05", "0.02", "0.01"]


def drawn_markets() -> list[list[Decimal]]:
    draw = Random(1)
    markets: list[list[Decimal]] = []
    for _ in range(200):
        weights = [draw.uniform(0.2, 1) for _ in range(draw.randint(2, 5))]
        margin = draw.uniform(1.005, 1.12)
        prices = [Decimal(round(sum(weights) / weight / margin, 3)).quantize(Decimal("0.001")) for weight in weights]
        if min(prices) > 1 and sum(1 / price for price in prices) > 1:
            markets.append(prices)
    assert len(markets) > 150
    return markets


MARKETS = drawn_markets()


@pytest.mark.parametrize("method", sorted(set(DevigMethod) - {DevigMethod.PROBIT}))
def test_devig_agrees_with_penaltyblog(method: DevigMethod) -> None:
    for prices in MARKETS:
        ours = remove_margin(prices, method)
        theirs = implied.calculate_implied([float(price) for price in prices], method=method.replace("-", "_"))
        assert ours.probabilities == pytest.approx(theirs.probabilities, abs=1e-6), prices
        assert ours.overround == pytest.approx(theirs.margin, abs=1e-12)


def test_probit_agrees_with_the_root_that_scipy_finds() -> None:
    for prices in MARKETS:
        quantiles = numpy.array([normal.ppf(1 / float(price)) for price in prices])
        shift = brentq(lambda d, at=quantiles: normal.cdf(at - d).sum() - 1, 0, 3, xtol=1e-13)
        ours = remove_margin(prices, DevigMethod.PROBIT)
        assert ours.probabilities == pytest.approx(list(normal.cdf(quantiles - shift)), abs=1e-9), prices


def test_shin_agrees_with_shin() -> None:
    for prices in MARKETS:
        ours = remove_margin(prices, DevigMethod.SHIN)
        theirs = shin.calculate_implied_probabilities([float(price) for price in prices], full_output=True)
        assert ours.probabilities == pytest.approx(theirs.implied_probabilities, abs=1e-6), prices
        assert ours.parameter == pytest.approx(theirs.z, abs=1e-6)


def test_vector_6_is_the_published_conversion_of_goto() -> None:
    """It is no method of ours: it goes below zero on long shots."""
    assert goto.goto_conversion([4.20, 3.70, 1.95]) == pytest.approx([0.2304697, 0.2628075, 0.5067228], abs=1e-6)


def test_vector_8_shows_goto_below_zero_where_shin_stays_above() -> None:
    prices = [1 / Decimal(inverse) for inverse in LONG_SHOTS]
    inverses = [float(inverse) for inverse in LONG_SHOTS]
    errors = [(1 - inverse) ** 0.5 for inverse in inverses]
    converted = [
        inverse - error * (sum(inverses) - 1) / sum(errors) for inverse, error in zip(inverses, errors, strict=True)
    ]
    assert [converted[0], *converted[-2:]] == pytest.approx([0.8525423, -0.0279322, -0.0381761], abs=1e-6)
    assert min(remove_margin(prices, DevigMethod.SHIN).probabilities) > 0


def test_vector_12_adds_goto_to_the_methods_on_a_favourite() -> None:
    assert goto.goto_conversion([1.25, 4.25])[0] == pytest.approx(0.7880577, abs=1e-6)


def test_american_prices_agree_with_penaltyblog() -> None:
    american = [170, 130, 340, -200, -150, -110]
    theirs = betting.convert_odds(american, "american")
    assert [float(decimal_from_american(each)) for each in american] == pytest.approx(theirs, abs=1e-6)


def bet(probability: float, price: str, push: float = 0.0) -> Bet:
    return Bet(probability=probability, price=Decimal(price), push_probability=push)


@pytest.mark.parametrize(("probability", "price"), [(0.3, "3.5"), (0.55, "2"), (0.55, "1.909091")])
def test_single_stakes_agree_with_penaltyblog(probability: float, price: str) -> None:
    theirs = betting.kelly_criterion(float(price), probability, 1)
    assert single_stake(bet(probability, price)) == pytest.approx(float(theirs.stake), abs=1e-9)


def by_cvxpy(chances: list[float], gains: list[tuple[float, ...]]) -> list[float]:
    """Stakes that maximise the expected logarithm, by a conic solver."""
    stakes = cvxpy.Variable(len(gains[0]), nonneg=True)
    wealth = 1 + numpy.array(gains) @ stakes
    problem = cvxpy.Problem(
        cvxpy.Maximize(cvxpy.sum(cvxpy.multiply(chances, cvxpy.log(wealth)))), [cvxpy.sum(stakes) <= 1]
    )
    problem.solve(solver=cvxpy.CLARABEL, tol_gap_abs=1e-12, tol_gap_rel=1e-12, tol_feas=1e-12)
    found: list[Any] = stakes.value.tolist()
    return [float(each) for each in found]


SIMULTANEOUS = {
    "two": [bet(0.55, "2")] * 2,
    "three": [bet(0.55, "2")] * 3,
    "five": [bet(0.55, "2")] * 5,
    "two better": [bet(0.6, "2")] * 2,
    "with pushes": [bet(0.5, "1.909091", 0.1), bet(0.3, "3.5"), bet(0.4, "1.8"), bet(0.28, "4.2", 0.02)],
    "near the whole bankroll": [bet(0.9, "3")] * 4,
    "six": [bet(0.2 + place / 10, str(round(1.08 / (0.2 + place / 10), 3))) for place in range(6)],
}


@pytest.mark.parametrize("bets", SIMULTANEOUS.values(), ids=list(SIMULTANEOUS))
def test_simultaneous_stakes_agree_with_cvxpy(bets: list[Bet]) -> None:
    outcomes = joint_outcomes(bets)
    ours = independent_stakes(bets)
    theirs = by_cvxpy([each.chance for each in outcomes], [each.gains for each in outcomes])
    assert ours == pytest.approx(theirs, abs=1e-4)
    assert expected_log(outcomes, ours) >= expected_log(outcomes, [max(each, 0.0) for each in theirs]) - 1e-9


@pytest.mark.parametrize("prices", [("2.1", "3.25", "4.0"), ("2.1", "3.1", "4.0"), ("2.3", "3.6", "4.4")])
def test_exclusive_stakes_agree_with_cvxpy(prices: tuple[str, ...]) -> None:
    chances = [0.5, 0.3, 0.2]
    ours = exclusive_stakes([bet(chance, price) for chance, price in zip(chances, prices, strict=True)])
    gains = [
        tuple(float(price) - 1 if won == place else -1.0 for place, price in enumerate(prices)) for won in range(3)
    ]
    theirs = by_cvxpy(chances, gains)
    growth = [expected_log_of(chances, gains, stakes) for stakes in (ours, [max(each, 0.0) for each in theirs])]
    assert growth[0] >= growth[1] - 1e-9
    if sum(1 / float(price) for price in prices) > 1:
        assert ours == pytest.approx(theirs, abs=1e-5)


def expected_log_of(chances: list[float], gains: list[tuple[float, ...]], stakes: list[float]) -> float:
    return fsum(
        chance * log(1 + fsum(stake * gain for stake, gain in zip(stakes, row, strict=True)))
        for chance, row in zip(chances, gains, strict=True)
    )


def test_arbitrage_agrees_with_penaltyblog() -> None:
    theirs = betting.find_arbitrage_opportunities([[3.5, 2.9, 2.2], [3.1, 3.6, 2.3], [3.0, 3.1, 2.6]])
    legs = [
        Leg(selection=selection, bookmaker=book, price=Decimal(price), step=Decimal("1e-9"))
        for selection, book, price in (("home", "a", "3.5"), ("draw", "b", "3.6"), ("away", "c", "2.6"))
    ]
    ours = find_arbitrage(["home", "draw", "away"], legs, Decimal(1))
    assert ours is not None
    assert float(ours.profit) == pytest.approx(theirs.guaranteed_return, abs=1e-6)
    assert [float(stake) for stake in ours.stakes] == pytest.approx(theirs.stake_percentages, abs=1e-6)


def test_the_fair_close_agrees_with_penaltyblog() -> None:
    price, side, other = map(decimal_from_american, (-110, -130, 110))
    theirs = implied.calculate_implied([float(side), float(other)], method="multiplicative").probabilities[0]
    assert against_close(price, side, [other], DevigMethod.MULTIPLICATIVE).fair_probability == pytest.approx(theirs)
