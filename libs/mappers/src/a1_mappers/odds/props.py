"""Player markets as ladders by player. The key (bookmaker, market, player, side) is unique only with the point."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal

from a1_mappers.extracted import Line, LinePrice, Player, Prop, Reject, Side
from a1_mappers.extracted_offers import Market, Price
from a1_mappers.links import Links
from a1_mappers.odds import wire
from a1_mappers.odds.markets import limit_of, native_id_of
from a1_mappers.odds.vocabulary import (
    ALTERNATE_SUFFIX,
    DAILY_FANTASY,
    NAMES_OF_PLAYERS,
    OVER_NAMES,
    SCORER_MARKETS,
    STAT_PERIODS,
    STATS,
    UNDER_NAMES,
    league_of,
    sport_of,
)
from a1_mappers.parsing import ParseError, parse_line, parse_number, parse_text
from a1_mappers.written_prices import WrittenPrice
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import LineType, Period, RejectReason, Selection, SettlementScope, Sport

ParsePrice = Callable[[object], WrittenPrice]
_Rung = tuple[str, Decimal | None]
"""The market key as written, and the point."""
_NO_ONE = re.compile(r"no (?:(?:other )?goal ?scorer|scorer|goal|touchdown(?: scorer)?|td(?: scorer)?)", re.IGNORECASE)
_DEFENCE = re.compile(r"(.+?) (?:d/st|dst|defen[cs]e(?:/special teams)?)", re.IGNORECASE)


class _Ladder:
    """The rungs of one player's market, over and under joined.

    A selection listed more than once at different prices is a line for each of them.
    """

    def __init__(self, native_stat: str, player: str) -> None:
        self.native_stat = native_stat
        self.player = player
        self.prices: dict[_Rung, dict[str, list[LinePrice]]] = {}

    def add(self, rung: _Rung, side: str, price: LinePrice) -> None:
        listed = self.prices.setdefault(rung, {}).setdefault(side, [])
        if all((each.decimal, each.multiplier) != (price.decimal, price.multiplier) for each in listed):
            listed.append(price)

    def lines(self, *, is_daily_fantasy: bool) -> Iterator[Line]:
        main = {point for (key, point) in self.prices if not key.endswith(ALTERNATE_SUFFIX)}
        for (key, point), prices in self.prices.items():
            line_type = _line_type(key, point, prices, main) if is_daily_fantasy else LineType.STANDARD
            for over, under in _paired(prices.get("over", []), prices.get("under", [])):
                yield Line(line=point, line_type=line_type, over=over, under=under, native_key=key)


def _paired(overs: list[LinePrice], unders: list[LinePrice]) -> Iterator[tuple[LinePrice | None, LinePrice | None]]:
    for place in range(max(len(overs), len(unders))):
        yield (overs[place] if place < len(overs) else None, unders[place] if place < len(unders) else None)


def _line_type(
    key: str, point: Decimal | None, prices: dict[str, list[LinePrice]], main: set[Decimal | None]
) -> LineType:
    """Return how a line beside the main one pays: by its multiplier, else by its distance from the main line."""
    if not key.endswith(ALTERNATE_SUFFIX) or point in main:
        return LineType.STANDARD
    multiplier = next((each.multiplier for listed in prices.values() for each in listed if each.multiplier), None)
    if multiplier is not None and multiplier != 1:
        return LineType.DISCOUNTED if multiplier < 1 else LineType.BOOSTED
    middle = next((each for each in main if each is not None), None)
    if point is None or middle is None:
        return LineType.STANDARD
    return LineType.DISCOUNTED if (point < middle) is ("over" in prices) else LineType.BOOSTED


def props_of(
    markets: list[tuple[str, wire.Market]],
    bookmaker: wire.Bookmaker,
    event: wire.Event,
    parse_price: ParsePrice,
    links: Links,
    observed_at: datetime | None,
) -> Iterator[Prop | Market | Reject]:
    """Yield one prop for each player and statistic. Main and alternate markets are rungs of one ladder.

    That no player scores is a selection of a game market.
    """
    ladders: dict[tuple[str, str], _Ladder] = {}
    is_daily_fantasy = bookmaker.key in DAILY_FANTASY
    for path, market in markets:
        native_stat = market.key.removesuffix(ALTERNATE_SUFFIX)
        stat_type, _ = meaning_of(event.sport_key, native_stat)
        no_one: list[Price] = []
        for index, outcome in enumerate(market.outcomes):
            try:
                player, side = _player_and_side(outcome, stat_type)
                point = _point(outcome)
                price = _price(outcome, parse_price, links, is_daily_fantasy=is_daily_fantasy)
            except ParseError as error:
                yield error.at(f"{path}.outcomes[{index}]")
                continue
            if stat_type in SCORER_MARKETS and _NO_ONE.fullmatch(player):
                no_one.append(_no_scorer(player, price))
                continue
            ladder = ladders.setdefault((native_stat, player), _Ladder(native_stat, player))
            ladder.add((market.key, point), side, price)
        if stat_type is not None and no_one:
            yield _scorer_market(market, stat_type, event, tuple(no_one))
    for ladder in ladders.values():
        stat_type, period = meaning_of(event.sport_key, ladder.native_stat)
        yield Prop(
            contest_id=event.id,
            league=league_of(event.sport_key),
            bookmaker=bookmaker.key,
            bookmaker_name=parse_text(bookmaker.title) or bookmaker.key,
            player=_player(ladder.player, event),
            stat_type=stat_type,
            native_stat=ladder.native_stat,
            period=period,
            lines=tuple(ladder.lines(is_daily_fantasy=is_daily_fantasy)),
            observed_at=observed_at,
        )


def _no_scorer(written: str, price: LinePrice) -> Price:
    return Price(
        Selection.NO_SCORER, None, price.decimal, price.american, written, price.native_id, price.link, price.limit
    )


def _scorer_market(market: wire.Market, stat_type: StatType, event: wire.Event, outcomes: tuple[Price, ...]) -> Market:
    is_soccer = sport_of(event.sport_key) is Sport.SOCCER
    return Market(
        key=SCORER_MARKETS[stat_type],
        native_key=market.key,
        scope=SettlementScope.REGULATION if is_soccer else SettlementScope.INCLUDING_OVERTIME,
        outcomes=outcomes,
    )


def _player(name: str, event: wire.Event) -> Player:
    """Return the player, or the side of the game whose defence is written in a player's place."""
    found = _DEFENCE.fullmatch(name)
    team = name if found is None else found[1]
    for side in (event.home_team, event.away_team):
        if side is not None and (team == side or (found is not None and side.endswith(f" {team}"))):
            return Player(name=name, team=Side(name=side), is_team=True)
    return Player(name=name)


def meaning_of(sport_key: str, native_stat: str) -> tuple[StatType | None, Period]:
    """Return the statistic and the period. The statistic is None for a key in no vocabulary of the sport."""
    sport = sport_of(sport_key)
    stats = STATS.get(sport, {}) if sport else {}
    for suffix, period in STAT_PERIODS.items():
        if native_stat.endswith(suffix):
            return stats.get(native_stat.removesuffix(suffix)), period
    return stats.get(native_stat), Period.GAME


def _price(outcome: wire.Outcome, parse_price: ParsePrice, links: Links, *, is_daily_fantasy: bool) -> LinePrice:
    """Return what a selection pays. A price written for a daily fantasy pick is a placeholder."""
    price = outcome.price
    if price is None:
        raise ParseError(RejectReason.INVALID_PRICE, "no price")
    written = parse_price(price)
    facts = (native_id_of(outcome), links.checked(outcome.link), limit_of(outcome))
    if not is_daily_fantasy:
        return LinePrice(written.decimal, written.american, None, *facts)
    multiplier = outcome.multiplier
    return LinePrice(None, None, None if multiplier is None else parse_number(multiplier), *facts)


def _point(outcome: wire.Outcome) -> Decimal | None:
    point = outcome.point
    return None if point is None else parse_line(point)


def _player_and_side(outcome: wire.Outcome, stat_type: StatType | None) -> tuple[str, str]:
    """Return player and side. Scorer markets without a description have the player as the name, and mean yes."""
    described = parse_text(outcome.description)
    if described is not None and outcome.name in OVER_NAMES:
        return described, "over"
    if described is not None and outcome.name in UNDER_NAMES:
        return described, "under"
    named = parse_text(outcome.name)
    if stat_type in NAMES_OF_PLAYERS and named is not None and named not in OVER_NAMES | UNDER_NAMES:
        return named, "over"
    raise ParseError(RejectReason.UNKNOWN_SELECTION, f"{outcome.name!r:.80} of {outcome.description!r:.80}")
