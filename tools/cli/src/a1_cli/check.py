"""`a1 check`: recorded bodies through the normalizer's own mappers and pipeline, beside what must come out of them."""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from a1_cli.recorded import Result, Verdict, check_recording, find_rows

_COLOURS = {
    Verdict.EQUAL: "green",
    Verdict.DIFFERENT: "red",
    Verdict.UNSUPPORTED: "yellow",
    Verdict.EXCEPTION: "red bold",
}


def check(
    directory: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Holds manifest.jsonl files.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON alone on standard output.")] = False,
) -> None:
    """Count what each recording below DIRECTORY gives and compare it with its manifest's `expect`."""
    rows = list(find_rows(directory))
    if not rows:
        typer.echo(f"no manifest.jsonl with recordings below {directory}", err=True)
        raise typer.Exit(1)
    steps = track(rows, "mapping", console=Console(stderr=True), transient=True)
    results = [check_recording(directory, folder, row) for folder, row in steps]
    if as_json:
        typer.echo(json.dumps(_summary(results), indent=2))
    else:
        _show(results)
    failed = {Verdict.DIFFERENT, Verdict.EXCEPTION}
    raise typer.Exit(1 if any(result.verdict in failed for result in results) else 0)


def _summary(results: list[Result]) -> dict[str, object]:
    verdicts = Counter(result.verdict for result in results)
    return {
        "recordings": len(results),
        "equal": verdicts[Verdict.EQUAL],
        "different": verdicts[Verdict.DIFFERENT],
        "unsupported": verdicts[Verdict.UNSUPPORTED],
        "exceptions": verdicts[Verdict.EXCEPTION],
        "results": [result.as_json() for result in results],
    }


def _show(results: list[Result]) -> None:
    console = Console(width=None if sys.stdout.isatty() else 140)
    table = Table("provider", "feed", header_style="bold")
    for verdict in Verdict:
        table.add_column(verdict, justify="right", style=_COLOURS[verdict])
    table.add_column("rejects by reason")
    for (provider, feed), group in sorted(_by_feed(results).items()):
        verdicts = Counter(result.verdict for result in group)
        rejects = sum((result.rejects for result in group), Counter[str]())
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in rejects.most_common())
        table.add_row(provider, feed, *(str(verdicts[verdict] or "·") for verdict in Verdict), reasons or "·")
    console.print(table)
    for result in results:
        if result.verdict in {Verdict.DIFFERENT, Verdict.EXCEPTION}:
            console.print(f"{result.file} ({result.league}): {result.difference}", markup=False)
    verdicts = Counter(result.verdict for result in results)
    console.print(f"{len(results)} recordings: " + ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in Verdict))


def _by_feed(results: Iterable[Result]) -> dict[tuple[str, str], list[Result]]:
    groups: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        groups.setdefault((result.provider, result.feed), []).append(result)
    return groups
