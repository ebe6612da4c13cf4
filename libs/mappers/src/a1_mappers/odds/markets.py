"""Game markets: which selection each price is for. The order of outcomes carries no meaning; names identify them."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache

import msgspec

from a1_mappers.extracted import Market, Price, Reject
from a1_mappers.odds import wire
from a1_mappers.odds.vocabulary import GAME_MARKETS, THREE_WAY
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


def clean_market(market: wire.Market, event: wire.Event, parse_price: ParsePrice) -> Market | None:
    """Return a market without a fault, else None. Equal markets are one object."""
    if market.key not in GAME_MARKETS:
        return None
    return _clean_market(market.key, bytes(market.written_outcomes), event.home_team, event.away_team, parse_price)


@lru_cache(maxsize=8192)
def _clean_market(
    key: str, written: bytes, home: str | None, away: str | None, parse_price: ParsePrice
) -> Market | None:
    """Cached: when a price of a bookmaker moves, most of its markets stay."""
    event = wire.Event(id="", sport_key="", home_team=home, away_team=away)
    match [*market_of(wire.Market(key, msgspec.Raw(written)), event, parse_price, "")]:
        case [Market() as market]:
            return market
        case _:
            return None


def market_of(market: wire.Market, event: wire.Event, parse_price: ParsePrice, path: str) -> Iterator[Market | Reject]:
    """Yield the market, and a reject for each outcome that cannot be identified. Without outcomes, no market."""
    meaning = GAME_MARKETS.get(market.key)
    if meaning is None:
        yield Reject(RejectReason.UNKNOWN_MARKET, path, market.key[:100])
        return
    key = meaning.key
    if key in THREE_WAY and any(outcome.name == _DRAW for outcome in market.outcomes):
        key = THREE_WAY[key]
    outcomes: list[Price] = []
    for index, outcome in enumerate(market.outcomes):
        try:
            outcomes.append(_outcome(key, outcome, event, parse_price))
        except ParseError as error:
            yield error.at(f"{path}.outcomes[{index}]")
    if outcomes:
        scope = SettlementScope.REGULATION if key in _REGULATION else SettlementScope.INCLUDING_OVERTIME
        yield Market(key=key, native_key=market.key, period=meaning.period, scope=scope, outcomes=tuple(outcomes))


def _outcome(key: MarketKey, outcome: wire.Outcome, event: wire.Event, parse_price: ParsePrice) -> Price:
    price = outcome.price
    if price is None:
        raise ParseError(RejectReason.INVALID_PRICE, "no price")
    if key in _OUTRIGHT:
        return Price(Selection.YES, None, parse_price(price), outcome.name)
    return Price(_selection(key, outcome, event), _line(key, outcome), parse_price(price))


def _line(key: MarketKey, outcome: wire.Outcome) -> Decimal | None:
    if key not in _WITH_LINE:
        return None
    point = outcome.point
    if point is None:
        raise ParseError(RejectReason.INVALID_LINE, "no point")
    return parse_line(point)


def _selection(key: MarketKey, outcome: wire.Outcome, event: wire.Event) -> Selection:
    if key in {MarketKey.TEAM_TOTAL, MarketKey.ALTERNATE_TEAM_TOTAL}:
        side = _side(outcome.description, event)
        found = _TEAM_TOTALS.get((side, outcome.name)) if side else None
    elif key is MarketKey.DOUBLE_CHANCE:
        found = _double_chance(outcome.name, event)
    else:
        found = _side(outcome.name, event) or _BY_NAME.get(outcome.name)
    if found is None:
        raise ParseError(RejectReason.UNKNOWN_SELECTION, f"{outcome.name!r:.100}")
    return found


def _side(name: str | None, event: wire.Event) -> Selection | None:
    if name is None:
        return None
    if name == event.home_team:
        return Selection.HOME
    if name == event.away_team:
        return Selection.AWAY
    return Selection.DRAW if name == _DRAW else None


def _double_chance(name: str, event: wire.Event) -> Selection | None:
    home, away = event.home_team, event.away_team
    return {
        f"{home} or {_DRAW}": Selection.HOME_OR_DRAW,
        f"{_DRAW} or {home}": Selection.HOME_OR_DRAW,
        f"{away} or {_DRAW}": Selection.DRAW_OR_AWAY,
        f"{_DRAW} or {away}": Selection.DRAW_OR_AWAY,
        f"{home} or {away}": Selection.HOME_OR_AWAY,
        f"{away} or {home}": Selection.HOME_OR_AWAY,
    }.get(name)
