"""Goes through past days of a league: asks for each board, stores its results, and counts what it found."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import asyncpg

from a1_cli.history.backfilled import Comparison, Difference, store_day
from a1_cli.history.board_results import BoardResults, LeftOut, UnreadableBoardError, read_results
from a1_cli.history.boards import BoardRefusedError, Boards
from a1_schemas.espn_boards import CUT_SHORT
from a1_schemas.leagues import League


@dataclass(slots=True)
class Found:
    """What a backfill has found so far."""

    days: int = 0
    new: int = 0
    same: int = 0
    corrected: list[Difference] = field(default_factory=list[Difference])
    contradicted: list[Difference] = field(default_factory=list[Difference])
    left_out: list[tuple[date, LeftOut]] = field(default_factory=list[tuple[date, LeftOut]])
    incomplete: list[date] = field(default_factory=list[date])
    """Days that will be asked for again, for games on them are not over or could not be read."""
    maybe_cut_short: list[date] = field(default_factory=list[date])
    """Days with exactly as many games as ESPN leaves of a list that it cuts."""

    def add(self, day: date, board: BoardResults, comparison: Comparison) -> None:
        """Add a day."""
        self.days += 1
        self.new += len(comparison.new)
        self.same += len(comparison.same)
        self.corrected += comparison.corrected
        self.contradicted += comparison.contradicted
        self.left_out += [(day, each) for each in board.left_out]
        if not board.is_complete:
            self.incomplete.append(day)
        if len(board.results) + len(board.left_out) == CUT_SHORT:
            self.maybe_cut_short.append(day)

    @property
    def reasons(self) -> Counter[str]:
        """How many games have no result here, by reason."""
        return Counter(str(each.reason) for _, each in self.left_out)


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days in their order, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


async def backfill_days(
    connection: asyncpg.Connection,
    boards: Boards,
    league: League,
    days: Sequence[date],
    found: Found,
    advance: Callable[[date], None],
) -> None:
    """Ask for each day and store its results before the next, adding to what was found.

    Raises BoardRefusedError; the days before stay stored.
    """
    for day in days:
        board = await boards.read(league, day)
        try:
            read = read_results(league, *board)
        except UnreadableBoardError as error:
            raise BoardRefusedError(f"the board of {day} is none: {error}") from error
        found.add(day, read, await store_day(connection, league, day, read))
        advance(day)
