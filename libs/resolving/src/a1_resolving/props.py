"""Converts props to `PlayerProp`: one ladder for each bookmaker, player or combo, statistic and period."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from a1_mappers.extracted import Line, LinePrice, Player, Prop
from a1_resolving.body import Body, in_utc
from a1_resolving.listed_game import ListedGame
from a1_resolving.players import Players, PlayerScope
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas.game_words import PropSide
from a1_schemas.player_prop import PlayerProp, PropLine, PropPlayer, PropPrice
from a1_schemas.prices import american_from_decimal
from a1_schemas.stats import other_stat
from a1_schemas.vocabulary import Kind, Period, RejectReason, Selection

WITHIN_COMBO = "+"
"""Between the players' ids in the key of a combo."""
_FEWEST, _MOST = 2, 4
_BOTH = (PropSide.OVER, PropSide.UNDER)
_SIDE_OF = {Selection.OVER: PropSide.OVER, Selection.UNDER: PropSide.UNDER}


class _Ladder(NamedTuple):
    """What the lines of a ladder have in common."""

    prop: Prop
    listing: ListedGame
    players: tuple[PropPlayer, ...]
    stat_type: str
    period: Period

    def key(self, body: Body) -> str:
        """Return the record key, which ends in the statistic and the period."""
        source = f"{body.headers.provider}|{body.headers.feed}|{self.prop.bookmaker}"
        players = WITHIN_COMBO.join(player.player_id for player in self.players)
        return f"{self.listing.event_id}|{source}|{players}|{self.stat_type}|{self.period}"


def write_props(body: Body) -> Steps[dict[str, None]]:
    """Write this body's props. Returns the keys of all ladders in it."""
    players = yield from Players.of(body, _mentions(body))
    ladders: dict[str, tuple[_Ladder, list[Line]]] = {}
    for number, prop in enumerate(body.contents.props):
        if number % AT_ONCE == 0:
            yield
        ladder = _ladder(body, prop, players)
        if ladder is not None:
            _, lines = ladders.setdefault(ladder.key(body), (ladder, []))
            lines.extend(prop.lines)
    written: dict[str, None] = {}
    for number, (key, (ladder, lines)) in enumerate(ladders.items()):
        if number % AT_ONCE == 0:
            yield
        rungs = _rungs(body, ladder, lines)
        if rungs:
            written[key] = None
            body.changes.write(Kind.PROPS, key, _message(body, ladder, rungs))
    return written


def standing_props(body: Body) -> dict[tuple[str, str], set[str]]:
    """Return the ends of the keys of the props that stand unchanged, by contest id and bookmaker."""
    ends: dict[tuple[str, str], set[str]] = {}
    for standing in body.contents.unchanged_ladders:
        of_bookmaker = ends.setdefault((standing.contest_id, standing.bookmaker), set())
        of_bookmaker.update(map("|".join, standing.ladders))
    return ends


def end_of(key: str) -> str:
    """Return the statistic and the period in a prop's record key."""
    return "|".join(key.rsplit("|", 2)[1:])


def _mentions(body: Body) -> Iterator[tuple[PlayerScope, Player]]:
    for prop in body.contents.props:
        for player in _people(prop):
            yield (prop.contest_id, prop.bookmaker), player
    for standing in body.contents.unchanged_ladders:
        for player in standing.players:
            yield (standing.contest_id, standing.bookmaker), player


def _people(prop: Prop) -> tuple[Player, ...]:
    return prop.members if prop.is_combo else (prop.player,)


def _ladder(body: Body, prop: Prop, players: Players) -> _Ladder | None:
    """Return the prop with its listing, players, statistic and period, or None after counting a reject."""
    stat_type = prop.stat_type or other_stat(prop.native_stat)
    if prop.is_combo and not _FEWEST <= len(prop.members) <= _MOST:
        body.reject(RejectReason.UNSUPPORTED_COMBO, prop.contest_id, prop.player.name)
    elif stat_type is None:
        body.reject(RejectReason.UNKNOWN_STAT, prop.contest_id, prop.native_stat)
    elif prop.period is None:
        body.reject(RejectReason.UNKNOWN_PERIOD, prop.contest_id, prop.native_period or "")
    elif prop.lines and (listing := body.game_of(prop.contest_id, prop.player.name)) is not None:
        scope = (prop.contest_id, prop.bookmaker)
        found = tuple(players.canonical(scope, player) for player in _people(prop))
        return _Ladder(prop, listing, found, stat_type, prop.period)
    return None


def _message(body: Body, ladder: _Ladder, rungs: tuple[PropLine, ...]) -> PlayerProp:
    prop, listing, players, stat_type, period = ladder
    return PlayerProp.model_construct(
        version=0,
        changed_at=body.headers.fetched_at,
        observed_at=in_utc(prop.observed_at),
        removed=None,
        event_id=listing.event_id,
        league=body.league,
        provider=body.headers.provider,
        feed=body.headers.feed,
        target=body.headers.target,
        native_event_id=prop.contest_id,
        bookmaker=prop.bookmaker,
        player=players[0],
        players=players,
        stat_type=stat_type,
        native_stat=None if prop.stat_type is not None else prop.native_stat,
        period=period,
        lines=rungs,
    )


_RungId = tuple[object, ...]


def _rungs(body: Body, ladder: _Ladder, lines: Iterable[Line]) -> tuple[PropLine, ...]:
    """Return the ladder sorted by line, after a reject for each rung that one market lists at two prices.

    A rung that two markets list is one, and the price of the standard market wins. Lines that cannot be taken are left
    out: the mapper has rejected them.
    """
    rungs: dict[_RungId, Line] = {}
    doubled: dict[_RungId, str] = {}
    for line in sorted((line for line in lines if line.line_type is not None), key=_order):
        rung = (line.line, line.line_type, line.promo, line.native_id)
        first = rungs.setdefault(rung, line)
        if first is line:
            continue
        if first.native_key == line.native_key and _disagree(first, line):
            doubled.setdefault(rung, f"{_prices(first)} and {_prices(line)}")
        else:
            rungs[rung] = _joined(first, line)
    for rung, prices in doubled.items():
        line = rungs.pop(rung)
        detail = f"{ladder.prop.bookmaker}: {ladder.players[0].name} {ladder.stat_type} {line.line}: {prices}"
        body.reject(RejectReason.DUPLICATE_RECORD, ladder.prop.contest_id, detail)
    is_mapped = ladder.prop.stat_type is not None
    return tuple(_rung(line, is_mapped=is_mapped) for line in rungs.values())


def _order(line: Line) -> tuple[bool, Decimal, str, bool, str, str]:
    number = line.line if line.line is not None else Decimal(0)
    return (
        line.line is not None,
        number,
        line.line_type or "",
        line.promo,
        line.native_key or "",
        line.native_id or "",
    )


def _disagree(one: Line, other: Line) -> bool:
    """Whether two lines give one side two prices."""
    pairs = ((one.over, other.over), (one.under, other.under))
    return any(a is not None and b is not None and _pays(a) != _pays(b) for a, b in pairs)


def _pays(price: LinePrice) -> tuple[object, ...]:
    return (price.decimal, price.american, price.multiplier)


def _prices(line: Line) -> str:
    each = (price for price in (line.over, line.under) if price is not None)
    return "/".join(str(price.american or price.decimal or price.multiplier) for price in each)


def _joined(first: Line, second: Line) -> Line:
    return Line(
        line=first.line,
        line_type=first.line_type,
        over=first.over or second.over,
        under=first.under or second.under,
        sides=first.sides,
        is_adjusted=first.is_adjusted,
        promo=first.promo,
        regular_line=first.regular_line,
        suspended=first.suspended,
        native_id=first.native_id,
        native_key=first.native_key,
    )


def _rung(line: Line, *, is_mapped: bool) -> PropLine:
    return PropLine.model_construct(
        line=line.line,
        line_type=line.line_type,
        over=_price(line.over),
        under=_price(line.under),
        sides=_sides(line),
        adjusted=line.is_adjusted,
        multiplier=_multiplier(line),
        promo=line.promo,
        regular_line=line.regular_line,
        suspended=line.suspended,
        native_id=line.native_id,
        mapped=is_mapped,
    )


def _sides(line: Line) -> tuple[PropSide, ...] | None:
    """Return the sides that can be taken: those that the provider reports, else those with a price."""
    if line.sides is not None:
        return tuple(_SIDE_OF[side] for side in line.sides)
    return tuple(side for side, price in zip(_BOTH, (line.over, line.under), strict=True) if price is not None) or None


def _multiplier(line: Line) -> Decimal | None:
    """Return the factor of the rung, where all its sides have the same."""
    factors = {price.multiplier for price in (line.over, line.under) if price is not None}
    return factors.pop() if len(factors) == 1 else None


def _price(price: LinePrice | None) -> PropPrice | None:
    if price is None:
        return None
    american = price.american
    if american is None and price.decimal is not None:
        american = american_from_decimal(price.decimal)
    return PropPrice.model_construct(
        price=price.decimal,
        american=american,
        multiplier=price.multiplier,
        native_id=price.native_id,
        link=price.link,
        limit=price.limit,
    )
