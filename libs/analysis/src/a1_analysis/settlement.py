"""Whether the books of several legs settle a bet alike."""

from collections.abc import Sequence
from functools import cache
from itertools import combinations

from a1_analysis.markets import Board
from a1_grading.families import Family, family_of, prop_family
from a1_grading.same_rules import same_rules
from a1_schemas.analytics_words import RefusalReason
from a1_schemas.leagues import League
from a1_schemas.vocabulary import MarketKey, Period


def rules_refusal(league: League, board: Board, bookmakers: Sequence[str]) -> RefusalReason | None:
    """Return None where all of them settle this market alike, else `rules-unknown` or `rules-differ`."""
    family = _family(league, board.market, board.period, board.stat_type)
    for one, other in combinations(sorted(set(bookmakers)), 2):
        if (reason := _between(one, other, league, family)) is not None:
            return reason
    return None


@cache
def _family(league: League, market: str, period: str, stat_type: str | None) -> Family:
    if stat_type is not None:
        return prop_family(league.traits.sport, stat_type)
    return family_of(MarketKey(market), Period(period))


@cache
def _between(one: str, other: str, league: League, family: Family) -> RefusalReason | None:
    return same_rules(one, other, league, family)
