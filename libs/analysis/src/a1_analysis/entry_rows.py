"""The pick'em entries that are looked for: the rows of the operator's payout table."""

from functools import cache
from typing import NamedTuple

from a1_betting.payouts import break_even
from a1_schemas.payouts import CONTESTS, Entry, GameMode
from a1_schemas.providers import Provider

BOARD = str(Provider.PRIZEPICKS)
"""The operator, which is the bookmaker of its board."""
CONTEST = next(each for each in CONTESTS if each.provider is Provider.PRIZEPICKS and each.game_mode is GameMode.PICKEM)


class EntryRow(NamedTuple):
    """An entry of so many picks."""

    entry: Entry
    break_even: float | None
    """The probability of each pick at which it is worth its cost; None where its payouts are not known."""


@cache
def entry_rows() -> tuple[EntryRow, ...]:
    """Return the rows of the table."""
    return tuple(
        EntryRow(entry, None if entry.refused else break_even(CONTEST, entry.type, entry.picks))
        for entry in CONTEST.entries
    )


@cache
def least_probability() -> float:
    """Return the lowest break-even probability: a pick below it is worth its place in no entry."""
    return min(row.break_even for row in entry_rows() if row.break_even is not None)


@cache
def most_picks() -> int:
    """Return the picks of the largest entry."""
    return max(row.entry.picks for row in entry_rows())
