"""What all messages have in common: frozen, aware UTC times, exact numbers, unknown fields ignored on reading."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer

from a1_schemas.vocabulary import RemovalReason


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("time has no zone; times are aware and in UTC")
    return value.astimezone(UTC)


@lru_cache(maxsize=65_536)
def is_json_number(value: Decimal) -> bool:
    """Whether a JSON number can carry all its digits."""
    return value.is_finite() and (value == value.to_integral_value() or Decimal(repr(float(value))) == value)


@lru_cache(maxsize=65_536)
def json_number(value: Decimal) -> int | float:
    """The JSON number with these digits; refuses what a number could not carry exactly."""
    if not value.is_finite():
        raise ValueError(f"{value!r} is not a number")
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    if Decimal(repr(number)) != value:
        raise ValueError(f"{value!r} has more digits than a JSON number keeps")
    return number


UtcTime = Annotated[datetime, AfterValidator(_in_utc)]
"""An aware instant in UTC, RFC 3339 on the wire."""

ExactNumber = Annotated[Decimal, PlainSerializer(json_number, return_type=int | float, when_used="json")]
"""A decimal that is a JSON number with its exact digits on the wire."""


class Frozen(BaseModel):
    """A value: cannot be changed, ignores fields it does not know (so an old reader survives a newer writer)."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)


class Message(Frozen):
    """What every canonical record carries."""

    version: int
    """Made of the log positions it follows from; rises with every change, is not dense."""
    changed_at: UtcTime
    """`fetched_at` of the raw record that changed it."""
    observed_at: UtcTime | None = None
    """The provider's own time, where it has one."""
    removed: RemovalReason | None = None
    """Set when the record has ended; it is then a notice, not an offer."""
