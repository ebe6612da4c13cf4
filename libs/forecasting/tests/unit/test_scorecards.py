"""Scorecards of graded predictions."""

import math
from decimal import Decimal

from a1_betting.published import published
from a1_forecasting.live.scorecards import GradedPrediction, score
from a1_forecasting.outcomes import AWAY, DRAW, HOME, THREE_WAY, TWO_WAY

GAMES = [
    GradedPrediction(TWO_WAY, (0.6, 0.4), HOME, (0.55, 0.45)),
    GradedPrediction(TWO_WAY, (0.3, 0.7), HOME, (0.4, 0.6)),
    GradedPrediction(TWO_WAY, (0.5, 0.5), AWAY, None),
]


def test_scores_are_means_and_the_close_is_paired() -> None:
    card = score(GAMES).all
    assert (card.games, card.close_games) == (3, 2)
    assert card.log_loss == published(-(math.log(0.6) + math.log(0.3) + math.log(0.5)) / 3)
    assert card.brier == card.rps == published((0.16 + 0.49 + 0.25) / 3)
    assert card.accuracy == Decimal("0.5")
    assert card.close_log_loss == published(-(math.log(0.55) + math.log(0.4)) / 2)
    gaps = [math.log(0.55 / 0.6), math.log(0.4 / 0.3)]
    assert card.gap == published(sum(gaps) / 2)
    assert card.gap_se == published(abs(gaps[0] - gaps[1]) / 2)
    assert [(each.low, each.count) for each in card.reliability] == [
        (Decimal("0.3"), 1),
        (Decimal("0.5"), 1),
        (Decimal("0.6"), 1),
    ]


def test_the_selected_are_what_the_model_would_have_bet_on() -> None:
    chosen = score(GAMES).selected
    assert (chosen.edge, chosen.count) == (Decimal("0.02"), 2)
    assert chosen.claimed == Decimal("0.65")
    assert chosen.close == Decimal("0.575")
    assert chosen.observed == Decimal("0.5")
    assert chosen.observed_se == published(math.sqrt(0.125))


def test_a_draw_is_one_of_three_results() -> None:
    card = score([GradedPrediction(THREE_WAY, (0.5, 0.3, 0.2), DRAW, (0.4, 0.3, 0.3))])
    assert card.all.rps == Decimal("0.145")
    assert card.all.gap == 0
    assert card.all.gap_se is None
    assert card.selected.count == 1


def test_a_model_is_unproven_below_a_thousand_games() -> None:
    assert score(GAMES * 333).unproven
    assert not score(GAMES * 334).unproven


def test_no_games_have_no_scores() -> None:
    card = score([])
    assert (card.all.games, card.all.log_loss, card.all.gap, card.all.discrimination) == (0, None, None, None)
    assert (card.selected.count, card.selected.observed, card.selected.observed_se) == (0, None, None)
