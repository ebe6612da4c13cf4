"""A fraction of the stakes that maximise the expected growth of a bankroll, within caps."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from a1_betting.bets import Bet
from a1_betting.exclusive_stakes import exclusive_stakes
from a1_betting.independent_stakes import expected_log, independent_stakes
from a1_betting.joint_outcomes import joint_outcomes
from a1_betting.refused import Refused
from a1_schemas.analytics_words import RefusalReason

MAX_BETS = 6
"""Of one plan: the joint outcomes triple with each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """The largest stakes, as shares of the bankroll."""

    bet: float = 1.0
    game: float = 1.0
    day: float = 1.0


UNCAPPED = Caps()


@dataclass(frozen=True, slots=True)
class Stake:
    """A share of the bankroll, or the reason why it is 0."""

    share: float
    reason: RefusalReason | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Stakes in the order of the bets."""

    stakes: tuple[Stake, ...]
    growth: float
    """The expected logarithmic growth of the bankroll if the bets' probabilities are right."""


def plan_stakes(bets: Sequence[Bet], *, exclusive: bool = False, fraction: float = 0.25, caps: Caps = UNCAPPED) -> Plan:
    """Return the stakes of at most six bets that are decided together; of outcomes of one market with `exclusive`.

    Raises Refused: `correlated-legs` for two bets of one event that do not exclude each other.
    """
    if not exclusive:
        _refuse_correlated(bets)
    full = exclusive_stakes(bets) if exclusive else independent_stakes(bets)
    stakes = _capped(bets, [fraction * stake for stake in full], caps, exclusive=exclusive)
    reasons = [None if stake > 0 else RefusalReason.NO_EDGE for stake in full]
    growth = exclusive_growth(bets, stakes) if exclusive else independent_growth(bets, stakes)
    return Plan(tuple(map(Stake, stakes, reasons)), growth)


def independent_growth(bets: Sequence[Bet], stakes: Sequence[float]) -> float:
    """Return the expected logarithmic growth of stakes on independent bets; their sum is at most 1."""
    return expected_log(joint_outcomes(bets), stakes)


def exclusive_growth(bets: Sequence[Bet], stakes: Sequence[float]) -> float:
    """Return the expected logarithmic growth of stakes on outcomes that exclude each other."""
    kept = 1 - math.fsum(stakes)
    outcomes = [(bet.probability, kept + stake * float(bet.price)) for bet, stake in zip(bets, stakes, strict=True)]
    none = 1 - math.fsum(bet.probability for bet in bets)
    if none > _ROUNDING:
        outcomes.append((none, kept))
    return math.fsum(chance * math.log(wealth) for chance, wealth in outcomes)


_ROUNDING = 1e-12
"""Probabilities whose sum is nearer to 1 leave nothing for another outcome."""


def _refuse_correlated(bets: Sequence[Bet]) -> None:
    events = [bet.event_id for bet in bets if bet.event_id is not None]
    if len(set(events)) < len(events):
        raise Refused(RefusalReason.CORRELATED_LEGS, "two bets of one game have no known joint distribution")


def _capped(bets: Sequence[Bet], stakes: list[float], caps: Caps, *, exclusive: bool) -> list[float]:
    """Cut each stake to its own bounds, then those of a game in proportion, then all of them."""
    limits = [caps.bet if bet.limit is None else min(caps.bet, bet.limit) for bet in bets]
    stakes = list(map(min, stakes, limits))
    games: defaultdict[object, list[int]] = defaultdict(list)
    for place, bet in enumerate(bets):
        games["game" if exclusive else bet.event_id or place].append(place)
    for places in games.values():
        _scale(stakes, places, caps.game)
    _scale(stakes, range(len(stakes)), caps.day)
    return stakes


def _scale(stakes: list[float], places: Sequence[int], cap: float) -> None:
    """Lower stakes in proportion until their sum, rounding included, is at most the cap."""
    total = math.fsum(stakes[place] for place in places)
    if total <= cap:
        return
    factor = cap / total
    while math.fsum(stakes[place] * factor for place in places) > cap:
        factor = math.nextafter(factor, 0)
    for place in places:
        stakes[place] *= factor
