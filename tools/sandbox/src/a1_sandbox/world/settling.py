"""How bets on a game end by the neutral rules, from the score that the world will have or had."""

from decimal import Decimal

from a1_sandbox.world.game import Game
from a1_sandbox.world.play import Tally, tally
from a1_sandbox.world.rules import rules_of
from a1_schemas.analytics_words import GradeResult
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import MarketKey, Selection

_RETURNED = {GradeResult.WIN: 1, GradeResult.PUSH: 0, GradeResult.LOSS: -1}


def final(game: Game) -> Tally:
    """Everything counted in a whole game."""
    rules = rules_of(game.league)
    return tally(game, rules.periods * rules.period_s)


def result(game: Game, market: MarketKey, selection: Selection, line: Decimal | None) -> GradeResult:
    """How a bet on the whole game ends. Every game of the world is decided in regulation, or drawn in soccer."""
    home, away = final(game).score
    if market is MarketKey.TOTAL:
        passed = home + away - (line or Decimal(0))
        return _by_lead(passed if selection is Selection.OVER else -passed)
    if market is MarketKey.SPREAD:
        return _by_lead((home - away if selection is Selection.HOME else away - home) + (line or Decimal(0)))
    winner = Selection.DRAW if home == away else Selection.HOME if home > away else Selection.AWAY
    return GradeResult.WIN if selection is winner else GradeResult.LOSS


def prop_result(game: Game, side: int, slot: int, stat: StatType, line: Decimal) -> GradeResult:
    """How a bet on more than a line of a player ends."""
    counted = final(game).box.get((side, slot), {}).get(stat, 0)
    return _by_lead(counted - line)


def _by_lead(lead: Decimal) -> GradeResult:
    if lead == 0:
        return GradeResult.PUSH
    return GradeResult.WIN if lead > 0 else GradeResult.LOSS


def gain(result_: GradeResult, price: Decimal) -> Decimal:
    """The profit on a stake of one at decimal odds."""
    return price - 1 if result_ is GradeResult.WIN else Decimal(_RETURNED[result_])
