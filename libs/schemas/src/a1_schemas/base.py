"""The base of all messages: frozen, aware UTC times, exact numbers, unknown fields ignored when read."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer

from a1_schemas.vocabulary import RemovalReason


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("time has no zone; times are aware and in UTC")
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("time is outside the years 1 to 9999 in UTC") from error


@lru_cache(maxsize=8_192)
def is_json_number(value: Decimal) -> bool:
    """Whether a JSON number can carry all digits of the value."""
    return value.is_finite() and (value == value.to_integral_value() or Decimal(repr(float(value))) == value)


@lru_cache(maxsize=8_192)
def json_number(value: Decimal) -> int | float:
    """Return the JSON number with these digits. Raises ValueError if a JSON number cannot carry them exactly."""
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
    """An immutable value. It ignores unknown fields, so an old reader accepts a newer writer's messages."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)


class Message(Frozen):
    """The fields of every canonical record."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: UtcTime
    """`fetched_at` of the raw record that changed it."""
    observed_at: UtcTime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
