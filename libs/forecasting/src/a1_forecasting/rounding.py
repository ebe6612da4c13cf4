"""The edge of the library: numbers that come from floats keep nine decimals, so every C library gives the same ones."""

from collections.abc import Iterable

DECIMALS = 9


def rounded(value: float) -> float:
    """Return the value to nine decimals. Never returns minus zero."""
    return round(value, DECIMALS) + 0.0


def all_rounded(values: Iterable[float]) -> tuple[float, ...]:
    """Return the values to nine decimals."""
    return tuple(map(rounded, values))
