"""Game markets: which selection each price is for. The order of outcomes carries no meaning; names identify them."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from a1_mappers.extracted import Market, Price, Reject
from a1_mappers.odds import wire
from a1_mappers.odds.vocabulary import GAME_MARKETS, THREE_WAY
from a1_mappers.odds.wire import read_outcomes
from a1_mappers.parsing import ParseError, parse_line
from a1_schemas.vocabulary import MarketKey, RejectReason, Selection, SettlementScope

ParsePrice = Callable[[object], Decimal]

_DRAW = "Draw"
_WITH_LINE = frozenset(
    {
        *(MarketKey.SPREAD, MarketKey.ALTERNATE_SPREAD, MarketKey.TOTAL, MarketKey.ALTERNATE_TOTAL),
        *(MarketKey.TEAM_TOTAL, MarketKey.ALTERNATE_TEAM_TOTAL),
    }
)
_OUTRIGHT = frozenset({MarketKey.OUTRIGHT, MarketKey.OUTRIGHT_LAY})
_REGULATION = frozenset({MarketKey.MONEYLINE_3_WAY, MarketKey.MONEYLINE_3_WAY_LAY, MarketKey.DOUBLE_CHANCE})
_BY_NAME = {"Over": Selection.OVER, "Under": Selection.UNDER, "Yes": Selection.YES, "No": Selection.NO}
_TEAM_TOTALS = {
    (Selection.HOME, "Over"): Selection.HOME_OVER,
    (Selection.HOME, "Under"): Selection.HOME_UNDER,
    (Selection.AWAY, "Over"): Selection.AWAY_OVER,
    (Selection.AWAY, "Under"): Selection.AWAY_UNDER,
}


class Sides(NamedTuple):
    """The names of an event's sides, by which outcomes are named."""

    home: str | None
    away: str | None


@lru_cache(maxsize=8192)
def clean_market(key: str, written: bytes, sides: Sides, parse_price: ParsePrice) -> Market | None:
    """Return a market without a fault, else None. Raises ParseError where its outcomes are of another shape.

    Cached: when a price of a bookmaker moves, most of its markets stay. Equal markets are one object.
    """
    if key not in GAME_MARKETS:
        return None
    match _market_of(key, read_outcomes(written), sides, parse_price, ""):
        case [Market() as market]:
            return market
        case _:
            return None


def market_of(market: wire.Market, sides: Sides, parse_price: ParsePrice, path: str) -> list[Market | Reject]:
    """Return a reject for each outcome that cannot be identified, and the market of the others, if there are any."""
    if market.key not in GAME_MARKETS:
        return [Reject(RejectReason.UNKNOWN_MARKET, path, market.key[:100])]
    return _market_of(market.key, market.outcomes, sides, parse_price, path)


def _market_of(
    native_key: str, written: Sequence[wire.Outcome], sides: Sides, parse_price: ParsePrice, path: str
) -> list[Market | Reject]:
    meaning = GAME_MARKETS[native_key]
    key = meaning.key
    if key in THREE_WAY and any(outcome.name == _DRAW for outcome in written):
        key = THREE_WAY[key]
    found: list[Market | Reject] = []
    outcomes: list[Price] = []
    for index, outcome in enumerate(written):
        try:
            outcomes.append(_outcome(key, outcome, sides, parse_price))
        except ParseError as error:
            found.append(error.at(f"{path}.outcomes[{index}]"))
    if outcomes:
        scope = SettlementScope.REGULATION if key in _REGULATION else SettlementScope.INCLUDING_OVERTIME
        found.append(
            Market(key=key, native_key=native_key, period=meaning.period, scope=scope, outcomes=tuple(outcomes))
        )
    return found


def _outcome(key: MarketKey, outcome: wire.Outcome, sides: Sides, parse_price: ParsePrice) -> Price:
    price = outcome.price
    if price is None:
        raise ParseError(RejectReason.INVALID_PRICE, "no price")
    if key in _OUTRIGHT:
        return Price(Selection.YES, None, parse_price(price), outcome.name)
    line = _line(outcome) if key in _WITH_LINE else None
    return Price(_selection(key, outcome, sides), line, parse_price(price))


def _line(outcome: wire.Outcome) -> Decimal:
    point = outcome.point
    if point is None:
        raise ParseError(RejectReason.INVALID_LINE, "no point")
    return parse_line(point)


def _selection(key: MarketKey, outcome: wire.Outcome, sides: Sides) -> Selection:
    if key is MarketKey.TEAM_TOTAL or key is MarketKey.ALTERNATE_TEAM_TOTAL:
        side = _side(outcome.description, sides)
        found = _TEAM_TOTALS.get((side, outcome.name)) if side else None
    elif key is MarketKey.DOUBLE_CHANCE:
        found = _double_chance(outcome.name, sides)
    else:
        found = _side(outcome.name, sides) or _BY_NAME.get(outcome.name)
    if found is None:
        raise ParseError(RejectReason.UNKNOWN_SELECTION, f"{outcome.name!r:.100}")
    return found


def _side(name: str | None, sides: Sides) -> Selection | None:
    if name is None:
        return None
    if name == sides.home:
        return Selection.HOME
    if name == sides.away:
        return Selection.AWAY
    return Selection.DRAW if name == _DRAW else None


def _double_chance(name: str, sides: Sides) -> Selection | None:
    home, away = sides
    return {
        f"{home} or {_DRAW}": Selection.HOME_OR_DRAW,
        f"{_DRAW} or {home}": Selection.HOME_OR_DRAW,
        f"{away} or {_DRAW}": Selection.DRAW_OR_AWAY,
        f"{_DRAW} or {away}": Selection.DRAW_OR_AWAY,
        f"{home} or {away}": Selection.HOME_OR_AWAY,
        f"{away} or {home}": Selection.HOME_OR_AWAY,
    }.get(name)
