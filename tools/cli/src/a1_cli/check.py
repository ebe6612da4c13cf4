"""`a1 check`: recorded bodies through the shipped mappers and pipeline, compared with the expected counts."""

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

from a1_cli.refusal import refused
from a1_evaluation.manifests import ManifestError, find_rows
from a1_evaluation.recorded import CheckedRecording, CheckResult, check_recording

_PATHS_SHOWN = 3
_COLOURS = {
    CheckResult.EQUAL: "green",
    CheckResult.DIFFERENT: "red",
    CheckResult.UNSUPPORTED: "yellow",
    CheckResult.EXCEPTION: "red bold",
}


def check(
    directory: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Holds manifest.jsonl files.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON alone on standard output.")] = False,
) -> None:
    """Count the records of each recording below DIRECTORY and compare them with its manifest's `expect`."""
    try:
        rows = list(find_rows(directory))
    except ManifestError as error:
        raise refused(str(error)) from None
    if not rows:
        typer.echo(f"no manifest.jsonl with recordings below {directory}", err=True)
        raise typer.Exit(1)
    steps = track(rows, "mapping", console=Console(stderr=True), transient=True)
    results = [check_recording(directory, folder, row) for folder, row in steps]
    if as_json:
        typer.echo(json.dumps(_summary(results), indent=2))
    else:
        _show(results)
    failed = {CheckResult.DIFFERENT, CheckResult.EXCEPTION}
    raise typer.Exit(1 if any(result.result in failed for result in results) else 0)


def _summary(results: list[CheckedRecording]) -> dict[str, object]:
    counts = Counter(result.result for result in results)
    return {
        "recordings": len(results),
        "equal": counts[CheckResult.EQUAL],
        "different": counts[CheckResult.DIFFERENT],
        "unsupported": counts[CheckResult.UNSUPPORTED],
        "exceptions": counts[CheckResult.EXCEPTION],
        "rejects": _totals(results, lambda result: result.rejects),
        "unread": _totals(results, lambda result: Counter() if result.fields is None else result.fields.unknown),
        "results": [result.as_json() for result in results],
    }


def _totals(
    results: list[CheckedRecording], count: Callable[[CheckedRecording], Counter[str]]
) -> dict[str, dict[str, int]]:
    """Counts by `provider/feed`, where there are any."""
    totals = {
        f"{provider}/{feed}": sum((count(result) for result in group), Counter[str]())
        for (provider, feed), group in sorted(_by_feed(results).items())
    }
    return {name: dict(found) for name, found in totals.items() if found}


def _show(results: list[CheckedRecording]) -> None:
    console = Console(width=None if sys.stdout.isatty() else 140)
    table = Table("provider", "feed", header_style="bold")
    for result in CheckResult:
        table.add_column(result, justify="right", style=_COLOURS[result])
    for (provider, feed), group in sorted(_by_feed(results).items()):
        counts = Counter(result.result for result in group)
        table.add_row(provider, feed, *(str(counts[result] or "·") for result in CheckResult))
    console.print(table)
    console.print(_rejects(results))
    console.print(_fields(results))
    for result in results:
        if result.result in {CheckResult.DIFFERENT, CheckResult.EXCEPTION}:
            console.print(f"{result.file} ({result.league}): {result.difference}", markup=False)
    counts = Counter(result.result for result in results)
    console.print(f"{len(results)} recordings: " + ", ".join(f"{counts[result]} {result}" for result in CheckResult))


def _rejects(results: list[CheckedRecording]) -> Table:
    table = Table("provider", "feed", "reason", title="Rejects", title_justify="left", header_style="bold")
    table.add_column("pieces", justify="right")
    for (provider, feed), group in sorted(_by_feed(results).items()):
        for reason, count in sum((result.rejects for result in group), Counter[str]()).most_common():
            table.add_row(provider, feed, reason, f"{count:,}")
    return table


def _fields(results: list[CheckedRecording]) -> Table:
    """Distinct paths by feed: those that are read, those reviewed as useless, and those not reviewed."""
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


def _by_feed(results: Iterable[CheckedRecording]) -> dict[tuple[str, str], list[CheckedRecording]]:
    groups: dict[tuple[str, str], list[CheckedRecording]] = {}
    for result in results:
        groups.setdefault((result.provider, result.feed), []).append(result)
    return groups
