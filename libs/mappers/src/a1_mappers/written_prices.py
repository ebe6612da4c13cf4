"""Prices as providers write them: decimal odds, with the American number kept where that was written."""

from decimal import Decimal

import msgspec


class WrittenPrice(msgspec.Struct, frozen=True, gc=False):
    """A price in decimal odds, and the American number where the provider wrote that one."""

    decimal: Decimal
    american: int | None = None


class Opening(msgspec.Struct, frozen=True, gc=False):
    """The first line and price of a selection: a fact of its own, never the present price."""

    line: Decimal | None
    price: WrittenPrice
