"""`a1 evaluate`: models of results on past games, walk-forward, beside the closing line."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from a1_betting.devig import remove_margin
from a1_betting.refused import Refused
from a1_cli.progress_line import progress_line
from a1_cli.refusal import refused
from a1_forecasting.evaluation import EvaluationRow, evaluate
from a1_forecasting.models.market import Devig
from a1_forecasting.models.table import MODELS
from a1_forecasting.outcomes import Probabilities
from a1_forecasting.results import Fault, FaultReason, Games, league_of, read_games
from a1_schemas.analytics_words import DevigMethod

_FAULTS_SHOWN = 3
_COLUMNS = ("log_loss", "brier", "rps", "accuracy", "close_log_loss", "gap", "elo_gap")
_CLEAR = 2
"""Standard errors from which a difference has a colour."""


def evaluate_(
    directory: Annotated[Path, typer.Argument(help="Holds epl.csv, nfl.csv …: docs/history-format.md.")],
    from_season: Annotated[int | None, typer.Option("--from", help="Score no earlier season.")] = None,
    to_season: Annotated[int | None, typer.Option("--to", help="Score no later season, and learn from none.")] = None,
    models: Annotated[str, typer.Option(help=f"Some of {','.join(MODELS)}.")] = ",".join(MODELS),
    devig: Annotated[DevigMethod, typer.Option(help="How the margin leaves prices.")] = DevigMethod.MULTIPLICATIVE,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a league and model.")] = False,
) -> None:
    """Forecast each past game below DIRECTORY from earlier ones only, and compare with the closing line and Elo."""
    chosen = _models(models)
    seasons = range(from_season or 0, 10_000 if to_season is None else to_season + 1)
    histories = list(_histories(_files(directory)))
    rows: list[EvaluationRow] = []
    with progress_line() as line:
        task = line.add_task("evaluating", total=len(histories))
        for games in histories:
            line.update(task, description=f"{games.league}, {len(games.played):,} games")
            for row in evaluate(games, chosen, devig, _without_margin(devig), seasons):
                line.update(task, description=f"{games.league}: {row.model} done")
                rows.append(row)
                if as_json:
                    typer.echo(json.dumps(asdict(row)))
            line.advance(task)
    if not rows:
        raise refused(f"no season of {directory} has scored games in that range: the first ones are warm-up")
    if not as_json:
        Console(width=None if Console().is_terminal else 160).print(_table(rows))


def _models(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if unknown := [name for name in names if name not in MODELS]:
        raise refused(f"unknown model {', '.join(unknown)}: one of {', '.join(MODELS)}")
    return names


def _files(directory: Path) -> list[Path]:
    """The history files of a folder, or the one file. Exits with 2 where there is none."""
    if not directory.exists():
        raise refused(f"{directory}: no such folder")
    found = [directory] if directory.is_file() else sorted(directory.glob("*.csv"))
    if not found:
        raise refused(f"no CSV file in {directory}: docs/history-format.md says what is read")
    named = [path for path in found if league_of(path) is not None]
    for path in found:
        if path not in named:
            typer.echo(f"{path.name} left out: its name begins with no league", err=True)
    if not named:
        raise refused(f"no file in {directory} is named for a league, such as nfl.csv")
    return named


def _histories(paths: Sequence[Path]) -> Iterator[Games]:
    for path in paths:
        found = read_games(path)
        if not isinstance(found, Games):
            raise refused("\n".join(f"{path.name}: {_fault(each)}" for each in found))
        if found.faults:
            shown = "; ".join(map(_fault, found.faults[:_FAULTS_SHOWN]))
            typer.echo(f"{path.name}: {len(found.faults)} faults, such as {shown}", err=True)
        yield found


def _fault(fault: Fault) -> str:
    if fault.reason is FaultReason.COLUMN_MISSING:
        return f"column {fault.column} is missing"
    return f"line {fault.line} {fault.column} {fault.value!r} {fault.reason}"


def _without_margin(method: DevigMethod) -> Devig:
    def devig(prices: Sequence[Decimal]) -> Probabilities | None:
        try:
            return remove_margin(prices, method).probabilities
        except Refused:
            return None

    return devig


def _table(rows: Sequence[EvaluationRow]) -> Table:
    table = Table("league", "model", "seasons", header_style="bold", title=f"margin taken out: {rows[0].devig}")
    for name in ("games", *_COLUMNS):
        table.add_column(name.replace("_", " "), justify="right")
    for row in rows:
        values = asdict(row)
        table.add_row(
            row.league,
            f"{row.model} (market)" if row.uses_market else row.model,
            f"{row.from_season}-{row.to_season}",
            f"{row.games:,}",
            *(_cell(values[name], values.get(f"{name}_se")) for name in _COLUMNS),
        )
    return table


def _cell(value: float | None, error: float | None) -> str:
    if value is None:
        return "-"
    if error is None:
        return f"{value:.4f}"
    clear = abs(value) > _CLEAR * error
    colour = ("green" if value < 0 else "red") if clear else "default"
    return f"[{colour}]{value:+.4f} ± {error:.4f}[/]"
