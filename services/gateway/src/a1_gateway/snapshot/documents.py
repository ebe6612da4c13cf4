"""What the gateway reads of the view's documents. Fields it does not name pass through where the bytes are served."""

from datetime import datetime

import msgspec

Number = int | float
"""A JSON number; whole ones stay whole, so the digits that leave are the digits that came."""


class Side(msgspec.Struct, frozen=True, gc=False):
    """One of the two sides of a game."""

    team_id: str | None
    name: str
    abbreviation: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What a client may call it, in lower case."""
        return tuple(word.casefold() for word in (self.team_id, self.name, self.abbreviation) if word)


class EventSource(msgspec.Struct, frozen=True, gc=False):
    """One provider's listing of a game."""

    provider: str
    native_id: str


class Event(msgspec.Struct, frozen=True):
    """A game."""

    event_id: str
    league: str
    sport: str
    start_time: datetime | None
    status: str
    home: Side
    away: Side
    sources: tuple[EventSource, ...]
    changed_at: datetime
    aliases: tuple[str, ...] = ()

    @property
    def frame(self) -> tuple[object, ...]:
        """What its odds and props show of it: a score that moves leaves them as they are."""
        return (self.start_time, self.status, self.home, self.away, self.aliases)


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """A price for one selection."""

    selection: str
    line: Number | None
    price: Number
    american: int | None


class Market(msgspec.Struct, frozen=True):
    """A market of an offer."""

    key: str
    period: str
    scope: str
    outcomes: tuple[Outcome, ...]


class Offer(msgspec.Struct, frozen=True):
    """One bookmaker's offer on one event, as one provider's feed carries it."""

    event_id: str
    provider: str
    feed: str
    target: str
    bookmaker: str
    bookmaker_name: str
    markets: tuple[Market, ...]
    changed_at: datetime
    observed_at: str | None = None


class Player(msgspec.Struct, frozen=True, gc=False):
    """A player."""

    player_id: str
    name: str
    team: str | None = None
    confidence: Number | None = None
    native_id: str | None = None
    position: str | None = None
    jersey: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What a client may call the player, in lower case."""
        return (self.player_id, self.name.casefold())


class Prop(msgspec.Struct, frozen=True):
    """One source's ladder of lines."""

    event_id: str
    league: str
    provider: str
    feed: str
    target: str
    bookmaker: str
    player: Player
    stat_type: str
    period: str
    lines: msgspec.Raw
    changed_at: datetime
    observed_at: str | None = None


class Statistics(msgspec.Struct, frozen=True):
    """One player's statistics in one event."""

    event_id: str
    provider: str
    target: str
    player: Player
    stats: dict[str, Number]
    changed_at: datetime


class News(msgspec.Struct, frozen=True):
    """An article."""

    provider: str
    native_id: str
    changed_at: datetime
    published_at: datetime | None = None
    team_ids: tuple[str, ...] = ()
    event_ids: tuple[str, ...] = ()


class InjuryReport(msgspec.Struct, frozen=True):
    """What one provider says of a player's fitness."""

    provider: str
    target: str
    player: Player
    status: str
    changed_at: datetime


class ListingRow(msgspec.Struct, frozen=True):
    """One provider's listing of a game, and the targets that prove it."""

    provider: str
    native_id: str
    own_id: str
    event_id: str
    method: str
    confidence: Number
    target: str
    margin: Number | None = None
    named_by: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        """The targets that name it now, or the one that named it last."""
        return self.named_by or (self.target,)


class Status(msgspec.Struct, frozen=True):
    """What is known of one target."""

    provider: str
    feed: str
    league: str
    target: str
    state: str
    reason: str
    last_success_at: datetime | None
    valid_until: datetime
    quota_remaining: int | None = None
