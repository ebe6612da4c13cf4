"""Player markets as ladders by player. The key (bookmaker, market, player, side) is unique only with the point."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal

from a1_mappers.extracted import Line, Player, Prop, Reject
from a1_mappers.odds import wire
from a1_mappers.odds.vocabulary import (
    ALTERNATE_SUFFIX,
    NAMES_OF_PLAYERS,
    OVER_NAMES,
    STAT_PERIODS,
    STATS,
    UNDER_NAMES,
    league_of,
    sport_of,
)
from a1_mappers.parsing import ParseError, parse_line, parse_text
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Period, RejectReason

ParsePrice = Callable[[object], Decimal]
_Rung = tuple[str, Decimal | None]
"""The market key as written, and the point."""


class _Ladder:
    """The rungs of one player's market, over and under joined."""

    def __init__(self, native_stat: str, player: str) -> None:
        self.native_stat = native_stat
        self.player = player
        self.prices: dict[_Rung, dict[str, Decimal]] = {}

    def lines(self) -> tuple[Line, ...]:
        return tuple(
            Line(line=point, over=prices.get("over"), under=prices.get("under"), native_key=key)
            for (key, point), prices in self.prices.items()
        )


def props_of(
    markets: list[tuple[str, wire.Market]],
    bookmaker: wire.Bookmaker,
    event: wire.Event,
    parse_price: ParsePrice,
    observed_at: datetime | None,
) -> Iterator[Prop | Reject]:
    """Yield one prop for each player and statistic. Main and alternate markets are rungs of one ladder."""
    ladders: dict[tuple[str, str], _Ladder] = {}
    for path, market in markets:
        native_stat = market.key.removesuffix(ALTERNATE_SUFFIX)
        stat_type, _ = meaning_of(event.sport_key, native_stat)
        for index, outcome in enumerate(market.outcomes):
            try:
                player, side = _player_and_side(outcome, stat_type)
                point = _point(outcome)
                price = _price(outcome, parse_price)
            except ParseError as error:
                yield error.at(f"{path}.outcomes[{index}]")
                continue
            ladder = ladders.setdefault((native_stat, player), _Ladder(native_stat, player))
            ladder.prices.setdefault((market.key, point), {})[side] = price
    for ladder in ladders.values():
        stat_type, period = meaning_of(event.sport_key, ladder.native_stat)
        yield Prop(
            contest_id=event.id,
            league=league_of(event.sport_key),
            bookmaker=bookmaker.key,
            bookmaker_name=parse_text(bookmaker.title) or bookmaker.key,
            player=Player(name=ladder.player),
            stat_type=stat_type,
            native_stat=ladder.native_stat,
            period=period,
            lines=ladder.lines(),
            observed_at=observed_at,
        )


def meaning_of(sport_key: str, native_stat: str) -> tuple[StatType | None, Period]:
    """Return the statistic and the period. The statistic is None for a key in no vocabulary of the sport."""
    sport = sport_of(sport_key)
    stats = STATS.get(sport, {}) if sport else {}
    for suffix, period in STAT_PERIODS.items():
        if native_stat.endswith(suffix):
            return stats.get(native_stat.removesuffix(suffix)), period
    return stats.get(native_stat), Period.GAME


def _price(outcome: wire.Outcome, parse_price: ParsePrice) -> Decimal:
    price = outcome.price
    if price is None:
        raise ParseError(RejectReason.INVALID_PRICE, "no price")
    return parse_price(price)


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
