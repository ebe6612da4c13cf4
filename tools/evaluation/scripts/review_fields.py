"""`review_fields.py RECORDINGS`: writes which fields each mapper reads, for review.

A path is read if a body without it, or with another value there, gives other extracted records. Of the unread
paths only the topmost are written. Paths that were read or ignored before stay so where no recording shows them; review
the difference before committing it.
"""

import argparse
import copy
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from a1_evaluation.manifests import find_rows
from a1_evaluation.recorded import headers_of
from a1_mappers.fields.known import known_fields
from a1_mappers.fields.paths import paths_in, step
from a1_mappers.memory import PieceMemory
from a1_mappers.registry import MAPPERS
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders

_FOLDER = Path(__file__).parents[3] / "libs/mappers/src/a1_mappers"
_MOST_ITEMS = 4
"""Items of a list that are tried: enough to see whether a field matters, few enough to try all of them."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recordings", type=Path)
    rows = list(find_rows(parser.parse_args().recordings))
    with ProcessPoolExecutor() as workers:
        found = list(workers.map(_reviewed, rows))
    for provider in Provider:
        feeds = sorted(feed for of, feed in MAPPERS if of is provider)
        written = {feed: _joined(provider, feed, found) for feed in feeds}
        text = json.dumps(written, indent=1, ensure_ascii=False) + "\n"
        (_FOLDER / provider.package / "fields.json").write_text(text, encoding="utf-8")


Reviewed = tuple[str, str, set[str], set[str]]
"""Provider, feed, the paths that are read, all paths."""


def _reviewed(row: tuple[Path, dict[str, Any]]) -> Reviewed:
    folder, facts = row
    provider, feed = Provider(facts["provider"]), facts["feed"]
    body = (folder / facts["file"]).read_bytes()
    mapper = MAPPERS.get((provider, feed))
    try:
        document = json.loads(body)
    except ValueError:
        return provider, feed, set(), set()
    if mapper is None:
        return provider, feed, set(), set()
    headers = headers_of(provider, facts, body)
    every = set(paths_in(document))
    small = _few(document)
    whole = _mapped(mapper, headers, small)
    read = {
        path
        for path in paths_in(small)
        if any(_mapped(mapper, headers, _changed(small, path, change)) != whole for change in (_leave_out, _replace))
    }
    return provider, feed, read, every


def _joined(provider: Provider, feed: str, found: list[Reviewed]) -> dict[str, list[str]]:
    before = known_fields(provider, feed)
    read, every = set(before.read), set(before.read)
    for of, name, read_here, all_here in found:
        if (of, name) == (provider, feed):
            read |= read_here
            every |= all_here
    reading = {above for path in read for above in (path, *_above(path))}
    tops = {path for path in every - reading if all(above in reading or above not in every for above in _above(path))}
    return {"read": sorted(reading & every), "ignored": sorted(tops | (before.ignored - reading))}


def _above(path: str) -> Iterator[str]:
    """The containers of a path, nearest first."""
    while (path := path.rpartition(".")[0].rstrip("[]")) and path != "$":
        yield path


def _few(document: Any) -> Any:
    """The document with the first items of each list, and those that have a path which no item before them has."""
    if isinstance(document, dict):
        return {key: _few(value) for key, value in document.items()}
    if not isinstance(document, list):
        return document
    seen: set[str] = set()
    kept: list[Any] = []
    for item in document:
        paths = paths_in(item).keys()
        if len(kept) < _MOST_ITEMS or not paths <= seen:
            kept.append(_few(item))
            seen |= paths
    return kept


Change = Callable[[dict[str, Any], str], None]


def _changed(document: Any, path: str, change: Change) -> Any:
    """A copy where what lies at this path is changed, wherever it occurs."""
    found = copy.deepcopy(document)
    _change(found, "$", path, change)
    return found


def _change(value: Any, at: str, path: str, change: Change) -> None:
    if isinstance(value, dict):
        for key in list(value):
            below = step(at, key)
            if below == path:
                change(value, key)
            elif path.startswith((f"{below}.", f"{below}[]")):
                _change(value[key], below, path, change)
    elif isinstance(value, list):
        for inner in value:
            _change(inner, f"{at}[]", path, change)


def _leave_out(place: dict[str, Any], key: str) -> None:
    del place[key]


def _replace(place: dict[str, Any], key: str) -> None:
    match place[key]:
        case bool(value):
            place[key] = not value
        case int(value) | float(value):
            place[key] = value + 1
        case str(value):
            place[key] = f"{value}9"
        case None:
            place[key] = "9"
        case _:
            """A container is left out only."""


def _mapped(mapper: Any, headers: RawHeaders, document: Any) -> list[Any]:
    return list(mapper(json.dumps(document).encode(), headers, PieceMemory()))


if __name__ == "__main__":
    main()
