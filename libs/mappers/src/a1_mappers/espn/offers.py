"""ESPN's odds in all shapes since 2013: `odds[]` of scoreboards, `pickcenter[]` of summaries, `items[]` of the core
API.

A price is read from `current`, else `close`, else `open`, and its line from the same place. `details` and the favourite
flags are display text that contradicts the numbers; no price is read from them.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from a1_mappers.espn.prices import line_of, price_of
from a1_mappers.espn.vocabulary import BOOKMAKERS, SOCCER_LEAGUES
from a1_mappers.extracted import Market, Offer, Price, Reject
from a1_mappers.untyped import Json, dig, items, text
from a1_schemas.vocabulary import MarketKey, RejectReason, Selection, SettlementScope

_LINED = frozenset({MarketKey.SPREAD, MarketKey.TOTAL})
_WHEN = ("current", "close", "open")


class Place(NamedTuple):
    """The paths of a line and its price."""

    line: Json
    price: Json


def offers_of(odds: Json, contest_id: str, league: str, path: str) -> Iterator[Offer | Reject]:
    """Yield an offer for each bookmaker with a price. Two entries of one bookmaker are merged; the first entry's
    markets win.

    A line that only display text contains is used, and reported by a reject.
    """
    offers: dict[str, Offer] = {}
    for index, entry in enumerate(items({"odds": odds}, "odds")):
        provider_id, where = text(entry, "provider", "id"), f"{path}[{index}]"
        if provider_id is None:
            yield Reject(RejectReason.MISSING_FIELD, where, "odds without a provider's id")
            continue
        name = text(entry, "provider", "name")
        key, title = BOOKMAKERS.get(provider_id, (f"espn-{provider_id}", name or provider_id))
        markets = {market.key: market for market in _markets(entry, is_soccer=league in SOCCER_LEAGUES)}
        if any(_lacks_line(market) for market in markets.values()):
            yield Reject(RejectReason.INVALID_LINE, where, f"{name}: a price without its line")
        if key in offers:
            markets |= {market.key: market for market in offers[key].markets}
        if markets:
            offers[key] = Offer(
                contest_id=contest_id,
                league=league,
                bookmaker=key,
                bookmaker_name=title,
                markets=tuple(markets.values()),
            )
    yield from offers.values()


def _markets(entry: Json, *, is_soccer: bool) -> Iterator[Market]:
    moneyline = _outcomes(
        (Selection.HOME, _moneyline(entry, "home", "homeTeamOdds", "Home")),
        (Selection.AWAY, _moneyline(entry, "away", "awayTeamOdds", "Away")),
        (Selection.DRAW, _moneyline(entry, "draw", "drawOdds", "Draw")),
    )
    if moneyline:
        is_three_way = is_soccer or any(outcome.selection is Selection.DRAW for outcome in moneyline)
        yield Market(
            key=MarketKey.MONEYLINE_3_WAY if is_three_way else MarketKey.MONEYLINE,
            native_key="moneyline",
            scope=SettlementScope.REGULATION if is_three_way else SettlementScope.INCLUDING_OVERTIME,
            outcomes=moneyline,
        )
    home_line = line_of(dig(entry, "spread"))
    spread = _outcomes(
        (Selection.HOME, _spread(entry, "home", home_line)),
        (Selection.AWAY, _spread(entry, "away", None if home_line is None else -home_line + 0)),
    )
    if spread:
        yield Market(key=MarketKey.SPREAD, native_key="spread", outcomes=spread)
    total = _outcomes((Selection.OVER, _total(entry, "over")), (Selection.UNDER, _total(entry, "under")))
    if total:
        yield Market(key=MarketKey.TOTAL, native_key="total", outcomes=total)


def _lacks_line(market: Market) -> bool:
    return market.key in _LINED and any(outcome.line is None for outcome in market.outcomes)


def _outcomes(*selections: tuple[Selection, Iterable[Place]]) -> tuple[Price, ...]:
    return tuple(
        Price(selection, *priced) for selection, places in selections if (priced := _first_priced(places)) is not None
    )


def _first_priced(places: Iterable[Place]) -> tuple[Decimal | None, Decimal] | None:
    for place in places:
        price = price_of(place.price)
        if price is not None:
            return line_of(place.line), price
    return None


def _moneyline(entry: Json, side: str, holder: str, bet: str) -> Iterator[Place]:
    odds = dig(entry, holder)
    yield from (Place(None, dig(entry, "moneyline", side, when, "odds")) for when in _WHEN)
    yield Place(None, dig(odds, "current", "moneyLine"))
    yield Place(None, dig(odds, "moneyLine"))
    yield from (Place(None, dig(odds, when, "moneyLine")) for when in ("close", "open"))
    yield Place(None, dig(odds, "odds"))
    yield Place(None, {name: dig(odds, name) for name in ("value", "summary")})
    yield Place(None, _bet(entry, f"MoneyLine{bet}"))


def _spread(entry: Json, side: str, own_line: Decimal | None) -> Iterator[Place]:
    """Yield the places of a side's spread. The side's own line is preferred; `spread` is the home side's."""
    odds = dig(entry, f"{side}TeamOdds")
    for when in _WHEN:
        place = dig(entry, "pointSpread", side, when)
        yield Place(_either(dig(place, "line"), own_line), dig(place, "odds"))
    figures = [_figures(odds, when, own_line) for when in _WHEN]
    yield figures[0]
    yield Place(own_line, dig(odds, "spreadOdds"))
    yield from figures[1:]
    yield Place(_either(_bet(entry, f"SpreadHandicap{side.title()}"), own_line), _bet(entry, f"Spread{side.title()}"))


def _figures(odds: Json, when: str, own_line: Decimal | None) -> Place:
    return Place(_either(dig(odds, when, "pointSpread", "american"), own_line), dig(odds, when, "spread"))


def _total(entry: Json, side: str) -> Iterator[Place]:
    line = line_of(dig(entry, "overUnder")) or None
    for when in _WHEN:
        place = dig(entry, "total", side, when)
        yield Place(_either(dig(place, "line"), line), dig(place, "odds"))
    figures = [Place(_either(dig(entry, when, "total", "american"), line), dig(entry, when, side)) for when in _WHEN]
    yield figures[0]
    yield Place(line, dig(entry, f"{side}Odds"))
    yield from figures[1:]
    yield Place(_either(_bet(entry, "TotalHandicap"), line), _bet(entry, f"Total{side.title()}"))


def _bet(entry: Json, name: str) -> Json:
    """Return a value of the entry by bet type, which is how Bet365 is written."""
    return dig(entry, "bettingOdds", "teamOdds", f"preMatch{name}", "value")


def _either(line: Json, otherwise: Decimal | None) -> Json:
    return otherwise if line is None or line == "" else line
