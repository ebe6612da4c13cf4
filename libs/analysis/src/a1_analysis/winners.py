"""The bet on who wins a game, which predictions are about."""

from functools import cache

from a1_analysis.markets import Bet, Board
from a1_forecasting.live.predictions import market_of
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Period


def winner_bet(league: League, event_id: str) -> Bet:
    """Return the bet on who wins a game."""
    market, scope = _winner_market(league)
    return Bet(Board(event_id, market, str(Period.GAME)), scope, None)


def is_of_winner(league: League, bet: Bet) -> bool:
    """Whether a bet is about who wins."""
    return bet == winner_bet(league, bet.board.event_id)


@cache
def _winner_market(league: League) -> tuple[str, str]:
    market, scope = market_of(league)
    return str(market), str(scope)
