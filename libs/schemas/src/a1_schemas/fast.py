"""The contract's messages as msgspec structs, for the places where building the models would be most of the work.

The resolver writes odds with them and finds records by them; the gateway reads the view's documents with them. A struct
has the name of its model and the model's fields, all or some, in the model's order. Words of vocabularies are text, so
one that is newer than the reader passes. Nothing but types is checked on reading, nothing at all on writing.
"""

from datetime import datetime

import msgspec

Number = int | float
"""A JSON number; whole ones stay whole, so the digits that leave are the digits that came."""


class Message(msgspec.Struct, frozen=True):
    """The two fields that every message begins with; the time as it is written."""

    version: int
    changed_at: str


class Team(msgspec.Struct, frozen=True, gc=False):
    """A side, without its score."""

    team_id: str | None
    name: str
    abbreviation: str | None


class EventSource(msgspec.Struct, frozen=True, gc=False):
    """One provider's listing of a game."""

    provider: str
    native_id: str


class SportingEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A game, without the course of play."""

    changed_at: datetime
    event_id: str
    league: str
    sport: str
    start_time: datetime | None
    status: str
    home: Team
    away: Team
    sources: tuple[EventSource, ...]
    aliases: tuple[str, ...] = ()


class OfferOutcome(msgspec.Struct, frozen=True, gc=False):
    """A price for one selection."""

    selection: str
    line: Number | None
    price: Number
    american: int | None


class OfferMarket(msgspec.Struct, frozen=True, gc=False):
    """A market of an offer."""

    key: str
    period: str
    scope: str
    outcomes: tuple[OfferOutcome, ...]


class BettingOdds(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One bookmaker's offer on one event. Its version is made of its causes, so it is no part of what is written."""

    changed_at: datetime
    observed_at: datetime | None = None
    removed: str | None = None
    event_id: str
    league: str
    provider: str
    feed: str
    target: str
    native_event_id: str
    bookmaker: str
    bookmaker_name: str
    markets: tuple[OfferMarket, ...]


class PropPlayer(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A player."""

    player_id: str
    name: str
    team: str | None = None
    confidence: Number
    native_id: str | None = None
    position: str | None = None
    jersey: str | None = None


class PlayerProp(msgspec.Struct, frozen=True, kw_only=True):
    """One source's ladder of lines; the lines pass as they are written."""

    changed_at: datetime
    observed_at: datetime | None = None
    event_id: str
    league: str
    provider: str
    feed: str
    target: str
    bookmaker: str
    player: PropPlayer
    stat_type: str
    period: str
    lines: msgspec.Raw


class PlayerStats(msgspec.Struct, frozen=True):
    """One player's statistics in one event."""

    changed_at: datetime
    event_id: str
    provider: str
    target: str
    player: PropPlayer
    stats: dict[str, Number]


class NewsItem(msgspec.Struct, frozen=True, kw_only=True):
    """An article, without its text."""

    changed_at: datetime
    provider: str
    native_id: str
    published_at: datetime | None = None
    team_ids: tuple[str, ...] = ()
    event_ids: tuple[str, ...] = ()


class Injury(msgspec.Struct, frozen=True):
    """What one provider says of a player's fitness."""

    changed_at: datetime
    provider: str
    target: str
    player: PropPlayer
    status: str


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """One provider's listing of a game: how it was matched, and the targets that prove it."""

    provider: str
    native_id: str
    own_id: str
    event_id: str
    method: str
    confidence: Number
    margin: Number | None = None
    target: str
    named_by: tuple[str, ...] = ()


class SourceStatus(msgspec.Struct, frozen=True, kw_only=True):
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


class Origin(msgspec.Struct, frozen=True, gc=False):
    """The fields by which records of all kinds but games and listings are found again; empty where a kind has none."""

    provider: str = ""
    target: str = ""
    native_event_id: str = ""
    bookmaker: str = ""
    event_ids: tuple[str, ...] = ()


class RosterPlayer(msgspec.Struct, frozen=True, gc=False):
    """Which team a player is said to be of, and how surely."""

    player_id: str
    team: str | None
    confidence: Number


class RosterRecord(msgspec.Struct, frozen=True, gc=False):
    """The player and the game of a prop, or of a player's statistics."""

    event_id: str
    player: RosterPlayer
