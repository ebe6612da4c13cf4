"""Parses hostile JSON: bounded, exact, total. An invalid value becomes a Reject, never a guess.

Numbers are `Decimal`, parsed from their own digits. There are three number parsers, by the meaning of zero: required,
optional where zero is a value, and optional where zero means absent.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TypeGuard, TypeVar

import msgspec

from a1_mappers.extracted import Reject
from a1_mappers.written_prices import WrittenPrice
from a1_schemas.base import is_json_number
from a1_schemas.prices import MAX_PRICE, PriceError, decimal_from_american, decimal_from_fraction
from a1_schemas.topics import MAX_MESSAGE_BYTES
from a1_schemas.vocabulary import RejectReason

MAX_LINE = Decimal(100_000)
_MAX_DIGITS = 18
_LONGEST_NUMBER = 40
_LONGEST_TIME = 40
_QUARTERS = 4
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

T = TypeVar("T")
_decode_number: Callable[[bytes], Decimal | None] = msgspec.json.Decoder(Decimal | None).decode


class ParseError(ValueError):
    """A value cannot be parsed. Carries the reject reason; the caller adds the path."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason

    def at(self, path: str) -> Reject:
        """Return the reject of the piece at this path."""
        return Reject(self.reason, path, str(self)[:200])


def decode(body: bytes, decoder: "msgspec.json.Decoder[T]") -> T:
    """The decoded body; raises ParseError where it is too large, no JSON, too deep, or of another shape."""
    if len(body) > MAX_MESSAGE_BYTES:
        raise ParseError(RejectReason.TOO_LARGE, f"{len(body)} bytes")
    try:
        return decoder.decode(body.removeprefix(_BYTE_ORDER_MARK))
    except msgspec.ValidationError as error:
        raise ParseError(RejectReason.UNEXPECTED_SHAPE, str(error)) from error
    except (msgspec.DecodeError, UnicodeError, ValueError) as error:
        raise ParseError(RejectReason.INVALID_JSON, str(error)) from error
    except RecursionError as error:
        raise ParseError(RejectReason.TOO_DEEP, "nested too deeply") from error


def decode_each(
    pieces: Sequence[msgspec.Raw], decoder: "msgspec.json.Decoder[T]", path: str
) -> Iterator[tuple[str, msgspec.Raw, T] | Reject]:
    """Yield each piece with its path and bytes, or a reject. A bad piece does not affect the others."""
    for index, piece in enumerate(pieces):
        where = f"{path}[{index}]"
        try:
            yield where, piece, decode(bytes(piece), decoder)
        except ParseError as error:
            yield error.at(where)


def parse_time(text: object) -> datetime:
    """An aware time as UTC; raises ParseError for anything else."""
    if not isinstance(text, str) or len(text) > _LONGEST_TIME:
        raise ParseError(RejectReason.INVALID_TIME, f"{text!r:.80} is no time")
    return _parse_time(text)


@lru_cache(maxsize=2048)
def _parse_time(text: str) -> datetime:
    """Cached: the pieces of a body repeat a few times."""
    try:
        value = datetime.fromisoformat(text.strip())
        if value.tzinfo is None:
            raise ParseError(RejectReason.INVALID_TIME, f"{text!r} has no zone")
        return value.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ParseError(RejectReason.INVALID_TIME, f"{text!r} is no time") from error


def parse_optional_time(text: object) -> datetime | None:
    """Like `parse_time`, but returns None for None and empty text."""
    return None if text is None or text == "" else parse_time(text)


def parse_date(text: object) -> date:
    """A calendar day; raises ParseError for anything else."""
    if not isinstance(text, str):
        raise ParseError(RejectReason.INVALID_TIME, f"{text!r:.80} is no date")
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise ParseError(RejectReason.INVALID_TIME, f"{text!r:.80} is no date") from error


def read_number(written: bytes) -> Decimal | None:
    """The number that these bytes of JSON are; raises ParseError for anything but a number, its text, or null."""
    if len(written) > _LONGEST_NUMBER or not written.isascii():
        raise ParseError(RejectReason.INVALID_NUMBER, f"{written[:_LONGEST_NUMBER]!r} is no number")
    return _read_number(written)


@lru_cache(maxsize=8192)
def _read_number(written: bytes) -> Decimal | None:
    """Cached: bodies repeat a few prices and lines."""
    try:
        return _decode_number(written)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise ParseError(RejectReason.INVALID_NUMBER, f"{written!r} is no number") from error


def parse_number(value: object) -> Decimal:
    """A number that must be there, from a JSON number or its text; raises ParseError for anything else."""
    if type(value) is Decimal:
        return _bounded(value)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ParseError(RejectReason.INVALID_NUMBER, f"{value!r:.80} is no number")
    text = str(value).strip()
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        raise ParseError(RejectReason.INVALID_NUMBER, f"{text!r:.80} is no number")
    return _bounded(Decimal(text))


def _is_finite(value: object) -> TypeGuard[Decimal]:
    """Whether the value is already a Decimal, and not one that breaks the cache (NaN, infinity)."""
    return type(value) is Decimal and value.is_finite()


def _bounded(number: Decimal) -> Decimal:
    """The number in its shortest form; raises ParseError where it is none, out of range, or of too many digits."""
    if not number.is_finite():
        raise ParseError(RejectReason.INVALID_NUMBER, f"{number} is no number")
    return _shortest(number)


@lru_cache(maxsize=8192)
def _shortest(number: Decimal) -> Decimal:
    """Cached: bodies repeat a few prices and lines. The number must be finite."""
    if number and abs(number.adjusted()) > _MAX_DIGITS:
        raise ParseError(RejectReason.INVALID_NUMBER, "out of range")
    shortest = number.normalize()
    if shortest != number or not is_json_number(shortest):
        raise ParseError(RejectReason.INVALID_NUMBER, "too many digits")
    return shortest + 0


def parse_optional_number(value: object) -> Decimal | None:
    """Return a number where zero is a value, or None if absent."""
    return None if value is None or value == "" else parse_number(value)


def parse_line(value: object) -> Decimal:
    """A line: a number in quarter points; raises ParseError for anything else."""
    return _line(value if _is_finite(value) else parse_number(value))


@lru_cache(maxsize=8192)
def _line(value: Decimal) -> Decimal:
    number = parse_number(value)
    if abs(number) > MAX_LINE or (number * _QUARTERS) % 1:
        raise ParseError(RejectReason.INVALID_LINE, f"{number} is no line")
    return number


def parse_decimal_price(value: object) -> WrittenPrice:
    """Decimal odds of 1 or more; raises ParseError for anything else."""
    return _decimal_price(value if _is_finite(value) else parse_number(value))


@lru_cache(maxsize=8192)
def _decimal_price(value: Decimal) -> WrittenPrice:
    price = parse_number(value)
    if price < 1 or price > MAX_PRICE:
        raise ParseError(RejectReason.INVALID_PRICE, f"{price} is no decimal price")
    return WrittenPrice(price)


def parse_american_price(value: object) -> WrittenPrice:
    """An American price (`-110`, `+105`, `EVEN`); raises ParseError for anything else."""
    if isinstance(value, str) and value.strip().upper() in {"EVEN", "EV"}:
        return WrittenPrice(Decimal(2), 100)
    try:
        number = parse_number(value)
        if number % 1:
            raise ParseError(RejectReason.INVALID_PRICE, f"{number} is no American price")
        price = decimal_from_american(int(number))
    except PriceError as error:
        raise ParseError(RejectReason.INVALID_PRICE, str(error)) from error
    if price > MAX_PRICE:
        raise ParseError(RejectReason.INVALID_PRICE, f"{value!r} is out of range")
    return WrittenPrice(price, int(number))


def parse_fractional_price(value: object) -> WrittenPrice:
    """Decimal odds of a fraction such as `29/20`; raises ParseError for anything else."""
    match = re.fullmatch(r"\s*(\d{1,7})/(\d{1,7})\s*", value) if isinstance(value, str) else None
    if match is None:
        raise ParseError(RejectReason.INVALID_PRICE, f"{value!r:.80} is no fractional price")
    try:
        return WrittenPrice(decimal_from_fraction(int(match[1]), int(match[2])))
    except PriceError as error:
        raise ParseError(RejectReason.INVALID_PRICE, str(error)) from error


def parse_text(value: object, longest: int = 300) -> str | None:
    """Return a trimmed text without control characters, or None if nothing is left."""
    if not isinstance(value, str):
        return None
    text = value
    if not value.isprintable():
        text = "".join(" " if character < " " or character == "\x7f" else character for character in value)
    text = " ".join(text.split())[:longest]
    return text or None


_UNDECIDED = re.compile(
    r"(?:tbd|tba|tbc|bye|unknown|to be (?:decided|determined|announced|confirmed))"
    r"(?:\s*/\s*(?:tbd|tba))*(?:\s+(?:team|player))?",
    re.IGNORECASE,
)


def parse_side_name(value: object) -> str | None:
    """Return the name of a side, or None if it is to be determined."""
    name = parse_text(value)
    return None if name is None or _UNDECIDED.fullmatch(name) else name
