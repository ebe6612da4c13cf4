"""Access to ESPN's bodies: their shapes change without notice, so they are read untyped, by path, with exact numbers.

Numbers with a fraction are `Decimal`. A value that is missing or of another type reads as None.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from a1_mappers.parsing import parse_text

Json = Any
decode_any = msgspec.json.Decoder(float_hook=Decimal)


class Scoreboard(msgspec.Struct, frozen=True):
    """The envelope of a scoreboard. Events stay bytes, since each of them may be unchanged."""

    events: list[msgspec.Raw]
    leagues: list[Json] = []


class CompetitionId(msgspec.Struct, frozen=True, gc=False):
    """The id of a competition."""

    id: str | int


class GroupingIds(msgspec.Struct, frozen=True, gc=False):
    """The competition ids in one draw of a tournament."""

    competitions: list[CompetitionId] = []


class EventIds(msgspec.Struct, frozen=True, gc=False):
    """The competition ids of an event: all that is decoded of an event whose bytes are unchanged."""

    id: str | int
    competitions: list[CompetitionId] = []
    groupings: list[GroupingIds] = []


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
