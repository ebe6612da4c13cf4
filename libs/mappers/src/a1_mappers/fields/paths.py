"""The paths of a JSON document: `$.events[].id`. Objects keyed by number share one path: `$.events.*.id`."""

from collections import Counter
from typing import Any

_DEEPEST = 40


def paths_in(document: Any, most_items: int | None = None) -> Counter[str]:
    """Count the occurrences of each path, reading at most `most_items` items of each list.

    Recursion is bounded deeper than any provider's body.
    """
    found = Counter[str]()
    _count(document, "$", found, most_items, 0)
    return found


def step(path: str, key: str) -> str:
    """Return the path of a key in the object at `path`."""
    return f"{path}.{'*' if key.isdecimal() else key}"


def _count(value: Any, path: str, found: Counter[str], most_items: int | None, depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            below = step(path, key)
            found[below] += 1
            _count(inner, below, found, most_items, depth + 1)
    elif isinstance(value, list):
        for inner in value[:most_items]:
            _count(inner, f"{path}[]", found, most_items, depth + 1)
