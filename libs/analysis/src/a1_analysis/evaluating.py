"""Evaluates bets and boards by the newest records."""

from collections.abc import Sequence

from a1_analysis.assessment import Assessed, Circumstances, assess, expires_at
from a1_analysis.boards import find_mismatches
from a1_analysis.crossings import find_crossings, find_same_sides
from a1_analysis.expected_values import find_values
from a1_analysis.fair import consensus_of, fair_of
from a1_analysis.found import Evaluation
from a1_analysis.games import Game
from a1_analysis.league_values import LeagueValues
from a1_analysis.markets import Bet, Board


def evaluate_bet(state: LeagueValues, bet: Bet, game: Game) -> Evaluation:
    """Return what a bet's quotes are worth, and remember when they have to be judged again."""
    assessed = _assessed(state, bet, game)
    found = Evaluation()
    if not assessed:
        return found
    find_crossings(state.league, bet, assessed, state.configuration, found)
    if not game.has_started(state.now):
        find_same_sides(assessed, found)
        consensus = consensus_of(assessed, state.configuration)
        found.fair = fair_of(assessed[0].quote.outcomes, consensus)
        find_values(bet, consensus, state.configuration, found)
    return found


def evaluate_board(state: LeagueValues, board: Board, game: Game) -> Evaluation:
    """Return what the bets of a board are worth together. They must have been evaluated."""
    found = Evaluation()
    if not game.has_started(state.now):
        find_mismatches({bet: state.assessed_of(bet) for bet in state.book.bets_of_board(board)}, found)
    return found


def _assessed(state: LeagueValues, bet: Bet, game: Game) -> Sequence[Assessed]:
    quotes = state.book.quotes(bet)
    if not quotes:
        state.assessed.pop(bet, None)
        state.remember(bet, ())
        return ()
    assessed = assess(quotes, Circumstances(game, state.now, state.sources, state.configuration))
    state.assessed[bet] = assessed
    due = [expires_at(quote, state.configuration) for quote, reason in assessed if reason is None]
    state.remember(bet, () if game.has_started(state.now) else (game.start_time, *due))
    return assessed
