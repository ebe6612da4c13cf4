"""Kelly stakes on outcomes that exclude each other (Smoczynski and Tomkins, 2010)."""

from collections.abc import Sequence
from fractions import Fraction

from a1_betting.bets import Bet


def exclusive_stakes(bets: Sequence[Bet]) -> list[float]:
    """Return the stakes that maximise expected logarithmic growth.

    Outcomes join by falling expected return while that is above the reserve rate. One without an edge of its own may
    join, because it insures the others. Probabilities whose sum is above 1 are scaled to it. No bet can push.
    """
    chances = [Fraction(bet.probability) for bet in bets]
    excess = max(sum(chances), Fraction(1))
    chances = [chance / excess for chance in chances]
    prices = [Fraction(bet.price) for bet in bets]
    reserve, left, room = Fraction(1), Fraction(1), Fraction(1)
    chosen: list[int] = []
    for place in sorted(range(len(bets)), key=lambda each: (-chances[each] * prices[each], each)):
        if chances[place] * prices[place] <= reserve:
            break
        left, room = left - chances[place], room - 1 / prices[place]
        chosen.append(place)
        reserve = left / room
    stakes = [Fraction()] * len(bets)
    for place in chosen:
        stakes[place] = chances[place] - reserve / prices[place]
    return [float(stake) for stake in stakes]
