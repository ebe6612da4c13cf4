"""`a1 identity score`: how well listings of different providers are joined."""

import json
from pathlib import Path
from typing import Annotated

import typer
from msgspec import MsgspecError
from rich.console import Console
from rich.table import Table

from a1_evaluation.scoring import read_pairs, score


def score_pairs(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="One labelled pair a line.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON alone on standard output.")] = False,
) -> None:
    """Join each pair of FILE with the shipped code and compare with its label.

    A line is {"a": {"provider", "league", "home", "away", "start_time"}, "b": {…}, "same": true|false}.
    """
    try:
        report = score(read_pairs(file.read_bytes().splitlines()))
    except (MsgspecError, ValueError) as error:
        typer.echo(f"{file}: {error}", err=True)
        raise typer.Exit(1) from error
    if as_json:
        typer.echo(json.dumps(report, indent=2))
        return
    table = Table("league", "pairs", "false merges", "recall", "review rate", header_style="bold")
    for league, figures in sorted(report["by_league"].items()):
        table.add_row(league, *_cells(figures))
    table.add_row("[bold]all[/bold]", *_cells(report))
    Console().print(table)


def _cells(figures: dict[str, float]) -> tuple[str, ...]:
    return (
        f"{figures['pairs']:,}",
        f"{figures['false_merges']:,}",
        f"{figures['recall']:.4f}",
        f"{figures['review_rate']:.4f}",
    )
