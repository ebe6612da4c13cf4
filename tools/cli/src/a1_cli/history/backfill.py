"""`a1 history backfill`: past results from ESPN's boards into the database."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, Never

import asyncpg
import typer

from a1_cli.history.backfilled import complete_days
from a1_cli.history.backfilling import Found, backfill_days, days_between
from a1_cli.history.boards import BoardRefusedError, open_boards
from a1_cli.history.database import Database, Port, chosen_database, with_database
from a1_cli.history.settings import BackfillSettings, Settings
from a1_cli.progress_line import progress_line
from a1_cli.refusal import interrupted
from a1_sandbox.app import prefix
from a1_schemas.espn_boards import BOARD_ZONE
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_service_kit.clock import SystemClock

_SHOWN = 20
"""The most that is listed of each kind; all are counted."""
_DAY = ["%Y-%m-%d"]


def backfill(
    league: Annotated[str, typer.Option(metavar="LEAGUE", help=f"One of {', '.join(League)}.")],
    from_: Annotated[datetime, typer.Option("--from", formats=_DAY, help="The first day, US Eastern.")],
    to: Annotated[datetime, typer.Option(formats=_DAY, help="The last day.")],
    again: Annotated[bool, typer.Option("--again", help="Ask for complete days too.")] = False,
    port: Port = None,
) -> None:
    """Store how games of past days ended, from ESPN's boards, slowly. A stopped backfill goes on where it was."""
    days = _days(from_.date(), to.date())
    work = _Backfill(_league(league), days, again=again, database=chosen_database(port))
    try:
        with_database(work.database, work.run)
    except KeyboardInterrupt:
        work.show()
        raise interrupted("stopped; the same command goes on with the days that are left") from None
    except BoardRefusedError as error:
        work.show()
        _end(f"{error}; the same command goes on with the days that are left")
    work.show()


class _Backfill:
    """One run of the command."""

    def __init__(self, league: League, days: Sequence[date], *, again: bool, database: Database) -> None:
        self.database = database
        self._league = league
        self._days = days
        self._again = again
        self._settings = Settings().backfill
        self._skipped = 0
        self._found = Found()

    async def run(self, connection: asyncpg.Connection) -> None:
        """Ask for the days that are not complete. Raises BoardRefusedError."""
        complete = await complete_days(connection, self._league, self._days[0], self._days[-1])
        wanted = [day for day in self._days if self._again or day not in complete]
        self._skipped = len(self._days) - len(wanted)
        clock, rng = SystemClock(), random.SystemRandom()
        async with open_boards(_base_url(self._settings, self.database), self._settings, clock, rng) as boards:
            with progress_line() as line:
                task = line.add_task(f"{self._league} from ESPN", total=len(wanted))

                def advance(day: date) -> None:
                    line.update(task, advance=1, description=f"{self._league} {day}, {self._found.new:,} results")

                await backfill_days(connection, boards, self._league, wanted, self._found, advance)

    def show(self) -> None:
        """Print what was found."""
        for text in _said(self._found, self._league, self._skipped):
            typer.echo(text)


def _said(found: Found, league: League, skipped: int) -> Iterator[str]:
    """Yield the lines about a backfill: the counts, then what a person may want to look at."""
    yield (
        f"{found.new:,} results of {league} stored, {len(found.corrected):,} corrected, {found.same:,} known; "
        f"days asked for: {found.days:,}, skipped as complete: {skipped:,}"
    )
    if found.left_out:
        counts = ", ".join(f"{count:,} {reason}" for reason, count in sorted(found.reasons.items()))
        yield f"left out: {counts}"
        yield from _listed([f"{day} {each.reason} {each.game}" for day, each in found.left_out])
    yield from _titled("corrected", list(map(str, found.corrected)))
    yield from _titled("observed otherwise, left as observed", list(map(str, found.contradicted)))
    yield from _titled("not complete, asked for again by the next backfill", list(map(str, found.incomplete)))
    yield from _titled("perhaps cut short by ESPN", list(map(str, found.maybe_cut_short)))


def _titled(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{title}: {len(lines):,}"
        yield from _listed(lines)


def _listed(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"  and {len(lines) - _SHOWN:,} more"


def _base_url(settings: BackfillSettings, database: Database) -> str:
    sandbox = database.stack.get("sandbox_url")
    stands_in = f"{sandbox}/{prefix(Provider.ESPN)}" if sandbox else Provider.ESPN.traits.host
    return settings.base_url or stands_in


def _league(text: str) -> League:
    if text not in set(League):
        _end(f"unknown league {text!r}: one of {', '.join(League)}")
    return League(text)


def _days(first: date, last: date) -> Sequence[date]:
    """Return the days. Ends the command where they are out of order or lie ahead."""
    today = datetime.now(BOARD_ZONE).date()
    if first > last:
        _end(f"--from {first} is after --to {last}")
    if last > today:
        _end(f"--to {last} lies ahead: today is {today}, US Eastern")
    return list(days_between(first, last))


def _end(line: str) -> Never:
    typer.echo(line, err=True)
    raise typer.Exit(1)
