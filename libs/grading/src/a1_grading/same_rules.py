"""Whether two bookmakers settle a market alike, so that opposite bets at them cover each other."""

from collections.abc import Mapping

from a1_grading.families import PROP_FAMILIES, Family
from a1_grading.profiles import PROFILES, Profile
from a1_grading.rules import FACTS
from a1_schemas.analytics_words import RefusalReason
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Sport

_NEEDED: Mapping[Family, tuple[str, ...]] = {
    **dict.fromkeys(PROP_FAMILIES, ("participation",)),
    **dict.fromkeys((Family.MONEYLINE, Family.SPREAD, Family.TOTAL, Family.PERIOD), ("minimum",)),
}
_OF_BASEBALL: Mapping[Family, tuple[str, ...]] = {
    **dict.fromkeys((Family.MONEYLINE, Family.SPREAD), ("minimum", "pitchers")),
    Family.TOTAL: ("minimum", "pitchers", "decided_stands"),
}
"""Baseball is the one sport whose games are called early and stand, and whose bets may hang on a player."""


def needed(league: League, family: Family) -> tuple[str, ...]:
    """Return what must be known before bets of two bookmakers are compared. Empty: they are never comparable."""
    of_sport = _OF_BASEBALL if league.traits.sport is Sport.BASEBALL else {}
    return of_sport.get(family) or _NEEDED.get(family, ())


def same_rules(book_a: str, book_b: str, league: League, family: Family) -> RefusalReason | None:
    """Return None where two bookmakers settle a family alike, else `rules-unknown` or `rules-differ`.

    Facts that are not needed are compared where both state them.
    """
    if book_a == book_b:
        return None
    one, other = PROFILES.get(book_a), PROFILES.get(book_b)
    if one is None or other is None:
        return RefusalReason.RULES_UNKNOWN
    return compared(one, other, league, family)


def compared(one: Profile, other: Profile, league: League, family: Family) -> RefusalReason | None:
    """Return None where two profiles agree on a family, else `rules-unknown` or `rules-differ`."""
    pairs = {
        fact: (getattr(one.rules(league, family), fact), getattr(other.rules(league, family), fact)) for fact in FACTS
    }
    facts = needed(league, family)
    if not facts or any(None in pairs[fact] for fact in facts):
        return RefusalReason.RULES_UNKNOWN
    differs = any(ours != theirs for ours, theirs in pairs.values() if ours is not None and theirs is not None)
    return RefusalReason.RULES_DIFFER if differs else None
