"""Converts props to `PlayerProp`: one ladder for each bookmaker, player, statistic and period."""

from collections.abc import Iterable
from decimal import Decimal

from a1_mappers.extracted import Line, Prop
from a1_resolving.body import Body, in_utc
from a1_resolving.players import Players
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas.listing import Listing
from a1_schemas.player_prop import PlayerProp, PropLine, PropPlayer, PropPrice
from a1_schemas.prices import american_from_decimal
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Kind, Period, RejectReason

_Ladder = tuple[Prop, Listing, PropPlayer, StatType, Period]


def write_props(body: Body) -> Steps[dict[str, None]]:
    """Write this body's props. Returns the keys of all ladders in it."""
    players = Players(body, (((prop.contest_id, prop.bookmaker), prop.player) for prop in body.contents.props))
    ladders: dict[str, tuple[_Ladder, list[Line]]] = {}
    for number, prop in enumerate(body.contents.props):
        if number % AT_ONCE == 0:
            yield
        ladder = _ladder(body, prop, players)
        if ladder is not None:
            _, lines = ladders.setdefault(_key(body, ladder), (ladder, []))
            lines.extend(prop.lines)
    for number, (key, (ladder, lines)) in enumerate(ladders.items()):
        if number % AT_ONCE == 0:
            yield
        body.changes.write(Kind.PROPS, key, _message(body, ladder, lines))
    return dict.fromkeys(ladders)


def _ladder(body: Body, prop: Prop, players: Players) -> _Ladder | None:
    """Return the prop with its listing, player, statistic and period, or None after counting a reject."""
    if prop.is_combo:
        body.reject(RejectReason.UNSUPPORTED_COMBO, prop.contest_id, prop.player.name)
    elif prop.stat_type is None:
        body.reject(RejectReason.UNKNOWN_STAT, prop.contest_id, prop.native_stat)
    elif prop.period is None:
        body.reject(RejectReason.UNKNOWN_PERIOD, prop.contest_id, prop.native_period or "")
    elif prop.lines and (listing := body.game_of(prop.contest_id, prop.player.name)) is not None:
        player = players.canonical((prop.contest_id, prop.bookmaker), prop.player)
        return prop, listing, player, prop.stat_type, prop.period
    return None


def _key(body: Body, ladder: _Ladder) -> str:
    prop, listing, player, stat_type, period = ladder
    source = f"{body.headers.provider}|{body.headers.feed}|{prop.bookmaker}"
    return f"{listing.event_id}|{source}|{player.player_id}|{stat_type}|{period}"


def _message(body: Body, ladder: _Ladder, lines: Iterable[Line]) -> PlayerProp:
    prop, listing, player, stat_type, period = ladder
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
        player=player,
        stat_type=stat_type,
        period=period,
        lines=_rungs(lines),
    )


def _rungs(lines: Iterable[Line]) -> tuple[PropLine, ...]:
    """Return the ladder sorted by line. Duplicate rungs are merged; the standard market's price wins."""
    rungs: dict[tuple[object, ...], PropLine] = {}
    for line in sorted(lines, key=_order):
        rung = (line.line, line.line_type, line.promo)
        rungs[rung] = _joined(rungs[rung], line) if rung in rungs else _rung(line)
    return tuple(rungs.values())


def _order(line: Line) -> tuple[bool, Decimal, str, bool, str, str]:
    number = line.line if line.line is not None else Decimal(0)
    return (line.line is not None, number, line.line_type, line.promo, line.native_key or "", line.native_id or "")


def _rung(line: Line) -> PropLine:
    return PropLine(
        line=line.line,
        line_type=line.line_type,
        over=_price(line.over),
        under=_price(line.under),
        promo=line.promo,
        regular_line=line.regular_line,
        suspended=line.suspended,
        native_id=line.native_id,
    )


def _joined(rung: PropLine, line: Line) -> PropLine:
    return rung.model_copy(update={"over": rung.over or _price(line.over), "under": rung.under or _price(line.under)})


def _price(price: Decimal | None) -> PropPrice | None:
    return None if price is None else PropPrice(price=price, american=american_from_decimal(price))
