"""ESPN's bodies as they come: shapes move without notice, so they are read untyped, by path, with exact numbers.

Numbers with a fraction are `Decimal`; whatever is not there, or is of another type, is None to the reader.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from a1_mappers.parsing import parse_text

Json = Any
decode_any = msgspec.json.Decoder(float_hook=Decimal)


class Scoreboard(msgspec.Struct, frozen=True):
    """The frame of a scoreboard; each event may be unchanged."""

    events: list[msgspec.Raw]
    leagues: list[Json] = []


class CompetitionId(msgspec.Struct, frozen=True, gc=False):
    """Which game it is."""

    id: str | int


class GroupingIds(msgspec.Struct, frozen=True, gc=False):
    """Which matches a draw of a tournament holds."""

    competitions: list[CompetitionId] = []


class EventIds(msgspec.Struct, frozen=True, gc=False):
    """Which games an event holds: all that is read of one whose bytes are those of the last body."""

    id: str | int
    competitions: list[CompetitionId] = []
    groupings: list[GroupingIds] = []


def dig(value: Json, *path: str | int) -> Json:
    """What lies at this path, or None."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def items(value: Json, *path: str | int) -> Iterator[dict[str, Json]]:
    """The objects of the list at this path."""
    found = dig(value, *path)
    if isinstance(found, list):
        yield from (item for item in found if isinstance(item, dict))


def texts(value: Json, *path: str | int) -> list[str]:
    """The texts of the list at this path; whatever else is among them is empty, so that places stay."""
    found = dig(value, *path)
    return [item if isinstance(item, str) else "" for item in found] if isinstance(found, list) else []


def text(value: Json, *path: str | int) -> str | None:
    """The text at this path; a number's digits count as text."""
    found = dig(value, *path)
    if isinstance(found, int | Decimal) and not isinstance(found, bool):
        return str(found)
    return parse_text(found)
