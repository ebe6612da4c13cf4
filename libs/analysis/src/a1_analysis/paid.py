"""What an opportunity that has ended paid, by the grades of its legs under the neutral rules."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from a1_analysis.configuration import Configuration
from a1_analysis.entry_rows import CONTEST
from a1_analysis.found import published
from a1_analysis.grade_book import GradeBook
from a1_analysis.offered import place_of_bet
from a1_analysis.opportunity_records import bet_of_leg
from a1_analysis.prices import exact
from a1_betting.payouts import entry_multiple
from a1_betting.refused import Refused
from a1_betting.settlement import LegResult
from a1_grading.payout import settle
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import GradeResult
from a1_schemas.fast import Number
from a1_schemas.payouts import EntryType

_AS_PICK: Mapping[GradeResult, LegResult] = {
    GradeResult.WIN: LegResult.RIGHT,
    GradeResult.LOSS: LegResult.WRONG,
    GradeResult.PUSH: LegResult.TIE,
    GradeResult.VOID: LegResult.VOID,
}


def paid_by(message: wire.Opportunity, grades: GradeBook, configuration: Configuration) -> Number | None:
    """Return the profit of an opportunity as a share of the sum staked; None until all of its legs are graded."""
    results = [_result(message, leg, grades) for leg in message.legs]
    graded = [each for each in results if each is not None and each is not GradeResult.UNGRADED]
    if len(graded) < len(results):
        return None
    profit = (
        _of_prices(message.legs, graded, configuration)
        if message.entry is None
        else _of_entry(EntryType(message.entry.type), graded)
    )
    return None if profit is None else published(float(profit))


def _result(message: wire.Opportunity, leg: wire.OpportunityLeg, grades: GradeBook) -> GradeResult | None:
    place = place_of_bet(bet_of_leg(message, leg))
    return grades.result(leg.event_id, place, leg.selection, leg.line)


def _of_prices(
    legs: Sequence[wire.OpportunityLeg], results: Sequence[GradeResult], configuration: Configuration
) -> Fraction | None:
    staked, returned = Fraction(), Fraction()
    for leg, result in zip(legs, results, strict=True):
        commission = configuration.commission_of(leg.bookmaker)
        if leg.price is None or commission is None:
            return None
        price, stake = exact(leg.price), exact(leg.stake)
        staked += Fraction(stake)
        returned += Fraction(settle(result, 1 + (price - 1) * (1 - exact(commission)), stake))
    return returned / staked - 1 if staked else None


def _of_entry(entry_type: EntryType, results: Sequence[GradeResult]) -> Fraction | None:
    picks = [_AS_PICK[each] for each in results if each in _AS_PICK]
    if len(picks) < len(results):
        return None
    try:
        return entry_multiple(CONTEST, entry_type, picks) - 1
    except Refused:
        return None
