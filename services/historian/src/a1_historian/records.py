"""The fields of canonical records that history keeps. Numbers keep the digits with which they are written."""

from datetime import datetime
from decimal import Decimal

import msgspec


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """A price for one selection."""

    selection: str
    line: Decimal | None = None
    price: Decimal | None = None
    american: int | None = None
    multiplier: Decimal | None = None


class Market(msgspec.Struct, frozen=True, gc=False):
    """A market of an offer."""

    key: str
    outcomes: tuple[Outcome, ...]
    period: str = "game"
    scope: str = "including-overtime"
    phase: str | None = None
    suspended: bool | None = None
    main: bool | None = None
    observed_at: datetime | None = None


class Odds(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One bookmaker's offer on one event."""

    changed_at: datetime
    observed_at: datetime | None = None
    removed: str | None = None
    event_id: str
    league: str
    provider: str
    feed: str
    target: str
    bookmaker: str
    markets: tuple[Market, ...] = ()


class Price(msgspec.Struct, frozen=True, gc=False):
    """What a side of a prop pays."""

    price: Decimal | None = None
    american: int | None = None
    multiplier: Decimal | None = None


class Rung(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One line of a prop's ladder."""

    line: Decimal | None = None
    line_type: str = "standard"
    over: Price | None = None
    under: Price | None = None
    sides: tuple[str, ...] | None = None
    multiplier: Decimal | None = None
    suspended: bool = False


class Player(msgspec.Struct, frozen=True, gc=False):
    """A player."""

    player_id: str
    name: str
    team: str | None = None


class Prop(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One source's ladder of lines for one player, or for the players of a combo."""

    changed_at: datetime
    observed_at: datetime | None = None
    removed: str | None = None
    event_id: str
    league: str
    provider: str
    feed: str
    target: str
    bookmaker: str
    player: Player
    players: tuple[Player, ...] = ()
    stat_type: str
    period: str = "game"
    lines: tuple[Rung, ...] = ()


class Side(msgspec.Struct, frozen=True, gc=False):
    """A side of a game."""

    name: str
    score: int | None = None


class Event(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A game."""

    changed_at: datetime
    removed: str | None = None
    event_id: str
    league: str
    sport: str
    start_time: datetime | None = None
    status: str
    home: Side
    away: Side
    aliases: tuple[str, ...] = ()
    game_number: int | None = None


class Stats(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One player's statistics in one event. The figures are kept as written."""

    changed_at: datetime
    removed: str | None = None
    event_id: str
    league: str
    provider: str
    feed: str
    player: Player
    stats: msgspec.Raw


class Source(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The status of one target."""

    changed_at: datetime
    removed: str | None = None
    target: str
    state: str
    reason: str
    valid_until: datetime


read_odds = msgspec.json.Decoder(Odds).decode
read_prop = msgspec.json.Decoder(Prop).decode
read_event = msgspec.json.Decoder(Event).decode
read_stats = msgspec.json.Decoder(Stats).decode
read_source = msgspec.json.Decoder(Source).decode
