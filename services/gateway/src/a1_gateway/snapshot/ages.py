"""How old the quotes of analytics are when a page is built. A tag does not cover it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from a1_gateway.snapshot.items import Resource

_QUOTES_OF = {
    Resource.FAIR: ("inputs",),
    Resource.FAIR_PROPS: ("inputs",),
    Resource.OPPORTUNITIES: ("legs", "against"),
}
"""The fields of a list's rows that hold quotes."""
_read = msgspec.json.Decoder(dict[str, Any]).decode
_encode = msgspec.json.Encoder().encode


def with_ages(resource: Resource, bodies: Sequence[bytes], now: datetime) -> Sequence[bytes]:
    """Return the rows of a list with the age of each quote in seconds; null where the provider gives no time."""
    fields = _QUOTES_OF.get(resource)
    return bodies if fields is None else [_aged(body, fields, now) for body in bodies]


def _aged(body: bytes, fields: Sequence[str], now: datetime) -> bytes:
    row = _read(body)
    quotes = [quote for field in fields for quote in row[field]]
    for each in quotes:
        for quote in (each, *each.get("against", ())):
            at = quote["observed_at"]
            age = None if at is None else (now - msgspec.convert(at, datetime)).total_seconds()
            quote["age_s"] = None if age is None else round(max(0.0, age), 1)
    return _encode(row)
