"""Stores the results of a past day, and which days are complete."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import asyncpg

from a1_cli.history.board_results import BoardResult, BoardResults, FixtureKey
from a1_schemas.leagues import League
from a1_schemas.providers import Provider


class Score(NamedTuple):
    """The points of both sides."""

    home: int
    away: int

    def __str__(self) -> str:
        return f"{self.home}:{self.away}"


class StoredResult(NamedTuple):
    """A result that the database has."""

    score: Score
    is_observed: bool
    """Whether it is from the log, which a board does not change."""


class Difference(NamedTuple):
    """A game whose stored score is not that of the board."""

    result: BoardResult
    stored: Score

    def __str__(self) -> str:
        key = self.result.key
        found = Score(self.result.home_score, self.result.away_score)
        return f"{key.played_on} {key.away} at {key.home} {found}, was {self.stored}"


class Comparison(NamedTuple):
    """The results of a board beside those that are stored."""

    new: tuple[BoardResult, ...]
    same: tuple[BoardResult, ...]
    corrected: tuple[Difference, ...]
    """Replaced by the board's score."""
    contradicted: tuple[Difference, ...]
    """Observed otherwise, and left as they are."""


def compare(results: Iterable[BoardResult], stored: Mapping[FixtureKey, StoredResult]) -> Comparison:
    """Compare the results of a board with those that are stored."""
    new: list[BoardResult] = []
    same: list[BoardResult] = []
    corrected: list[Difference] = []
    contradicted: list[Difference] = []
    for result in results:
        known = stored.get(result.key)
        if known is None:
            new.append(result)
        elif known.score == (result.home_score, result.away_score):
            same.append(result)
        else:
            (contradicted if known.is_observed else corrected).append(Difference(result, known.score))
    return Comparison(tuple(new), tuple(same), tuple(corrected), tuple(contradicted))


async def complete_days(connection: asyncpg.Connection, league: League, first: date, last: date) -> set[date]:
    """Return the days between these, both included, that need not be asked for again."""
    rows = await connection.fetch(
        "select day from backfilled_days where league = $1 and day between $2 and $3", league, first, last
    )
    return {row["day"] for row in rows}


async def store_day(connection: asyncpg.Connection, league: League, day: date, board: BoardResults) -> Comparison:
    """Store what is new or corrected on a board, and that its day is complete, in one transaction."""
    async with connection.transaction():
        comparison = compare(board.results, await _stored(connection, league, board.results))
        await _write(connection, league, [*comparison.new, *(each.result for each in comparison.corrected)])
        if board.is_complete:
            await connection.execute(
                "insert into backfilled_days (league, day, results) values ($1, $2, $3) on conflict (league, day) "
                "do update set results = excluded.results, completed_at = excluded.completed_at",
                *(league, day, len(board.results)),
            )
    return comparison


async def _stored(
    connection: asyncpg.Connection, league: League, results: Sequence[BoardResult]
) -> dict[FixtureKey, StoredResult]:
    rows = await connection.fetch(
        "select played_on, home, away, number, home_score, away_score, event_id is not null as is_observed "
        "from results where league = $1 and played_on = any($2::date[]) for update",
        league,
        sorted({each.key.played_on for each in results}),
    )
    return {
        FixtureKey(row["played_on"], row["home"], row["away"], row["number"]): StoredResult(
            Score(row["home_score"], row["away_score"]), row["is_observed"]
        )
        for row in rows
    }


async def _write(connection: asyncpg.Connection, league: League, results: Sequence[BoardResult]) -> None:
    """Write results. One that the log has brought meanwhile stays as it is; prices and season of an import stay too."""
    await connection.executemany(
        "insert into results (league, played_on, home, away, number, season, home_score, away_score, source) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "on conflict (league, played_on, home, away, number) do update set home_score = excluded.home_score, "
        "away_score = excluded.away_score, source = excluded.source, "
        "season = coalesce(results.season, excluded.season) where results.event_id is null",
        [(league, *each.key, each.season, each.home_score, each.away_score, Provider.ESPN.value) for each in results],
    )
