"""`a1 map`: the canonical records that recorded bodies become, and the pieces that were refused."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from a1_cli.refusal import refused
from a1_evaluation.manifests import ManifestError
from a1_evaluation.mapped import MappedRecording, map_recordings, records_at_the_end
from a1_mappers.extracted import Reject

_WIDTH_OF_A_FILE = 140
_SHOWN = 2000

_Line = dict[str, Any]


def map_(
    directory: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Holds manifest.jsonl files.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines alone on standard output.")] = False,
    every_change: Annotated[bool, typer.Option("--all", help="Each change in order, not the records at the end.")] = (
        False
    ),
) -> None:
    """Print the canonical records that the recordings below DIRECTORY become, and the pieces that were refused."""
    try:
        recordings = list(map_recordings(directory))
    except ManifestError as error:
        raise refused(str(error)) from None
    lines = _changes(recordings) if every_change else _records(recordings)
    if as_json:
        for line in lines:
            typer.echo(msgspec.json.encode(line))
    else:
        _show(list(lines))


def _records(recordings: list[MappedRecording]) -> Iterator[_Line]:
    for (kind, key), value in records_at_the_end(recordings).items():
        yield {"kind": kind, "key": key, "value": msgspec.Raw(value)}
    for recording in recordings:
        yield from _rejects(recording.file, recording.refused)


def _changes(recordings: list[MappedRecording]) -> Iterator[_Line]:
    for recording in recordings:
        for change in recording.changes:
            value = None if change.value is None else msgspec.Raw(change.value)
            yield {"kind": change.kind, "key": change.key, "value": value, "file": recording.file}
        yield from _rejects(recording.file, recording.refused)


def _rejects(file: str, rejects: Iterable[Reject]) -> Iterator[_Line]:
    for each in rejects:
        yield {"reject": True, "file": file, "path": each.path, "reason": each.reason, "detail": each.detail}


def _show(lines: list[_Line]) -> None:
    console = Console(width=None if sys.stdout.isatty() else _WIDTH_OF_A_FILE)
    rejects = Table("reason", "file", "path", "detail", title="Refused", title_justify="left", header_style="bold")
    records = 0
    for line in lines:
        if "reject" in line:
            rejects.add_row(*(escape(line[name]) for name in ("reason", "file", "path", "detail")), style="red")
        else:
            records += 1
            text = "(tombstone)" if line["value"] is None else bytes(line["value"]).decode()
            is_living = line["value"] is not None and msgspec.json.decode(text).get("removed") is None
            console.print(f"[cyan]{line['kind']}[/] [bold]{escape(line['key'])}[/]", highlight=False, soft_wrap=True)
            console.print(f"  {escape(_shortened(text))}", style="" if is_living else "dim", soft_wrap=True)
    if rejects.row_count:
        console.print(rejects)
    console.print(f"{records:,} records, {rejects.row_count:,} refused")


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text):,} characters)"
