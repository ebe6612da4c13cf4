"""Evaluates bets and boards by the newest records."""

from collections.abc import Sequence

from a1_analysis.assessment import Assessed, assess, circumstances, first_end
from a1_analysis.boards import find_mismatches, find_two_and_three_way
from a1_analysis.crossings import find_crossings, find_same_sides, highest_prices, may_be_of_one_side, may_cross
from a1_analysis.expected_values import find_values
from a1_analysis.fair import consensus_of, fair_of
from a1_analysis.found import Evaluation
from a1_analysis.games import Game
from a1_analysis.league_values import LeagueValues
from a1_analysis.markets import Bet, Board
from a1_analysis.middles import find_middles
from a1_analysis.picks import find_picks
from a1_schemas.vocabulary import MarketKey


def evaluate_bet(state: LeagueValues, bet: Bet, game: Game) -> Evaluation:
    """Return what a bet's quotes are worth, and remember when they have to be judged again."""
    assessed = _assessed(state, bet, game)
    found = Evaluation()
    if not assessed:
        return found
    priced = [each for each in assessed if each.quote.pick is None]
    consensus = None if game.has_started(state.now) else consensus_of(priced, state.configuration)
    if consensus is None or consensus.refused:
        highest = highest_prices(priced)
    else:
        highest = [max(prices) for prices in consensus.columns.prices]
    if may_cross(highest, state.configuration):
        find_crossings(state.league, bet, priced, state.configuration, found)
    if consensus is not None:
        state.consensus[bet] = consensus
        if may_be_of_one_side(highest):
            find_same_sides(priced, found)
        found.fair = fair_of(assessed[0].quote.outcomes, consensus)
        find_values(bet, consensus, state.configuration, found)
    return found


def evaluate_board(state: LeagueValues, board: Board, game: Game) -> Evaluation:
    """Return what the bets of a board are worth together. They must have been evaluated."""
    found = Evaluation()
    if not game.has_started(state.now):
        bets = {bet: state.assessed_of(bet) for bet in state.book.bets_of_board(board)}
        find_mismatches(bets, found)
        find_middles(state.league, bets, state.configuration, found)
        find_picks(bets, state.consensus, game.start_time, found)
        if board.market == MarketKey.MONEYLINE:
            three_way = board._replace(market=str(MarketKey.MONEYLINE_3_WAY))
            find_two_and_three_way(bets, [state.assessed_of(bet) for bet in state.book.bets_of_board(three_way)], found)
    return found


def _assessed(state: LeagueValues, bet: Bet, game: Game) -> Sequence[Assessed]:
    seen = circumstances(game, state.now, state.sources, state.configuration)
    found = state.assessments[bet] = assess(list(state.book.quotes(bet)), seen, state.assessments.get(bet))
    chosen = found.chosen
    if not chosen:
        del state.assessments[bet]
        state.consensus.pop(bet, None)
        state.remember(bet, ())
        return ()
    end = found.valid_until if chosen is found.each else first_end(chosen)
    state.remember(bet, () if seen.has_started else (game.start_time, end))
    return chosen
