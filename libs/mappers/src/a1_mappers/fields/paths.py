"""The paths of a JSON document: `$.events[].id`. A mapping by numbers has one path for all of them: `$.events.*.id`."""

from collections import Counter
from typing import Any

_DEEPEST = 40


def paths_in(document: Any, most_items: int | None = None) -> Counter[str]:
    """How often each path occurs, in so many items of each list; no body of a provider is as deep as the limit here."""
    found = Counter[str]()
    _count(document, "$", found, most_items, 0)
    return found


def step(path: str, key: str) -> str:
    """The path of what an object at this path has under a key."""
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
