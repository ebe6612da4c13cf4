"""Parts of The Odds API's bodies: outcomes, prices and times, as the query wants them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from a1_sandbox.world.game import Game
from a1_sandbox.world.quotes import Price
from a1_schemas.prices import american_from_decimal
from a1_schemas.vocabulary import Selection

Json = dict[str, Any]
Query = Mapping[str, str]


def name_of(game: Game, selection: Selection) -> str:
    """A side's name, or the word of another selection."""
    names = {Selection.HOME: game.home.odds_name, Selection.AWAY: game.away.odds_name}
    return names.get(selection, selection.value.title())


def outcome(game: Game, price: Price, query: Query) -> Json:
    """One selection with its price, and its line if it has one."""
    found: Json = {"name": name_of(game, price.selection), "price": price_of(price.price, query)}
    if price.line is not None:
        found["point"] = number(price.line)
    return found


def price_of(price: Decimal, query: Query) -> float | int:
    """Decimal or American odds."""
    if query.get("oddsFormat", "decimal") == "decimal":
        return number(price)
    return american_from_decimal(price) or 0


def number(value: Decimal) -> float | int:
    """A JSON number: whole ones without a point."""
    return int(value) if value == value.to_integral_value() else float(value)


def time_of(moment: datetime, query: Query) -> str | int:
    """A time as text, or in seconds since 1970."""
    if query.get("dateFormat", "iso") == "unix":
        return int(moment.timestamp())
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
