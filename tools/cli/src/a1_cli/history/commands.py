"""`a1 history`: history out of the database as a file, and past results into it."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from a1_cli.history.backfill import backfill
from a1_cli.history.database import Port, chosen_database, with_database
from a1_cli.history.exporting import Selected, Table, write_csv, write_parquet
from a1_cli.history.importing import store_games, unnumbered
from a1_forecasting.results import Fault, Games, read_games
from a1_schemas.leagues import League

history = typer.Typer(no_args_is_help=True, help="History out of the database as a file, and past results into it.")
history.command()(backfill)


@history.command()
def export(
    csv: Annotated[Path | None, typer.Option(help="Write CSV to this file.")] = None,
    parquet: Annotated[Path | None, typer.Option(help="Write Parquet to this file.")] = None,
    table: Annotated[Table, typer.Option(help="What is written.")] = Table.PRICE_CHANGES,
    league: Annotated[League | None, typer.Option(help="Of this league alone.")] = None,
    from_: Annotated[datetime | None, typer.Option("--from", help="At or after this time, UTC.")] = None,
    to: Annotated[datetime | None, typer.Option(help="Before this time, UTC.")] = None,
    port: Port = None,
) -> None:
    """Write a table of history, in its order, to a CSV or Parquet file."""
    if (csv is None) == (parquet is None):
        raise typer.BadParameter("one of --csv FILE and --parquet FILE")
    selected = Selected(table, league, from_, to)
    if csv is not None:
        rows = with_database(chosen_database(port), lambda connection: write_csv(connection, selected, csv))
    else:
        rows = with_database(
            chosen_database(port), lambda connection: write_parquet(connection, selected, parquet or Path())
        )
    typer.echo(f"{rows:,} rows of {table} in {csv or parquet}")


@history.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV of docs/history-format.md, named for its league: nfl.csv.")],
    port: Port = None,
) -> None:
    """Store a file's past results. With any fault each is printed with its line, and nothing is stored."""
    try:
        found = read_games(file)
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(f"{file}: {error}", err=True)
        raise typer.Exit(1) from None
    wrong = [_said(fault) for fault in (found if isinstance(found, list) else found.faults)]
    if isinstance(found, Games):
        wrong += [f"{game.line}: game-unreadable game {game.fixture.number!r}" for game in unnumbered(found)]
    for line in wrong:
        typer.echo(f"{file}:{line}", err=True)
    if isinstance(found, list) or wrong:
        typer.echo(f"{file}: {len(wrong)} faults, nothing was stored", err=True)
        raise typer.Exit(1)
    stored = with_database(chosen_database(port), lambda connection: store_games(connection, found, file.name))
    typer.echo(f"{stored:,} results of {found.league} stored")


def _said(fault: Fault) -> str:
    value = repr(fault.value) if fault.value else ""
    return f"{fault.line}: {' '.join(part for part in (fault.reason, fault.column, value) if part)}"
