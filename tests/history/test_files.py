"""`a1 history`: past results into a real database, and history out of it."""

import asyncio
import csv
from collections.abc import AsyncGenerator
from decimal import Decimal
from pathlib import Path

import asyncpg
import duckdb
import pytest
from typer.testing import CliRunner, Result

from a1_cli.app import COMMANDS, app_of
from a1_historian.migrating import migrate

APP = app_of(COMMANDS)

HEADER = "season,date,home,away,home_score,away_score,home_close_ml,away_close_ml"
GAMES = ("2017,2017-09-07,Patriots,Chiefs,27,42,-400,330", "2017,2017-09-10,Bills,Jets,21,12,-300,250")


@pytest.fixture
async def database(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[asyncpg.Pool]:
    monkeypatch.setenv("POSTGRES__URL", postgres_url)
    async with asyncpg.create_pool(postgres_url, min_size=0) as pool:
        await migrate(pool)
        yield pool


async def a1(*arguments: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, APP, ["history", *arguments])


def a_file(folder: Path, *rows: str, header: str = HEADER) -> str:
    path = folder / "nfl.csv"
    path.write_text("\n".join((header, *rows)) + "\n")
    return str(path)


async def test_a_file_of_results_is_stored_with_its_prices(database: asyncpg.Pool, tmp_path: Path) -> None:
    for _ in range(2):  # the second time changes nothing
        result = await a1("import", a_file(tmp_path, *GAMES))
        assert (result.exit_code, result.output) == (0, "2 results of nfl stored\n")
    rows = await database.fetch(
        "select played_on::text, home, home_score, source, prices::text from results order by 1"
    )
    assert [tuple(row)[:4] for row in rows] == [
        ("2017-09-07", "Patriots", 27, "nfl.csv"),
        ("2017-09-10", "Bills", 21, "nfl.csv"),
    ]
    assert '"1.25"' in rows[0]["prices"]


@pytest.mark.parametrize(
    ("rows", "header", "said"),
    [
        (GAMES, HEADER.replace("home_score", "hscore"), "nfl.csv:1: column-missing home_score"),
        ((GAMES[0], GAMES[0]), HEADER, "nfl.csv:3: game-twice"),
        ((GAMES[1], GAMES[0]), HEADER, "nfl.csv:3: date-out-of-order"),
        ((GAMES[0], GAMES[1].replace("-300", "x")), HEADER, "nfl.csv:3: price-unreadable home_close_ml 'x'"),
        ((GAMES[0], GAMES[1] + ",one"), HEADER + ",game", "nfl.csv:3: game-unreadable game 'one'"),
    ],
)
async def test_a_fault_is_named_with_its_line_and_nothing_is_stored(
    database: asyncpg.Pool, tmp_path: Path, rows: tuple[str, ...], header: str, said: str
) -> None:
    result = await a1("import", a_file(tmp_path, *rows, header=header))
    assert result.exit_code == 1
    assert said in result.output
    assert await database.fetchval("select count(*) from results") == 0


async def test_results_leave_as_csv_and_as_parquet(database: asyncpg.Pool, tmp_path: Path) -> None:
    await a1("import", a_file(tmp_path, *GAMES))
    written, packed = tmp_path / "out.csv", tmp_path / "out.parquet"
    late = ("--from", "2017-09-09", "--league", "nfl")
    assert (await a1("export", "--csv", str(written), "--table", "results", *late)).exit_code == 0
    assert [row["home"] for row in csv.DictReader(written.read_text().splitlines())] == ["Bills"]
    assert (await a1("export", "--parquet", str(packed), "--table", "results")).exit_code == 0
    with duckdb.connect() as connection:
        found = connection.sql(f"select home, home_score, played_on from '{packed}'").fetchall()
    assert [row[:2] for row in found] == [("Patriots", 27), ("Bills", 21)]


async def test_prices_leave_with_their_exact_digits(database: asyncpg.Pool, tmp_path: Path) -> None:
    await database.execute(
        "insert into closes (event_id, series, league, provider, feed, bookmaker, market, period, scope, selection, "
        "price, evidence) values ('evt', 's', 'nba', 'odds', 'odds', 'b', 'moneyline', 'game', 'x', 'home', 1.909091, "
        "'{}')"
    )
    packed = tmp_path / "closes.parquet"
    assert (await a1("export", "--parquet", str(packed), "--table", "closes")).exit_code == 0
    with duckdb.connect() as connection:
        assert connection.sql(f"select price from '{packed}'").fetchall() == [(Decimal("1.909091"),)]


async def test_a_database_without_tables_is_a_line(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("POSTGRES__URL", postgres_url)
    result = await a1("import", a_file(tmp_path, *GAMES))
    assert result.exit_code == 1
    assert result.output.startswith("the historian has not prepared this database")
