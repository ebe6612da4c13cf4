"""Minutes that one provider reports to the second and another as a whole number."""

import math
from collections.abc import Iterable

from a1_schemas.fast import Number

_SECONDS = 60


def seconds_of(minutes: Number) -> int:
    """Return the seconds of decimal minutes. Two places of minutes are finer than a second."""
    return round(minutes * _SECONDS)


def is_to_the_second(minutes: Iterable[Number]) -> bool:
    """Whether the provider of all these minutes reports seconds: one of them is not whole."""
    return any(each != int(each) for each in minutes)


def same_time(one: Number, other: Number) -> bool:
    """Whether two reports of minutes agree: to the second, or one is the other rounded to whole minutes."""
    if seconds_of(one) == seconds_of(other):
        return True
    whole, exact = sorted((one, other), key=lambda minutes: minutes != int(minutes))
    return whole == int(whole) and whole in (math.floor(exact), math.floor(exact + 0.5))
