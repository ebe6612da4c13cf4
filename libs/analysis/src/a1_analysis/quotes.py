"""A bookmaker's prices of all selections of one bet, taken from its record."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from a1_analysis.configuration import Configuration
from a1_analysis.configuration import Quotes as Ages
from a1_analysis.entry_rows import BOARD
from a1_analysis.markets import MAIN_MARKET, OUTCOMES, Bet, Board, line_of_bet, line_of_selection, side_of
from a1_analysis.outputs import encode
from a1_analysis.prices import WithoutMargin, complete_prices, devigged_of, implied_by
from a1_schemas import fast
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import PropMarket, RefusalReason
from a1_schemas.vocabulary import Kind, LineType, SettlementScope

_PLAYER_PROP = str(PropMarket.PLAYER_PROP)
_SCOPE_OF_PROPS = str(SettlementScope.INCLUDING_OVERTIME)
_OVER_UNDER = OUTCOMES[_PLAYER_PROP][0]


class Pick(msgspec.Struct, frozen=True, gc=False):
    """A line of a pick'em board, which has no prices."""

    sides: tuple[str, ...]
    """The selections that can be taken."""
    pays_by_table: bool
    """Whether an entry with it pays by the table: a standard line without promotion or adjustment."""


class Quote(msgspec.Struct, frozen=True, gc=False):
    """The prices are in the order of the bet's outcomes; None where the book has no price for one."""

    kind: Kind
    key: str
    """Of the record."""
    version: int
    provider: str
    feed: str
    target: str
    bookmaker: str
    outcomes: tuple[str, ...]
    prices: tuple[fast.Number | None, ...]
    limits: tuple[fast.Number | None, ...]
    observed_at: datetime | None
    changed_at: datetime
    moved_at: datetime
    """When the prices were first seen as they are."""
    phase: str | None
    is_suspended: bool
    is_main: bool
    expires_at: datetime | None
    """When it becomes too old; None for one without a time, which lasts as long as its source is up."""
    complete: tuple[fast.Number, ...] | None
    """The prices, where every outcome has one."""
    implied: tuple[float, ...]
    """The inverse prices, where it is complete."""
    devigged: WithoutMargin | None
    """The probabilities behind complete prices, where the method gives some."""
    no_fair: RefusalReason | None
    """Why there are none."""
    published: bytes
    """The JSON as which it is published, where it is complete."""
    pick: Pick | None = None
    """Of a pick'em board's line."""

    def says_the_same(self, other: "Quote") -> bool:
        """Whether two quotes of one record differ at most in the record's version and time."""
        return (
            self.prices == other.prices
            and self.observed_at == other.observed_at
            and self.phase == other.phase
            and self.is_suspended == other.is_suspended
            and self.limits == other.limits
            and self.is_main == other.is_main
            and self.target == other.target
            and self.pick == other.pick
        )


class PropSide(msgspec.Struct, frozen=True, gc=False):
    """What a side of a prop's line pays."""

    price: fast.Number | None = None
    limit: fast.Number | None = None


class PropLine(msgspec.Struct, frozen=True, gc=False):
    """One rung of a ladder."""

    line: fast.Number | None
    line_type: str = LineType.STANDARD
    over: PropSide | None = None
    under: PropSide | None = None
    sides: tuple[str, ...] | None = None
    adjusted: bool | None = None
    multiplier: fast.Number | None = None
    promo: bool = False
    suspended: bool = False


_read_lines = msgspec.json.Decoder(tuple[PropLine, ...]).decode
_NO_SIDE = PropSide()


class Heading(Protocol):
    """What an offer says of all its markets."""

    @property
    def event_id(self) -> str: ...
    @property
    def provider(self) -> str: ...
    @property
    def feed(self) -> str: ...
    @property
    def bookmaker(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def observed_at(self) -> datetime | None: ...
    @property
    def changed_at(self) -> datetime: ...


def quotes_of_odds(
    key: str, record: fast.BettingOdds, version: int, configuration: Configuration
) -> Iterator[tuple[Bet, Quote]]:
    """Yield the quotes of a bookmaker's offer, each with the bet that it prices."""
    for market in record.markets:
        yield from quotes_of_market(key, record, market, version, configuration)


def quotes_of_market(
    key: str, heading: Heading, market: fast.OfferMarket, version: int, configuration: Configuration
) -> Iterator[tuple[Bet, Quote]]:
    """Yield the quotes of a market of an offer, each with the bet that it prices."""
    name = MAIN_MARKET.get(market.key, market.key)
    observed_at = market.observed_at or heading.observed_at
    for outcomes in OUTCOMES.get(market.key, ()):
        board = Board(heading.event_id, name, market.period, side_of(outcomes))
        for line, found in _by_line(market, outcomes).items():
            prices = tuple([found[each].price if each in found else None for each in outcomes])
            complete = complete_prices(prices)
            devigged, no_fair = devigged_of(complete, configuration.fair.method)
            yield (
                Bet(board, market.scope, line),
                Quote(
                    Kind.ODDS,
                    key,
                    version,
                    heading.provider,
                    heading.feed,
                    heading.target,
                    heading.bookmaker,
                    outcomes,
                    prices,
                    tuple([_limit(market, found.get(each)) for each in outcomes]),
                    observed_at,
                    heading.changed_at,
                    observed_at or heading.changed_at,
                    market.phase,
                    bool(market.suspended),
                    market.main is not False and market.key == name,
                    _expires_at(observed_at, heading.feed, configuration.quotes),
                    complete,
                    implied_by(complete),
                    devigged,
                    no_fair,
                    _published(heading, outcomes, complete, observed_at, version),
                ),
            )


def quotes_of_props(
    key: str, record: fast.PlayerProp, version: int, configuration: Configuration
) -> Iterator[tuple[Bet, Quote]]:
    """Yield the quotes of a ladder, each with the bet that it prices. A pick'em line has no prices.

    Of several pick'em lines at one number that which pays by the table comes last.
    """
    board = Board(record.event_id, _PLAYER_PROP, record.period, None, players_of(record), record.stat_type)
    at = record.observed_at or record.changed_at
    for rung, pick in _rungs(record):
        sides = (rung.over or _NO_SIDE, rung.under or _NO_SIDE)
        prices = tuple(side.price for side in sides)
        complete = complete_prices(prices)
        devigged, no_fair = devigged_of(complete, configuration.fair.method)
        yield (
            Bet(board, _SCOPE_OF_PROPS, rung.line),
            Quote(
                Kind.PROPS,
                key,
                version,
                record.provider,
                record.feed,
                record.target,
                record.bookmaker,
                _OVER_UNDER,
                prices,
                tuple(side.limit for side in sides),
                record.observed_at,
                record.changed_at,
                at,
                None,
                rung.suspended,
                True,
                _expires_at(record.observed_at, record.feed, configuration.quotes),
                complete,
                implied_by(complete),
                devigged,
                no_fair,
                _published(record, _OVER_UNDER, complete, record.observed_at, version),
                pick,
            ),
        )


def judged_by(quote: Quote, configuration: Configuration) -> Quote:
    """Return a quote with what of it follows from the configuration."""
    devigged, no_fair = devigged_of(quote.complete, configuration.fair.method)
    expires_at = _expires_at(quote.observed_at, quote.feed, configuration.quotes)
    return msgspec.structs.replace(quote, devigged=devigged, no_fair=no_fair, expires_at=expires_at)


def _rungs(record: fast.PlayerProp) -> Sequence[tuple[PropLine, Pick | None]]:
    rungs = _read_lines(record.lines)
    if record.provider != BOARD:
        return [(rung, None) for rung in rungs if rung.line_type == LineType.STANDARD]
    picks = [(rung, _pick(rung)) for rung in rungs]
    picks.sort(key=lambda each: each[1].pays_by_table)
    return picks


def _pick(rung: PropLine) -> Pick:
    is_plain = rung.line_type == LineType.STANDARD and not rung.adjusted and not rung.promo
    return Pick(_OVER_UNDER if rung.sides is None else rung.sides, is_plain and rung.multiplier in (None, 1))


def players_of(record: fast.PlayerProp) -> str:
    """Return the player's id; of a combo the ids of its players, joined by `+`."""
    return "+".join(player.player_id for player in record.players) or record.player.player_id


def written(quotes: Iterable[Quote]) -> msgspec.Raw:
    """Return the list of the complete quotes as it is published."""
    return msgspec.Raw(b"[%b]" % b",".join([quote.published for quote in quotes if quote.published]))


def own_line(bet: Bet, selection: str) -> fast.Number | None:
    """Return the line of a selection of a bet."""
    return line_of_selection(bet.board.market, selection, bet.line)


def _expires_at(observed_at: datetime | None, feed: str, ages: Ages) -> datetime | None:
    return None if observed_at is None else observed_at + timedelta(seconds=ages.max_age_of(feed))


def _published(
    record: Heading,
    outcomes: tuple[str, ...],
    prices: tuple[fast.Number, ...] | None,
    observed_at: datetime | None,
    version: int,
) -> bytes:
    if prices is None:
        return b""
    quoted = tuple(map(wire.QuotedPrice, outcomes, prices))
    return encode(wire.Quote(record.provider, record.feed, record.bookmaker, quoted, observed_at, version))


def _by_line(
    market: fast.OfferMarket, outcomes: tuple[str, ...]
) -> dict[fast.Number | None, dict[str, fast.OfferOutcome]]:
    lines: dict[fast.Number | None, dict[str, fast.OfferOutcome]] = {}
    for outcome in market.outcomes:
        if outcome.selection in outcomes:
            lines.setdefault(line_of_bet(market.key, outcome.selection, outcome.line), {})[outcome.selection] = outcome
    return lines


def _limit(market: fast.OfferMarket, outcome: fast.OfferOutcome | None) -> fast.Number | None:
    return None if outcome is None else outcome.limit if outcome.limit is not None else market.limit
