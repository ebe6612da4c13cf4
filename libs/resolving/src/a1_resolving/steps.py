"""Work in steps: a generator that yields between pieces of work, so that its caller may let others run."""

from collections.abc import Generator
from typing import TypeVar

R = TypeVar("R")

AT_ONCE = 32
"""How many records are one step, where each takes some ten microseconds."""

Steps = Generator[None, None, R]
"""Yields between pieces of at most a few milliseconds, and returns the result. Whether others ran changes nothing."""


def finish(steps: Steps[R]) -> R:
    """Take all steps at once. Returns the result."""
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            return ended.value
