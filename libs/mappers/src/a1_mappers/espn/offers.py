"""ESPN's odds in all shapes since 2013: `odds[]` of scoreboards, `pickcenter[]` of summaries, `items[]` of the core
API.

An entry writes prices of several moments. The present one is `current`, else `close`, else the figures beside them: a
price that this moment lacks, or has as `OFF`, is not on offer. `open` is a fact of its own. A line is read from the
place of its price. `details` and the favourite flags are display text that contradicts the numbers; no price is read
from them.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from a1_mappers.espn.prices import line_of, price_of
from a1_mappers.espn.vocabulary import BOOKMAKERS, SOCCER_LEAGUES
from a1_mappers.extracted import Reject
from a1_mappers.extracted_offers import Market, Offer, Price
from a1_mappers.links import Links
from a1_mappers.untyped import Json, dig, items, text
from a1_mappers.written_prices import Opening, WrittenPrice
from a1_schemas.vocabulary import MarketKey, RejectReason, Selection, SettlementScope

_LINED = frozenset({MarketKey.SPREAD, MarketKey.TOTAL})
_WHEN = ("current", "close", "open")
_BESIDE = "beside"
"""Figures without a moment. They are the present ones where no moment is written."""


class Place(NamedTuple):
    """The moment of a price, the paths of line and price, and the link beside them."""

    when: str
    line: Json
    price: Json
    link: Json = None


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
        links = Links(key)
        found = _markets(entry, links, is_soccer=league in SOCCER_LEAGUES)
        markets = {market.key: market for market in found}
        yield from links.rejects(where)
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


def _markets(entry: Json, links: Links, *, is_soccer: bool) -> Iterator[Market]:
    present = _present(entry)
    scope = SettlementScope.REGULATION if is_soccer else SettlementScope.INCLUDING_OVERTIME
    moneyline = _outcomes(
        (Selection.HOME, _moneyline(entry, "home", "homeTeamOdds", "Home")),
        (Selection.AWAY, _moneyline(entry, "away", "awayTeamOdds", "Away")),
        (Selection.DRAW, _moneyline(entry, "draw", "drawOdds", "Draw")),
        present=present,
        links=links,
    )
    if moneyline:
        is_three_way = is_soccer or any(outcome.selection is Selection.DRAW for outcome in moneyline)
        yield Market(
            key=MarketKey.MONEYLINE_3_WAY if is_three_way else MarketKey.MONEYLINE,
            native_key="moneyline",
            scope=SettlementScope.REGULATION if is_three_way else scope,
            outcomes=moneyline,
        )
    home_line = line_of(dig(entry, "spread"))
    spread = _outcomes(
        (Selection.HOME, _spread(entry, "home", home_line)),
        (Selection.AWAY, _spread(entry, "away", None if home_line is None else -home_line + 0)),
        present=present,
        links=links,
    )
    if spread:
        yield Market(key=MarketKey.SPREAD, native_key="spread", scope=scope, outcomes=spread)
    total = _outcomes(
        (Selection.OVER, _total(entry, "over")), (Selection.UNDER, _total(entry, "under")), present=present, links=links
    )
    if total:
        yield Market(key=MarketKey.TOTAL, native_key="total", scope=scope, outcomes=total)


def _present(entry: Json) -> str:
    """Return the moment of the entry's present prices."""
    sided = (dig(entry, market, side) for market, sides in _SIDES for side in sides)
    blocks = [entry, *(dig(entry, holder) for holder in _HOLDERS), *sided]
    return next((when for when in _WHEN[:2] if any(dig(block, when) is not None for block in blocks)), _BESIDE)


_HOLDERS = ("homeTeamOdds", "awayTeamOdds", "drawOdds")
_SIDES = (
    ("moneyline", ("home", "away", "draw")),
    ("pointSpread", ("home", "away")),
    ("total", ("over", "under")),
)


def _lacks_line(market: Market) -> bool:
    return market.key in _LINED and any(outcome.line is None for outcome in market.outcomes)


def _outcomes(*selections: tuple[Selection, Iterable[Place]], present: str, links: Links) -> tuple[Price, ...]:
    return tuple(
        outcome
        for selection, places in selections
        if (outcome := _outcome(selection, [*_priced(places)], present, links)) is not None
    )


def _priced(places: Iterable[Place]) -> Iterator[tuple[Place, WrittenPrice]]:
    return ((place, price) for place in places if (price := price_of(place.price)) is not None)


def _outcome(
    selection: Selection, priced: list[tuple[Place, WrittenPrice]], present: str, links: Links
) -> Price | None:
    """Return the present price of a selection, or one that is not on offer where only other moments have a price."""
    if not priced:
        return None
    opened = next(((place, price) for place, price in priced if place.when == "open"), None)
    opening = None if opened is None else Opening(line_of(opened[0].line), opened[1])
    offered = next(((place, price) for place, price in priced if place.when == present), None)
    if offered is None:
        return Price(selection, line_of(priced[0][0].line), None, opening=opening)
    place, price = offered
    link = links.checked(place.link if isinstance(place.link, str) else None)
    return Price(selection, line_of(place.line), price.decimal, price.american, link=link, opening=opening)


def _moneyline(entry: Json, side: str, holder: str, bet: str) -> Iterator[Place]:
    odds = dig(entry, holder)
    for when in _WHEN:
        place = dig(entry, "moneyline", side, when)
        yield Place(when, None, dig(place, "odds"), dig(place, "link", "href"))
    yield Place("current", None, dig(odds, "current", "moneyLine"))
    yield Place(_BESIDE, None, dig(odds, "moneyLine"))
    yield from (Place(when, None, dig(odds, when, "moneyLine")) for when in ("close", "open"))
    yield Place(_BESIDE, None, dig(odds, "odds"))
    yield Place(_BESIDE, None, {name: dig(odds, name) for name in ("value", "summary")})
    yield Place(_BESIDE, None, _bet(entry, f"MoneyLine{bet}"))


def _spread(entry: Json, side: str, own_line: Decimal | None) -> Iterator[Place]:
    """Yield the places of a side's spread. The side's own line is preferred; `spread` is the home side's."""
    odds = dig(entry, f"{side}TeamOdds")
    for when in _WHEN:
        place = dig(entry, "pointSpread", side, when)
        yield Place(when, _either(dig(place, "line"), own_line), dig(place, "odds"), dig(place, "link", "href"))
    figures = [_figures(odds, when, own_line) for when in _WHEN]
    yield figures[0]
    yield Place(_BESIDE, own_line, dig(odds, "spreadOdds"))
    yield from figures[1:]
    line = _either(_bet(entry, f"SpreadHandicap{side.title()}"), own_line)
    yield Place(_BESIDE, line, _bet(entry, f"Spread{side.title()}"))


def _figures(odds: Json, when: str, own_line: Decimal | None) -> Place:
    return Place(when, _either(dig(odds, when, "pointSpread", "american"), own_line), dig(odds, when, "spread"))


def _total(entry: Json, side: str) -> Iterator[Place]:
    line = line_of(dig(entry, "overUnder")) or None
    for when in _WHEN:
        place = dig(entry, "total", side, when)
        yield Place(when, _either(dig(place, "line"), line), dig(place, "odds"), dig(place, "link", "href"))
    figures = [
        Place(when, _either(dig(entry, when, "total", "american"), line), dig(entry, when, side)) for when in _WHEN
    ]
    yield figures[0]
    yield Place(_BESIDE, line, dig(entry, f"{side}Odds"))
    yield from figures[1:]
    yield Place(_BESIDE, _either(_bet(entry, "TotalHandicap"), line), _bet(entry, f"Total{side.title()}"))


def _bet(entry: Json, name: str) -> Json:
    """Return a value of the entry by bet type, which is how Bet365 is written."""
    return dig(entry, "bettingOdds", "teamOdds", f"preMatch{name}", "value")


def _either(line: Json, otherwise: Decimal | None) -> Json:
    return otherwise if line is None or line == "" else line
