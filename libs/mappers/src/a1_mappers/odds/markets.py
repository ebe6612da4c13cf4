"""Game markets: which selection each price is for. The order of outcomes carries no meaning; names identify them.

Which markets have a draw is decided by the sport, since a bookmaker may leave the draw out.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache

import msgspec

from a1_mappers.extracted import Market, Price, Reject
from a1_mappers.links import Links
from a1_mappers.odds import wire
from a1_mappers.odds.vocabulary import GAME_MARKETS, THREE_WAY, sport_of
from a1_mappers.parsing import ParseError, parse_line, parse_number
from a1_mappers.written_prices import WrittenPrice
from a1_schemas.vocabulary import MarketKey, RejectReason, Selection, SettlementScope, Sport

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
_BY_NAME = {"Over": Selection.OVER, "Under": Selection.UNDER, "Yes": Selection.YES, "No": Selection.NO}
_TEAM_TOTALS = {
    (Selection.HOME, "Over"): Selection.HOME_OVER,
    (Selection.HOME, "Under"): Selection.HOME_UNDER,
    (Selection.AWAY, "Over"): Selection.AWAY_OVER,
    (Selection.AWAY, "Under"): Selection.AWAY_UNDER,
}


def clean_market(market: wire.Market, event: wire.Event, parse_price: ParsePrice, bookmaker: str) -> Market | None:
    """Return a market without a fault, else None. The outcomes of equal markets are one object."""
    if market.key not in GAME_MARKETS:
        return None
    written = bytes(market.written_outcomes)
    sides = (event.sport_key, event.home_team, event.away_team)
    return _clean_market(market.key, written, market.link, bookmaker, *sides, parse_price)


@lru_cache(maxsize=8192)
def _clean_market(
    key: str,
    written: bytes,
    link: str | None,
    bookmaker: str,
    sport_key: str,
    home: str | None,
    away: str | None,
    parse_price: ParsePrice,
) -> Market | None:
    """Cached: when a price of a bookmaker moves, most of its markets stay."""
    event = wire.Event(id="", sport_key=sport_key, home_team=home, away_team=away)
    links = Links(bookmaker)
    found = [*market_of(wire.Market(key, msgspec.Raw(written), link=link), event, parse_price, links, "")]
    match [*found, *links.rejects("")]:
        case [Market() as market]:
            return market
        case _:
            return None


def market_of(
    market: wire.Market, event: wire.Event, parse_price: ParsePrice, links: Links, path: str
) -> Iterator[Market | Reject]:
    """Yield the market, and a reject for each outcome that cannot be identified. Without outcomes, no market."""
    meaning = GAME_MARKETS.get(market.key)
    if meaning is None:
        yield Reject(RejectReason.UNKNOWN_MARKET, path, market.key[:100])
        return
    is_soccer = sport_of(event.sport_key) is Sport.SOCCER
    key = meaning.key
    has_draw = any(outcome.name == _DRAW for outcome in market.outcomes)
    if has_draw or (is_soccer and key in _ALWAYS_WITH_DRAW):
        key = THREE_WAY.get(key, key)
    outcomes: list[Price] = []
    for index, outcome in enumerate(market.outcomes):
        try:
            outcomes.append(_outcome(key, outcome, event, parse_price, links))
        except ParseError as error:
            yield error.at(f"{path}.outcomes[{index}]")
    if outcomes:
        is_regulation = is_soccer or key in _REGULATION
        yield Market(
            key=key,
            native_key=market.key,
            period=meaning.period,
            scope=SettlementScope.REGULATION if is_regulation else SettlementScope.INCLUDING_OVERTIME,
            outcomes=tuple(outcomes),
            link=links.checked(market.link),
        )


def _outcome(key: MarketKey, outcome: wire.Outcome, event: wire.Event, parse_price: ParsePrice, links: Links) -> Price:
    price = outcome.price
    if price is None:
        raise ParseError(RejectReason.INVALID_PRICE, "no price")
    written = parse_price(price)
    is_outright = key in _OUTRIGHT
    return Price(
        Selection.YES if is_outright else _selection(key, outcome, event),
        None if is_outright else _line(key, outcome),
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
    }.get(name)
