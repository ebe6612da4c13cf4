"""Stakes, their caps, and the growth that they promise."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_betting.bets import Bet
from a1_betting.independent_stakes import expected_log, independent_stakes, single_stake
from a1_betting.joint_outcomes import JointOutcome, joint_outcomes
from a1_betting.kelly import Caps, exclusive_growth, plan_stakes
from a1_betting.linear_equations import solve
from a1_betting.refused import Refused
from a1_schemas.analytics_words import RefusalReason


def bet(probability: float, price: str, push: float = 0.0, event: str | None = None, limit: float | None = None) -> Bet:
    return Bet(probability=probability, price=Decimal(price), push_probability=push, event_id=event, limit=limit)


EVEN = bet(0.6, "2")
"""By itself it has a stake of 0.2."""


def shares(bets: list[Bet], caps: Caps, *, fraction: float = 1.0, exclusive: bool = False) -> list[float]:
    return [stake.share for stake in plan_stakes(bets, caps=caps, fraction=fraction, exclusive=exclusive).stakes]


@pytest.mark.parametrize(
    ("caps", "limit", "stake"),
    [
        (Caps(), None, 0.2),
        (Caps(bet=0.05), None, 0.05),
        (Caps(game=0.04), None, 0.04),
        (Caps(day=0.03), None, 0.03),
        (Caps(bet=0.05), 0.02, 0.02),
        (Caps(bet=0.05), 0.06, 0.05),
        (Caps(), 0.0, 0.0),
        (Caps(bet=0.0), None, 0.0),
    ],
)
def test_the_lowest_bound_holds(caps: Caps, limit: float | None, stake: float) -> None:
    assert shares([bet(0.6, "2", limit=limit)], caps) == [pytest.approx(stake, abs=1e-15)]


def test_a_fraction_is_taken_before_the_caps() -> None:
    assert shares([EVEN], Caps(bet=0.05), fraction=0.25) == [pytest.approx(0.05)]
    assert shares([EVEN], Caps(bet=0.06), fraction=0.25) == [pytest.approx(0.05)]


def test_the_days_cap_lowers_all_stakes_in_proportion() -> None:
    bets = [bet(0.6, "2", event="a"), bet(0.55, "2", event="b")]
    free, capped = shares(bets, Caps()), shares(bets, Caps(day=0.1))
    assert math.fsum(capped) == pytest.approx(0.1)
    assert math.fsum(capped) <= 0.1
    assert capped[0] / capped[1] == pytest.approx(free[0] / free[1])


def test_exclusive_outcomes_are_bets_of_one_game() -> None:
    outcomes = [bet(0.5, "2.3"), bet(0.3, "3.8")]
    assert math.fsum(shares(outcomes, Caps(game=0.05), exclusive=True)) == pytest.approx(0.05)
    apart = [bet(0.6, "2", event="a"), bet(0.6, "2")]
    assert shares(apart, Caps(game=0.05)) == [0.05, 0.05]


def test_two_bets_of_one_game_are_refused_unless_they_exclude_each_other() -> None:
    both = [bet(0.5, "2.1", event="a"), bet(0.4, "2.6", event="a")]
    with pytest.raises(Refused) as refused:
        plan_stakes(both)
    assert refused.value.reason is RefusalReason.CORRELATED_LEGS
    assert plan_stakes(both, exclusive=True).stakes[0].share > 0


def test_a_bet_without_an_edge_says_so_and_leaves_the_others_as_they_are() -> None:
    plan = plan_stakes([bet(0.5, "2"), EVEN], fraction=1)
    assert [stake.share for stake in plan.stakes] == [0, pytest.approx(0.2)]
    assert [stake.reason for stake in plan.stakes] == [RefusalReason.NO_EDGE, None]


def test_growth_is_that_of_the_stakes_after_the_caps() -> None:
    plan = plan_stakes([EVEN], caps=Caps(bet=0.1), fraction=1)
    assert plan.growth == pytest.approx(0.6 * math.log(1.1) + 0.4 * math.log(0.9), abs=1e-15)


def test_growth_of_bets_on_different_games_counts_each_joint_outcome() -> None:
    plan = plan_stakes([EVEN, bet(0.5, "3")], caps=Caps(bet=0.1), fraction=1)
    assert [stake.share for stake in plan.stakes] == [0.1, 0.1]
    ways = {1.3: 0.3, 1.0: 0.3, 1.1: 0.2, 0.8: 0.2}
    expected = math.fsum(chance * math.log(wealth) for wealth, chance in ways.items())
    assert plan.growth == pytest.approx(expected, abs=1e-15)


def test_growth_is_of_as_many_stakes_as_bets() -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        exclusive_growth([EVEN, EVEN], [0.1])


def test_growth_of_exclusive_outcomes_counts_the_one_without_a_bet() -> None:
    plan = plan_stakes([bet(0.5, "2.3"), bet(0.3, "3.8")], exclusive=True, fraction=1)
    first, second = (stake.share for stake in plan.stakes)
    kept = 1 - first - second
    expected = 0.5 * math.log(kept + 2.3 * first) + 0.3 * math.log(kept + 3.8 * second) + 0.2 * math.log(kept)
    assert plan.growth == pytest.approx(expected, abs=1e-12)


def test_the_outcome_with_the_highest_return_joins_first() -> None:
    assert shares([bet(0.5, "1.9"), bet(0.1, "15")], Caps(), exclusive=True) == [0, pytest.approx(0.5 / 14)]


def test_exclusive_stakes_on_a_sure_profit_are_the_probabilities() -> None:
    assert shares([bet(0.5, "2.2"), bet(0.5, "2.2")], Caps(), exclusive=True) == [0.5, 0.5]


def test_probabilities_that_sum_to_a_little_more_than_one_are_scaled() -> None:
    stakes = shares([bet(0.5, "2.2"), bet(0.5 + 1e-12, "2.2")], Caps(), exclusive=True)
    assert stakes == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize("bets", [[bet(0.9, "3")] * 6, [bet(0.95, "3", 0.01)] * 6, [bet(0.999, "1000")] * 5])
def test_equal_bets_near_the_whole_bankroll_have_equal_stakes(bets: list[Bet]) -> None:
    stakes = independent_stakes(bets)
    assert math.fsum(stakes) < 1
    assert stakes == pytest.approx([math.fsum(stakes) / len(bets)] * len(bets), rel=1e-6)


CHANCES = st.floats(0.02, 0.9)
BETS = st.lists(
    st.builds(
        lambda chance, price, push: bet(chance, str(price), min(push, 0.98 - chance)),
        CHANCES,
        st.decimals("1.05", "30", places=2),
        st.sampled_from([0.0, 0.05]),
    ),
    min_size=1,
    max_size=3,
)


@given(BETS)
def test_no_stake_can_be_moved_for_more_growth(bets: list[Bet]) -> None:
    stakes, outcomes = independent_stakes(bets), joint_outcomes(bets)
    assert min(stakes) >= 0
    assert [stake > 0 for stake in stakes] == [single_stake(each) > 0 for each in bets]
    best = expected_log(outcomes, stakes)
    for place in range(len(bets)):
        for move in (-1e-4, 1e-4):
            moved = [max(stake + move, 0.0) if at == place else stake for at, stake in enumerate(stakes)]
            assert expected_log(outcomes, moved) <= best + 1e-12


def test_a_bankroll_that_can_be_lost_grows_by_minus_infinity() -> None:
    assert expected_log(joint_outcomes([EVEN]), [1.0]) == -math.inf


def test_what_cannot_happen_is_no_joint_outcome() -> None:
    assert joint_outcomes([EVEN]) == [JointOutcome(0.6, (1.0,)), JointOutcome(0.4, (-1.0,))]
    assert joint_outcomes([bet(1.0, "2")]) == [JointOutcome(1.0, (1.0,))]
    assert joint_outcomes([bet(0.5, "3", push=0.5)]) == [JointOutcome(0.5, (2.0,)), JointOutcome(0.5, (0.0,))]


def test_there_is_an_equation_for_each_unknown() -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        solve([[1, 0], [0, 1]], [1])


def test_equations_are_solved_with_any_order_of_pivots() -> None:
    assert solve([[0, 2, 1], [1, 1, 0], [3, 0, 1]], [7, 3, 6]) == pytest.approx([1, 2, 3])
    assert solve([[2, 0], [0, 0]], [4, 1]) == [2, 0]
    assert solve([[0, 0, 0], [0, 1, 1], [0, 1, 2]], [1, 3, 5]) == [0, 1, 2]
