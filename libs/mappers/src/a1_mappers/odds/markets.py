"""Game markets: which selection each price is for. The order of outcomes carries no meaning; names identify them.

Which markets have a draw is decided by the sport, since a bookmaker may leave the draw out.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import msgspec

from a1_mappers.extracted import Reject
from a1_mappers.extracted_offers import Market, Price
from a1_mappers.links import Links
from a1_mappers.odds import wire
from a1_mappers.odds.vocabulary import GAME_MARKETS, THREE_WAY
from a1_mappers.odds.wire import read_outcomes
from a1_mappers.parsing import ParseError, parse_line, parse_number
from a1_mappers.written_prices import WrittenPrice
from a1_schemas.vocabulary import MarketKey, RejectReason, Selection, SettlementScope

ParsePrice = Callable[[object], WrittenPrice]

_DRAW = "Draw"
_WITH_LINE = frozenset(
    {
        *(MarketKey.SPREAD, MarketKey.ALTERNATE_SPREAD, MarketKey.SPREAD_3_WAY),
        *(MarketKey.TOTAL, MarketKey.ALTERNATE_TOTAL, MarketKey.TEAM_TOTAL, MarketKey.ALTERNATE_TEAM_TOTAL),
        *(MarketKey.ALTERNATE_TOTAL_CORNERS, MarketKey.ALTERNATE_SPREAD_CORNERS),
        *(MarketKey.ALTERNATE_TOTAL_CARDS, MarketKey.ALTERNATE_SPREAD_CARDS),
    }
)
_OUTRIGHT = frozenset({MarketKey.OUTRIGHT, MarketKey.OUTRIGHT_LAY})
_ALWAYS_WITH_DRAW = frozenset({MarketKey.MONEYLINE, MarketKey.MONEYLINE_LAY})
"""Markets that have a draw in soccer even if the bookmaker lists none."""
_REGULATION = frozenset({MarketKey.MONEYLINE_3_WAY, MarketKey.MONEYLINE_3_WAY_LAY, MarketKey.DOUBLE_CHANCE})
_BY_NAME: dict[str | None, Selection] = {
    "Over": Selection.OVER,
    "Under": Selection.UNDER,
    "Yes": Selection.YES,
    "No": Selection.NO,
    _DRAW: Selection.DRAW,
}
_TEAM_TOTALS = {
    (Selection.HOME, "Over"): Selection.HOME_OVER,
    (Selection.HOME, "Under"): Selection.HOME_UNDER,
    (Selection.AWAY, "Over"): Selection.AWAY_OVER,
    (Selection.AWAY, "Under"): Selection.AWAY_UNDER,
}


class Sides(NamedTuple):
    """The names of an event's sides, by which outcomes are named, and whether they play soccer."""

    home: str | None
    away: str | None
    is_soccer: bool


def clean_market(
    key: str, written: bytes, link: str | None, bookmaker: str, sides: Sides, parse_price: ParsePrice
) -> Market | None:
    """Return a market without a fault, else None. Raises ParseError where its outcomes are of another shape."""
    if key not in GAME_MARKETS:
        return None
    links = Links(bookmaker)
    match [*_market_of(key, read_outcomes(written), link, sides, parse_price, links, ""), *links.rejects("")]:
        case [Market() as market]:
            return market
        case _:
            return None


def market_of(
    market: wire.Market, sides: Sides, parse_price: ParsePrice, links: Links, path: str
) -> list[Market | Reject]:
    """Return a reject for each outcome that cannot be identified, and the market of the others, if there are any."""
    if market.key not in GAME_MARKETS:
        return [Reject(RejectReason.UNKNOWN_MARKET, path, market.key[:100])]
    return _market_of(market.key, market.outcomes, market.link, sides, parse_price, links, path)


def _market_of(
    native_key: str,
    written: Sequence[wire.Outcome],
    link: str | None,
    sides: Sides,
    parse_price: ParsePrice,
    links: Links,
    path: str,
) -> list[Market | Reject]:
    meaning = GAME_MARKETS[native_key]
    key = meaning.key
    has_draw = _DRAW in [outcome.name for outcome in written]
    if has_draw or (sides.is_soccer and key in _ALWAYS_WITH_DRAW):
        key = THREE_WAY.get(key, key)
    found: list[Market | Reject] = []
    outcomes: list[Price] = []
    for index, outcome in enumerate(written):
        try:
            price = _outcome(key, outcome, sides, parse_price, links)
            outcomes.append(price)
            if key in _WITH_LINE:
                outcomes[-1] = msgspec.structs.replace(price, line=_line(outcome))
        except ParseError as error:
            found.append(error.at(f"{path}.outcomes[{index}]"))
    if outcomes:
        is_regulation = sides.is_soccer or key in _REGULATION
        market = Market(
            key=key,
            native_key=native_key,
            period=meaning.period,
            scope=SettlementScope.REGULATION if is_regulation else SettlementScope.INCLUDING_OVERTIME,
            outcomes=tuple(outcomes),
            link=links.checked(link),
        )
        found.append(market)
    return found


def _outcome(key: MarketKey, outcome: wire.Outcome, sides: Sides, parse_price: ParsePrice, links: Links) -> Price:
    """Return the price without its line; raises ParseError. A price whose line is unreadable is signalled and kept."""
    price = outcome.price
    if price is None:
        raise ParseError(RejectReason.INVALID_PRICE, "no price")
    written = parse_price(price)
    is_outright = key in _OUTRIGHT
    return Price(
        Selection.YES if is_outright else _selection(key, outcome, sides),
        None,
        written.decimal,
        written.american,
        outcome.name if is_outright else None,
        native_id_of(outcome),
        links.checked(outcome.link),
        limit_of(outcome),
    )


def native_id_of(outcome: wire.Outcome) -> str | None:
    """Return the bookmaker's own id of a selection, if it is asked for."""
    return None if outcome.sid is None or outcome.sid == "" else str(outcome.sid)


def limit_of(outcome: wire.Outcome) -> Decimal | None:
    """Return the highest stake of a selection, if it is asked for; raises ParseError."""
    limit = outcome.limit
    return None if limit is None else parse_number(limit)


def _line(outcome: wire.Outcome) -> Decimal:
    point = outcome.point
    if point is None:
        raise ParseError(RejectReason.INVALID_LINE, "no point")
    return parse_line(point)


def _selection(key: MarketKey, outcome: wire.Outcome, sides: Sides) -> Selection:
    found = _SELECTIONS.get(key, _by_name)(outcome, sides)
    if found is None:
        raise ParseError(RejectReason.UNKNOWN_SELECTION, f"{outcome.name!r:.100}")
    return found


def _by_name(outcome: wire.Outcome, sides: Sides) -> Selection | None:
    return _names(sides).get(outcome.name)


def _team_total(outcome: wire.Outcome, sides: Sides) -> Selection | None:
    side = _names(sides).get(outcome.description)
    return None if side is None else _TEAM_TOTALS.get((side, outcome.name))


def _double_chance(outcome: wire.Outcome, sides: Sides) -> Selection | None:
    home, away = sides.home, sides.away
    return {
        "Home/Draw": Selection.HOME_OR_DRAW,
        "Draw/Home": Selection.HOME_OR_DRAW,
        "Draw/Away": Selection.DRAW_OR_AWAY,
        "Away/Draw": Selection.DRAW_OR_AWAY,
        "Home/Away": Selection.HOME_OR_AWAY,
        "Away/Home": Selection.HOME_OR_AWAY,
        f"{home} or {_DRAW}": Selection.HOME_OR_DRAW,
        f"{_DRAW} or {home}": Selection.HOME_OR_DRAW,
        f"{away} or {_DRAW}": Selection.DRAW_OR_AWAY,
        f"{_DRAW} or {away}": Selection.DRAW_OR_AWAY,
        f"{home} or {away}": Selection.HOME_OR_AWAY,
        f"{away} or {home}": Selection.HOME_OR_AWAY,
    }.get(outcome.name)


_SELECTIONS: dict[MarketKey, Callable[[wire.Outcome, Sides], Selection | None]] = {
    MarketKey.TEAM_TOTAL: _team_total,
    MarketKey.ALTERNATE_TEAM_TOTAL: _team_total,
    MarketKey.DOUBLE_CHANCE: _double_chance,
}
"""How the selections of these markets are read. Those of all others are identified by the name of the outcome alone."""


@lru_cache(maxsize=1024)
def _names(sides: Sides) -> dict[str | None, Selection]:
    """Return what each name means in an event. Its sides' own names come before the usual words."""
    names = {**_BY_NAME, sides.away: Selection.AWAY, sides.home: Selection.HOME}
    names.pop(None, None)  # an event without sides names no one
    return names
