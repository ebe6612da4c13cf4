"""Properties of every mapper, for any body. Takes mappers as arguments."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from a1_schemas.base import Frozen

Mapped = Callable[[bytes], Iterable[Any]]
"""Returns a mapper with an empty memory."""


def broken_law(mapped: Mapped, body: bytes, extracted: tuple[type, ...]) -> str | None:
    """Return the property that a mapper violates on this body, or None.

    The properties: it never raises, yields known types and exact numbers, and is repeatable.
    """
    try:
        found = list(mapped(body))
        again = list(mapped(body))
    except Exception as error:  # noqa: BLE001 - any exception is the finding
        return f"raises {type(error).__name__}: {error}"
    for item in found:
        if not isinstance(item, extracted):
            return f"gives a {type(item).__name__}"
        for value in values_in(item):
            if (wrong := _wrong(value)) is not None:
                return f"gives {wrong} in a {type(item).__name__}"
    return None if found == again else "gives something else the second time"


def values_in(value: object) -> Iterator[object]:
    """Iterate over every value in an extracted record."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from values_in(getattr(value, name))
    elif isinstance(value, Frozen):
        for _, inner in value:
            yield from values_in(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from values_in(key)
            yield from values_in(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from values_in(inner)
    else:
        yield value


def _wrong(value: object) -> str | None:
    match value:
        case float():
            return f"the float {value!r}"
        case Decimal() if not value.is_finite():
            return f"the number {value}"
        case datetime() if value.tzinfo is None:
            return f"the time {value} without a zone"
        case str() | int() | None | Decimal() | date():
            return None
        case _:
            return f"a {type(value).__name__}"
