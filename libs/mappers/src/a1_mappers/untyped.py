"""Access by path to bodies that are read untyped. A value that is missing or of another type reads as None."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from a1_mappers.parsing import ParseError, parse_number, parse_text

Json = Any


def dig(value: Json, *path: str | int) -> Json:
    """Return the value at this path, or None."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def items(value: Json, *path: str | int) -> Iterator[dict[str, Json]]:
    """Iterate over the objects of the list at this path; empty if there is no list."""
    found = dig(value, *path)
    if isinstance(found, list):
        yield from (item for item in found if isinstance(item, dict))


def texts(value: Json, *path: str | int) -> list[str]:
    """Return the texts of the list at this path. Other values become empty texts, so that positions stay aligned."""
    found = dig(value, *path)
    return [item if isinstance(item, str) else "" for item in found] if isinstance(found, list) else []


def text(value: Json, *path: str | int) -> str | None:
    """Return the text at this path, or None. Numbers are returned as their digits."""
    found = dig(value, *path)
    if isinstance(found, int | Decimal) and not isinstance(found, bool):
        return str(found)
    return parse_text(found)


def whole(value: Json) -> int | None:
    """Return a whole number from a number or its text, or None for anything else."""
    if isinstance(value, str | int | float | Decimal) and not isinstance(value, bool):
        try:
            number = parse_number(value)
        except ParseError:
            return None
        return None if number % 1 else int(number)
    return None
