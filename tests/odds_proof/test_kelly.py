"""Stakes on bets that are open together match a search of the grid, and the bounds that were set."""

import math
from decimal import Decimal
from itertools import product
from random import Random

import pytest

from a1_betting.bets import Bet
from a1_betting.independent_stakes import expected_log, independent_stakes
from a1_betting.joint_outcomes import joint_outcomes
from a1_betting.kelly import Caps, plan_stakes
from a1_testkit.machine import scaled

pytestmark = [pytest.mark.odds_proof, pytest.mark.timeout(scaled(600))]
ROUNDS, SHRINK = 34, 0.62


def bets_of(draw: Random, count: int) -> list[Bet]:
    """Bets with an edge of up to 15 %, and pushes on some."""
    return [bet_of(draw, place) for place in range(count)]


def bet_of(draw: Random, place: int) -> Bet:
    price = Decimal(round(draw.uniform(1.3, 6), 2)).quantize(Decimal("0.01"))
    push = draw.choice((0.0, 0.0, 0.05))
    chance = min((1 - push) * (1 + draw.uniform(-0.03, 0.15)) / float(price), 0.9 - push)
    return Bet(probability=chance, price=price, push_probability=push, event_id=str(place))


def by_grid(bets: list[Bet]) -> list[float]:
    """The best stakes of a grid around the best so far, finer by each round."""
    outcomes = joint_outcomes(bets)
    best, reach = [0.1] * len(bets), 0.1
    for _ in range(ROUNDS):
        steps = [[max(stake + reach * step, 0.0) for step in (-1, -0.5, 0, 0.5, 1)] for stake in best]
        best = list(max(product(*steps), key=lambda stakes: expected_log(outcomes, stakes)))
        reach *= SHRINK
    return best


@pytest.mark.parametrize("seed", range(60))
def test_stakes_match_a_search_of_the_grid(seed: int) -> None:
    draw = Random(seed)
    bets = bets_of(draw, 2 + seed % 3)
    found = independent_stakes(bets)
    grid = by_grid(bets)
    outcomes = joint_outcomes(bets)
    assert expected_log(outcomes, found) >= expected_log(outcomes, grid) - 1e-15
    assert found == pytest.approx(grid, abs=1e-6)


@pytest.mark.parametrize("share", range(10))
def test_stakes_are_within_bounds(share: int) -> None:
    draw = Random(f"bounds {share}")
    for _ in range(300):
        bets = bets_of(draw, draw.randint(1, 6))
        caps = Caps(bet=draw.uniform(0, 0.1), game=draw.uniform(0, 0.1), day=draw.uniform(0, 0.2))
        plan = plan_stakes(bets, fraction=draw.random(), caps=caps)
        stakes = [stake.share for stake in plan.stakes]
        assert min(stakes) >= 0
        assert max(stakes) <= min(caps.bet, caps.game)
        assert math.fsum(stakes) <= caps.day
        assert [stake.reason is not None for stake in plan.stakes] == [bet.edge <= 0 for bet in bets]
