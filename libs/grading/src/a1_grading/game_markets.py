"""Grades bets on a game by its record and a profile of rules. What the record does not prove is left ungraded."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from a1_grading.families import family_of
from a1_grading.final_score import Points, final_points, points_in_play
from a1_grading.graded import Graded, ungraded, void
from a1_grading.lines import is_in_range
from a1_grading.outcomes import GROWING, OPPOSITE, is_gradable, needs_line, outcome
from a1_grading.play import has_begun, is_enough
from a1_grading.profiles import Profile
from a1_grading.rules import Ending, Minimum, Pitchers, Rules
from a1_grading.scores import counted, is_part_over, parts_of
from a1_schemas.analytics_words import GradeResult, GradeRule, RefusalReason
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.vocabulary import EventStatus, MarketKey, Period, Selection, SettlementScope, Sport


class Market(NamedTuple):
    """A market of a game."""

    key: MarketKey
    period: Period
    scope: SettlementScope


class Bet(NamedTuple):
    """A selection of a market at a line."""

    market: Market
    selection: Selection
    line: Decimal | None


_WITHOUT_EVIDENCE: Mapping[MarketKey, RefusalReason] = {
    MarketKey.ALTERNATE_TOTAL_CORNERS: RefusalReason.NO_STATISTIC,
    MarketKey.ALTERNATE_SPREAD_CORNERS: RefusalReason.NO_STATISTIC,
    MarketKey.ALTERNATE_TOTAL_CARDS: RefusalReason.NO_STATISTIC,
    MarketKey.ALTERNATE_SPREAD_CARDS: RefusalReason.NO_STATISTIC,
    MarketKey.OUTRIGHT: RefusalReason.NO_STATISTIC,
    MarketKey.OUTRIGHT_LAY: RefusalReason.NO_STATISTIC,
}
"""Markets that no score of a game decides."""
_SCORERS = frozenset({MarketKey.ANYTIME_SCORER, MarketKey.FIRST_SCORER, MarketKey.LAST_SCORER})


def grade_market(
    event: SportingEvent, market: Market, selection: Selection, line: Decimal | None, profile: Profile
) -> Graded:
    """Return how a bet on a game ended by a profile's rules."""
    bet = Bet(market, selection, line)
    if (fault := _fault_of(event, bet)) is not None:
        return ungraded(fault)
    rules = profile.rules(event.league, family_of(market.key, market.period))
    match event.status:
        case EventStatus.FINAL:
            return _final(event, bet, rules)
        case EventStatus.POSTPONED:
            return _unfinished(event, bet, rules.postponed, GradeRule.POSTPONED)
        case EventStatus.CANCELLED if has_begun(event):
            return _unfinished(event, bet, rules.abandoned, GradeRule.ABANDONED)
        case EventStatus.CANCELLED:
            return _unfinished(event, bet, rules.cancelled, GradeRule.CANCELLED)
        case _:
            return ungraded(RefusalReason.EVENT_NOT_OVER)


def _fault_of(event: SportingEvent, bet: Bet) -> RefusalReason | None:
    """Return why a bet cannot be graded at any score, or None."""
    key, period, _ = bet.market
    if key in _WITHOUT_EVIDENCE:
        return _WITHOUT_EVIDENCE[key]
    if period is not Period.GAME and parts_of(event, period) is None:
        return RefusalReason.MARKET_UNKNOWN
    if key in _SCORERS:
        known = bet.selection is Selection.NO_SCORER and period is Period.GAME
        return None if known else RefusalReason.MARKET_UNKNOWN
    if not is_gradable(key, bet.selection):
        return RefusalReason.MARKET_UNKNOWN
    return _fault_of_line(event, bet) if needs_line(key) else None


def _fault_of_line(event: SportingEvent, bet: Bet) -> RefusalReason | None:
    key, period, _ = bet.market
    if bet.line is None:
        return RefusalReason.MARKET_INCOMPLETE
    of_both_sides = period is Period.GAME and key in (MarketKey.TOTAL, MarketKey.ALTERNATE_TOTAL)
    fits = is_in_range(event.league, family_of(key), bet.line, of_both_sides=of_both_sides)
    return None if fits else RefusalReason.LINE_OUT_OF_RANGE


def _final(event: SportingEvent, bet: Bet, rules: Rules) -> Graded:
    if rules.minimum is None or rules.pitchers is Pitchers.LISTED:  # no record has the pitchers of the bet
        return ungraded(RefusalReason.RULES_UNKNOWN)
    match _is_played(event, bet.market.period, rules.minimum):
        case True:
            return _at_score(event, bet)
        case None:
            return ungraded(_why_unknown(event, bet))
        case False if bet.market.period is Period.GAME:
            return _cut_short(event, bet, decided_stands=rules.decided_stands, rule=GradeRule.TOO_LITTLE_PLAYED)
        case False:
            return _cut_short(event, bet, decided_stands=rules.decided_stands, rule=GradeRule.PERIOD_NOT_PLAYED)


def _is_played(event: SportingEvent, period: Period, minimum: Minimum) -> bool | None:
    if minimum.whole:
        return is_part_over(event, parts_of(event, period) or ())
    return is_enough(event, minimum)


def _why_unknown(event: SportingEvent, bet: Bet) -> RefusalReason:
    score = counted(event, bet.market.period, bet.market.scope)
    return score if isinstance(score, RefusalReason) else RefusalReason.PLAY_UNKNOWN


def _at_score(event: SportingEvent, bet: Bet) -> Graded:
    market, selection, line = bet
    score = counted(event, market.period, market.scope)
    if isinstance(score, RefusalReason):
        return ungraded(score)
    if market.key in _SCORERS:
        return _without_scorer(event)
    return Graded(outcome(market.key, selection, line, score.points), score.rule)


def _without_scorer(event: SportingEvent) -> Graded:
    """Return how a bet on no scorer ended. Own goals, kicks and safeties leave open whether a player scored."""
    points = points_in_play(event)
    if points == (0, 0):
        return Graded(GradeResult.WIN, GradeRule.FINAL_SCORE)
    if event.league.traits.sport is Sport.ICE_HOCKEY:
        return Graded(GradeResult.LOSS, GradeRule.FINAL_SCORE)
    return ungraded(RefusalReason.NO_STATISTIC)


def _unfinished(event: SportingEvent, bet: Bet, ending: Ending | None, rule: GradeRule) -> Graded:
    if ending is None:
        return ungraded(RefusalReason.RULES_UNKNOWN)
    if ending is Ending.VOID:
        return void(rule)
    numbers = parts_of(event, bet.market.period) or ()
    if bet.market.period is not Period.GAME and is_part_over(event, numbers):
        return _at_score(event, bet)
    return _cut_short(event, bet, decided_stands=True, rule=rule)


def _cut_short(event: SportingEvent, bet: Bet, *, decided_stands: bool | None, rule: GradeRule) -> Graded:
    """Return void, or the result of a bet that was decided by the points so far, where the rules let it stand."""
    if decided_stands is False or bet.selection not in _CAN_BE_DECIDED:
        return void(rule)
    points = _points_so_far(event, bet.market.period)
    if points is None:
        return ungraded(RefusalReason.NO_SCORE)
    decided = _decided(bet, points)
    if decided is None:
        return void(rule)
    return Graded(decided, GradeRule.DECIDED_STANDS) if decided_stands else ungraded(RefusalReason.RULES_UNKNOWN)


_CAN_BE_DECIDED = GROWING | OPPOSITE.keys()


def _points_so_far(event: SportingEvent, period: Period) -> Points | None:
    if period is Period.GAME:
        return final_points(event)
    shown = [each for each in event.periods or () if each.number in (parts_of(event, period) or ())]
    return Points(sum(each.home or 0 for each in shown), sum(each.away or 0 for each in shown))


def _decided(bet: Bet, points: Points) -> GradeResult | None:
    growing = OPPOSITE.get(bet.selection, bet.selection)
    if outcome(bet.market.key, growing, bet.line, points) is not GradeResult.WIN:
        return None
    return GradeResult.WIN if growing is bet.selection else GradeResult.LOSS
