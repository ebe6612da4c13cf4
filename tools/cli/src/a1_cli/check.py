"""`a1 check`: recorded bodies through the normalizer's own mappers and pipeline, beside what must come out of them."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from a1_evaluation.recorded import Result, Verdict, check_recording, find_rows

_PATHS_SHOWN = 3
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
        "rejects": _totals(results, lambda result: result.rejects),
        "unread": _totals(results, lambda result: Counter() if result.fields is None else result.fields.unknown),
        "results": [result.as_json() for result in results],
    }


def _totals(results: list[Result], count: Callable[[Result], Counter[str]]) -> dict[str, dict[str, int]]:
    """Counts by `provider/feed`, where there are any."""
    totals = {
        f"{provider}/{feed}": sum((count(result) for result in group), Counter[str]())
        for (provider, feed), group in sorted(_by_feed(results).items())
    }
    return {name: dict(found) for name, found in totals.items() if found}


def _show(results: list[Result]) -> None:
    console = Console(width=None if sys.stdout.isatty() else 140)
    table = Table("provider", "feed", header_style="bold")
    for verdict in Verdict:
        table.add_column(verdict, justify="right", style=_COLOURS[verdict])
    for (provider, feed), group in sorted(_by_feed(results).items()):
        verdicts = Counter(result.verdict for result in group)
        table.add_row(provider, feed, *(str(verdicts[verdict] or "·") for verdict in Verdict))
    console.print(table)
    console.print(_rejects(results))
    console.print(_fields(results))
    for result in results:
        if result.verdict in {Verdict.DIFFERENT, Verdict.EXCEPTION}:
            console.print(f"{result.file} ({result.league}): {result.difference}", markup=False)
    verdicts = Counter(result.verdict for result in results)
    console.print(f"{len(results)} recordings: " + ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in Verdict))


def _rejects(results: list[Result]) -> Table:
    table = Table("provider", "feed", "reason", title="Refused", title_justify="left", header_style="bold")
    table.add_column("pieces", justify="right")
    for (provider, feed), group in sorted(_by_feed(results).items()):
        for reason, count in sum((result.rejects for result in group), Counter[str]()).most_common():
            table.add_row(provider, feed, reason, f"{count:,}")
    return table


def _fields(results: list[Result]) -> Table:
    """Distinct paths by feed: those that matter, those known to be of no use, and those that nobody decided about."""
    table = Table("provider", "feed", title="Fields", title_justify="left", header_style="bold")
    for name in ("read", "ignored", "unread"):
        table.add_column(name, justify="right")
    table.add_column("most frequent unread")
    for (provider, feed), group in sorted(_by_feed(results).items()):
        found = [result.fields for result in group if result.fields is not None]
        if found:
            read, ignored, unread = (sum(counts, Counter[str]()) for counts in zip(*found, strict=True))
            first = ", ".join(f"{path} {count:,}" for path, count in unread.most_common(_PATHS_SHOWN))
            counts = (f"{len(paths):,}" if paths else "·" for paths in (read, ignored, unread))
            table.add_row(provider, feed, *counts, first or "·")
    return table


def _by_feed(results: Iterable[Result]) -> dict[tuple[str, str], list[Result]]:
    groups: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        groups.setdefault((result.provider, result.feed), []).append(result)
    return groups
