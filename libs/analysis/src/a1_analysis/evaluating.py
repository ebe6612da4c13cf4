"""Evaluates bets and boards by the newest records."""

from collections.abc import Sequence

from a1_analysis.assessment import Assessed, Circumstances, assess
from a1_analysis.boards import find_mismatches, find_two_and_three_way
from a1_analysis.crossings import find_crossings, find_same_sides
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
    find_crossings(state.league, bet, priced, state.configuration, found)
    if not game.has_started(state.now):
        find_same_sides(priced, found)
        consensus = state.consensus[bet] = consensus_of(priced, state.configuration)
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
    quotes = [quote for quote in state.book.quotes(bet) if state.sources.knows(quote.target)]
    if not quotes:
        state.assessed.pop(bet, None)
        state.consensus.pop(bet, None)
        state.remember(bet, ())
        return ()
    assessed = assess(quotes, Circumstances(game, state.now, state.sources, state.configuration))
    state.assessed[bet] = assessed
    due = [quote.expires_at for quote, reason in assessed if reason is None]
    state.remember(bet, () if game.has_started(state.now) else (game.start_time, *due))
    return assessed
