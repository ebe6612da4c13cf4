"""ESPN's odds: `odds[]` of scoreboards and `pickcenter[]` of summaries, in every shape since 2013.

A price is taken from where it stands now, else where it closed, else where it opened. `details` and favourites' flags
are text for people and contradict the numbers; no price is read from them.
"""

from collections.abc import Iterator
from decimal import Decimal

from a1_normalizer.mappers.espn.vocabulary import BOOKMAKERS
from a1_normalizer.mappers.espn.wire import Json, dig, items, text
from a1_normalizer.mappers.parsing import Refusal, parse_american_price, parse_line, parse_text
from a1_normalizer.sightings import Market, Offer, Outcome, Reject
from a1_schemas.vocabulary import MarketKey, RejectReason, Selection, SettlementScope

_LINED = frozenset({MarketKey.SPREAD, MarketKey.TOTAL})
_WHEN = ("current", "close", "open")
_SIDES = ((Selection.HOME, "home"), (Selection.AWAY, "away"))


def offers_of(odds: Json, contest_id: str, league: str, path: str) -> Iterator[Offer | Reject]:
    """An offer for each book with a price; text and percentages are none. A line that is only in text is refused."""
    seen: dict[str, Offer] = {}
    for entry in items({"odds": odds}, "odds"):
        provider_id = text(entry, "provider", "id")
        if provider_id is None:
            yield Reject(RejectReason.MISSING_FIELD, path, "odds without a provider's id")
            continue
        name = text(entry, "provider", "name")
        key, title = BOOKMAKERS.get(provider_id, (f"espn-{provider_id}", name or provider_id))
        markets = tuple(market for market in _markets(entry) if market is not None)
        if any(market.key in _LINED and outcome.line is None for market in markets for outcome in market.outcomes):
            yield Reject(RejectReason.INVALID_LINE, path, f"{name}: a price without its line")
        if markets:
            seen.setdefault(
                key,
                Offer(contest_id=contest_id, league=league, bookmaker=key, bookmaker_name=title, markets=markets),
            )
    yield from seen.values()


def _markets(entry: Json) -> Iterator[Market | None]:
    yield _moneyline(entry)
    yield _spread(entry)
    yield _total(entry)


def _moneyline(entry: Json) -> Market | None:
    outcomes = [
        Outcome(selection, None, price)
        for selection, side in _SIDES
        if (price := _first_price(_moneyline_places(entry, side))) is not None
    ]
    draw = _first_price(
        [
            *(dig(entry, "moneyline", "draw", when, "odds") for when in _WHEN),
            dig(entry, "drawOdds", "moneyLine"),
            *(dig(entry, "drawOdds", when, "moneyLine", "american") for when in _WHEN),
        ]
    )
    if draw is not None:
        outcomes.append(Outcome(Selection.DRAW, None, draw))
        return _market(MarketKey.MONEYLINE_3_WAY, "moneyline", outcomes, SettlementScope.REGULATION)
    return _market(MarketKey.MONEYLINE, "moneyline", outcomes)


def _moneyline_places(entry: Json, side: str) -> list[Json]:
    odds = dig(entry, f"{side}TeamOdds")
    return [
        *(dig(entry, "moneyline", side, when, "odds") for when in _WHEN),
        *(dig(odds, when, "moneyLine", "american") for when in ("current",)),
        dig(odds, "moneyLine"),
        *(dig(odds, when, "moneyLine", "american") for when in ("close", "open")),
        dig(odds, "odds", "summary"),
    ]


def _spread(entry: Json) -> Market | None:
    outcomes: list[Outcome] = []
    for selection, side in _SIDES:
        odds = dig(entry, f"{side}TeamOdds")
        price = _first_price(
            [
                *(dig(entry, "pointSpread", side, when, "odds") for when in _WHEN),
                dig(odds, "current", "spread", "american"),
                dig(odds, "spreadOdds"),
                *(dig(odds, when, "spread", "american") for when in ("close", "open")),
            ]
        )
        line = _spread_line(entry, side)
        if price is not None:
            outcomes.append(Outcome(selection, line, price))
    return _market(MarketKey.SPREAD, "spread", outcomes)


def _spread_line(entry: Json, side: str) -> Decimal | None:
    """A side's own line; `spread` is the home side's."""
    own = _first_line(
        [
            *(dig(entry, "pointSpread", side, when, "line") for when in _WHEN),
            *(dig(entry, f"{side}TeamOdds", when, "pointSpread", "american") for when in _WHEN),
        ]
    )
    if own is not None:
        return own
    home = _first_line([dig(entry, "spread")])
    if home is None:
        return None
    return home if side == "home" else -home + 0


def _total(entry: Json) -> Market | None:
    outcomes: list[Outcome] = []
    for selection, side, prefix in ((Selection.OVER, "over", "o"), (Selection.UNDER, "under", "u")):
        price = _first_price(
            [
                *(dig(entry, "total", side, when, "odds") for when in _WHEN),
                dig(entry, "current", side, "american"),
                dig(entry, f"{side}Odds"),
                *(dig(entry, when, side, "american") for when in ("close", "open")),
            ]
        )
        line = _first_line(
            [
                *(_without(dig(entry, "total", side, when, "line"), prefix) for when in _WHEN),
                dig(entry, "current", "total", "american"),
                dig(entry, "overUnder"),
                *(dig(entry, when, "total", "american") for when in ("close", "open")),
            ]
        )
        if price is not None:
            outcomes.append(Outcome(selection, line or None, price))
    return _market(MarketKey.TOTAL, "total", outcomes)


def _market(
    key: MarketKey,
    native_key: str,
    outcomes: list[Outcome],
    scope: SettlementScope = SettlementScope.INCLUDING_OVERTIME,
) -> Market | None:
    return Market(key=key, native_key=native_key, scope=scope, outcomes=tuple(outcomes)) if outcomes else None


def _first_price(places: list[Json]) -> Decimal | None:
    """The first of these that is a price; 0, `OFF` and percentages are none."""
    for place in places:
        if place is None:
            continue
        try:
            return parse_american_price(place)
        except Refusal:
            continue
    return None


def _first_line(places: list[Json]) -> Decimal | None:
    for place in places:
        if isinstance(place, str):
            place = place.strip()  # noqa: PLW2901
            if place.upper() in {"EVEN", "PK", "PICK"}:
                return Decimal(0)
        if place is None:
            continue
        try:
            return parse_line(place)
        except Refusal:
            continue
    return None


def _without(value: Json, prefix: str) -> str | None:
    shown = parse_text(value)
    return shown.removeprefix(prefix) if shown else None
