"""Roots by bisection with a fixed number of steps, so that equal inputs give equal bits."""

from collections.abc import Callable

_STEPS = 64
"""Enough for the last bit of a double within the brackets used here."""


def falling_root(function: Callable[[float], float], low: float, high: float) -> float:
    """Return the zero in [low, high] of a function that falls from a positive to a negative value."""
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if function(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
