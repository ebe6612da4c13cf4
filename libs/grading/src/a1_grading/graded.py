"""The result of a bet, with what decided it or why it is not known."""

from typing import NamedTuple

from a1_schemas.analytics_words import GradeResult, GradeRule, RefusalReason


class Graded(NamedTuple):
    """How a bet ended. Either a rule or a reason is set."""

    result: GradeResult
    rule: GradeRule | None = None
    reason: RefusalReason | None = None


def ungraded(reason: RefusalReason) -> Graded:
    """Return the result of a bet whose end is not known."""
    return Graded(GradeResult.UNGRADED, reason=reason)


def void(rule: GradeRule) -> Graded:
    """Return the result of a bet that does not stand."""
    return Graded(GradeResult.VOID, rule)
