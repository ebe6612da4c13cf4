"""`a1 history backfill`: ESPN's boards of the past, over HTTP, into a real database."""

import asyncio
import signal
import sys
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import asyncpg
import pytest
from tests.history.past_boards import FIRST, LAST, PastBoards, serve_past_boards
from typer.testing import CliRunner, Result

from a1_cli.app import COMMANDS, app_of
from a1_cli.stack.runfile import remove_status, run_folder, write_status
from a1_historian.migrating import migrate
from a1_schemas.leagues import League
from a1_testkit.brokers import free_port
from a1_testkit.waiting import wait_until

APP = app_of(COMMANDS)
DAYS = 14


@pytest.fixture
async def boards(monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[PastBoards]:
    async with serve_past_boards() as served:
        monkeypatch.setenv("BACKFILL__BASE_URL", served.url)
        monkeypatch.setenv("BACKFILL__EVERY_S", "0.01")
        yield served


@pytest.fixture
async def database(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[asyncpg.Pool]:
    monkeypatch.setenv("POSTGRES__URL", postgres_url)
    async with asyncpg.create_pool(postgres_url, min_size=0) as pool:
        await migrate(pool)
        yield pool


def arguments(league: str, first: str, last: str, *others: str) -> list[str]:
    return ["history", "backfill", "--league", league, "--from", first, "--to", last, *others]


async def backfill(league: str = "nba", first: str = FIRST, last: str = LAST, *others: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, APP, arguments(league, first, last, *others))


async def stored(database: asyncpg.Pool) -> set[tuple[object, ...]]:
    rows = await database.fetch(
        "select league, played_on::text, home, away, number, home_score, away_score from results"
    )
    return {tuple(row) for row in rows}


async def test_results_of_past_days_are_those_of_the_games(database: asyncpg.Pool, boards: PastBoards) -> None:
    for league in League:
        result = await backfill(league)
        assert result.exit_code == 0, result.output
    assert await stored(database) == await boards.finals()
    sources = await database.fetch("select distinct source, season is null, event_id is null from results")
    assert [tuple(row) for row in sources] == [("espn", False, True)]


async def test_both_games_of_a_doubleheader_have_their_numbers(database: asyncpg.Pool, boards: PastBoards) -> None:
    await backfill("mlb", "2026-11-18", "2026-11-18")
    rows = await database.fetch("select home, number, home_score, away_score from results where home like 'Detroit%'")
    assert [tuple(row) for row in rows] == [("Detroit Tigers", 1, 4, 2), ("Detroit Tigers", 2, 7, 8)]
    assert len(await boards.calls()) == 1


async def test_games_without_a_result_are_listed_with_their_reasons(database: asyncpg.Pool, boards: PastBoards) -> None:
    result = await backfill()
    finals = [row for row in await boards.finals() if row[0] == "nba"]
    lines = result.output.splitlines()
    counts = "0 corrected, 0 known; days asked for: 14, skipped as complete: 0"
    assert lines[0] == f"{len(finals)} results of nba stored, {counts}"
    assert lines[1] == f"left out: {42 - len(finals)} postponed"
    assert lines[2] == "  2026-11-09 postponed Phoenix Suns at Dallas Mavericks"
    assert len(lines) == 2 + 42 - len(finals)
    assert await database.fetchval("select sum(results) from backfilled_days") == len(finals)


async def test_complete_days_are_asked_for_again_only_on_demand(database: asyncpg.Pool, boards: PastBoards) -> None:
    await backfill(last="2026-11-15")
    first = await stored(database)
    skipping = await backfill(last="2026-11-16")
    assert "0 known; days asked for: 1, skipped as complete: 7" in skipping.output
    assert len(await boards.calls()) == 8
    everything = await backfill("nba", FIRST, "2026-11-15", "--again")
    counts = f"0 corrected, {len(first)} known; days asked for: 7, skipped as complete: 0"
    assert everything.output.startswith(f"0 results of nba stored, {counts}\n")
    assert len(await boards.calls()) == 15


async def test_a_changed_score_is_corrected_and_said_and_keeps_imported_prices(
    database: asyncpg.Pool, boards: PastBoards
) -> None:
    await backfill(first=LAST)
    true = await stored(database)
    home, away, was = await wrong_result(
        database, "source = 'nba.csv', season = 1999, prices = '{\"b_close\": [\"2\"]}'"
    )
    again = await backfill("nba", LAST, LAST, "--again")
    assert f"  {LAST} {away} at {home} {was}, was 0:0\n" in again.output
    assert "0 results of nba stored, 1 corrected" in again.output
    assert await stored(database) == true
    row = await database.fetchrow("select source, season, prices::text from results where home = $1", home)
    assert row is not None
    assert tuple(row) == ("espn", 1999, '{"b_close": ["2"]}')
    assert len(await boards.calls()) == 2


async def test_an_observed_result_stays_and_its_contradiction_is_said(
    database: asyncpg.Pool, boards: PastBoards
) -> None:
    await backfill(first=LAST)
    home, _, _ = await wrong_result(database, "source = 'log', event_id = 'evt_1'")
    again = await backfill("nba", LAST, LAST, "--again")
    assert "observed otherwise, left as observed: 1" in again.output
    assert await database.fetchval("select home_score from results where home = $1", home) == 0
    assert len(await boards.calls()) == 2


async def wrong_result(database: asyncpg.Pool, change: str) -> tuple[str, str, str]:
    """Give one game another score and this change. Returns its sides and its true score."""
    row = await database.fetchrow("select home, away, home_score, away_score from results order by home limit 1")
    assert row is not None
    await database.execute(f"update results set home_score = 0, away_score = 0, {change} where home = $1", row["home"])
    return row["home"], row["away"], f"{row['home_score']}:{row['away_score']}"


async def test_a_day_with_games_in_play_is_asked_for_again(database: asyncpg.Pool, boards: PastBoards) -> None:
    today = "2026-11-24"
    early = await backfill(first=today, last=today)
    assert early.exit_code == 0
    assert f"not complete, asked for again by the next backfill: 1\n  {today}\n" in early.output
    assert "not-over" in early.output
    boards.go_to(timedelta(days=2))
    late = await backfill(first=today, last=today)
    assert "not complete" not in late.output
    assert await stored(database) == {row for row in await boards.finals("games") if row[:2] == ("nba", today)}


async def test_requests_keep_their_distance(
    database: asyncpg.Pool, boards: PastBoards, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKFILL__EVERY_S", "0.3")
    await backfill(first="2026-11-20")
    times = [datetime.fromisoformat(call["at"]) for call in await boards.calls()]
    assert len(times) == 3
    assert all(later - sooner > timedelta(seconds=0.25) for sooner, later in pairwise(times))
    assert await database.fetchval("select count(*) from backfilled_days") == 3


async def test_a_rate_limit_is_waited_for(database: asyncpg.Pool, boards: PastBoards) -> None:
    limited_from = datetime.now(UTC)
    await boards.fail("rate-limited", 2)
    result = await backfill(first=LAST)
    assert result.exit_code == 0
    calls = await boards.calls()
    assert [call["status"] for call in calls] == [429, 200], "asked again when the limit has ended, not before"
    assert datetime.fromisoformat(calls[1]["at"]) >= limited_from + timedelta(seconds=2)
    assert await database.fetchval("select count(*) from backfilled_days") == 1


async def test_a_board_that_stays_away_ends_the_command_and_leaves_what_is_stored(
    database: asyncpg.Pool, boards: PastBoards, monkeypatch: pytest.MonkeyPatch
) -> None:
    await backfill(first="2026-11-21", last="2026-11-21")
    monkeypatch.setenv("BACKFILL__PATIENCE_S", "0.1")
    await boards.fail("server-error", 60)
    result = await backfill(first="2026-11-21")
    assert result.exit_code == 1
    assert "no board of 2026-11-22: server-error (status 500), wait " in result.output
    assert "days asked for: 0, skipped as complete: 1" in result.output
    assert [row["day"].isoformat() for row in await database.fetch("select day from backfilled_days")] == ["2026-11-21"]


async def test_an_agent_that_espn_blocks_ends_the_command_at_once(
    database: asyncpg.Pool, boards: PastBoards, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKFILL__USER_AGENT", "Mozilla/5.0")
    result = await backfill()
    assert result.exit_code == 1
    assert "ESPN refuses the board of 2026-11-09: blocked (status 403)" in result.output
    assert len(await boards.calls()) == 1
    assert await stored(database) == set()


async def test_an_interrupted_backfill_goes_on_where_it_was(
    database: asyncpg.Pool, boards: PastBoards, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKFILL__EVERY_S", "0.4")
    program = str(Path(sys.executable).with_name("a1"))
    process = await asyncio.create_subprocess_exec(
        program, *arguments("nba", FIRST, LAST), stderr=asyncio.subprocess.PIPE
    )

    async def has_begun() -> bool:
        return await database.fetchval("select count(*) from backfilled_days") >= 3

    await wait_until(has_begun)
    process.send_signal(signal.SIGINT)
    _, said = await process.communicate()
    assert process.returncode == 130
    assert b"stopped; the same command goes on" in said
    before = len(await boards.calls())
    assert before < DAYS
    monkeypatch.setenv("BACKFILL__EVERY_S", "0.01")
    assert (await backfill()).exit_code == 0
    assert len(await boards.calls()) <= DAYS + 1
    assert await stored(database) == {row for row in await boards.finals() if row[0] == "nba"}


async def test_a_stack_is_filled_from_its_own_sandbox(
    postgres_url: str, database: asyncpg.Pool, boards: PastBoards, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BACKFILL__BASE_URL")
    monkeypatch.delenv("POSTGRES__URL")
    folder = run_folder(free_port())
    try:
        write_status(folder, {"postgres_url": postgres_url, "sandbox_url": boards.url.removesuffix("/espn")})
        result = await backfill("nba", LAST, LAST, "--port", folder.name)
    finally:
        remove_status(folder)
        folder.rmdir()
    assert result.exit_code == 0
    assert await stored(database) == {row for row in await boards.finals() if row[:2] == ("nba", LAST)}


@pytest.mark.parametrize(
    ("league", "first", "last", "said"),
    [
        ("nhk", FIRST, LAST, "unknown league 'nhk': one of nba, wnba"),
        ("nba", LAST, FIRST, f"--from {LAST} is after --to {FIRST}"),
        ("nba", FIRST, "2999-01-01", "--to 2999-01-01 lies ahead: today is "),
    ],
)
async def test_what_cannot_be_asked_for_is_a_line(league: str, first: str, last: str, said: str) -> None:
    result = await backfill(league, first, last)
    assert result.exit_code == 1
    assert result.output.startswith(said)


async def test_a_database_that_is_away_or_has_no_tables_is_a_line(
    postgres_url: str, boards: PastBoards, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTGRES__URL", f"postgresql://postgres@127.0.0.1:{free_port()}/postgres")
    away = await backfill()
    assert (away.exit_code, away.output) == (1, "no PostgreSQL answers at POSTGRES__URL\n")
    monkeypatch.setenv("POSTGRES__URL", postgres_url)
    empty = await backfill()
    assert empty.exit_code == 1
    assert empty.output.startswith("the historian has not prepared this database")
    assert await boards.calls() == []
