"""The contract's messages as msgspec structs, for hot paths where building the models would dominate the cost.

The resolver writes odds with them and indexes records by them; the gateway reads the view's documents with them. A
struct has the name of its model and some or all of its fields, in the model's order. Vocabulary words are text, so that
words newer than the reader are accepted. Reading checks types only; writing checks nothing.
"""

from datetime import date, datetime

import msgspec

Number = int | float
"""A JSON number. Whole numbers stay whole, so the digits written are the digits read."""


class Message(msgspec.Struct, frozen=True):
    """The first two fields of every message. The time is kept as written."""

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
    method: str
    confidence: Number


class SportingEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A game, without its score and the facts of play."""

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


class OpeningPrice(msgspec.Struct, frozen=True, gc=False):
    """The first line and price of a selection."""

    line: Number | None = None
    price: Number | None = None


class OfferOutcome(msgspec.Struct, frozen=True, gc=False):
    """A price for one selection."""

    selection: str
    line: Number | None
    price: Number | None
    american: int | None
    native_id: str | None = None
    link: str | None = None
    limit: Number | None = None
    multiplier: Number | None = None
    opening: OpeningPrice | None = None


class OfferMarket(msgspec.Struct, frozen=True, gc=False):
    """A market of an offer."""

    key: str
    period: str
    scope: str
    outcomes: tuple[OfferOutcome, ...]
    phase: str | None = None
    suspended: bool | None = None
    main: bool | None = None
    provider_main: bool | None = None
    complete: bool | None = None
    observed_at: datetime | None = None
    limit: Number | None = None
    link: str | None = None


class BettingOdds(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One bookmaker's offer on one event, without the version, which is derived from the causes."""

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
    written: str | None = None


class PlayerProp(msgspec.Struct, frozen=True, kw_only=True):
    """One source's ladder of lines. The lines are kept as written."""

    changed_at: datetime
    observed_at: datetime | None = None
    event_id: str
    league: str
    provider: str
    feed: str
    target: str
    bookmaker: str
    player: PropPlayer
    players: tuple[PropPlayer, ...] = ()
    stat_type: str
    native_stat: str | None = None
    period: str
    lines: msgspec.Raw


class PlayerStats(msgspec.Struct, frozen=True, kw_only=True):
    """One player's statistics in one event."""

    changed_at: datetime
    event_id: str
    provider: str
    feed: str
    target: str
    player: PropPlayer
    starter: bool | None = None
    stats: dict[str, Number]


class NewsPlayer(msgspec.Struct, frozen=True, gc=False):
    """A player that an article is about."""

    player_id: str
    name: str


class NewsItem(msgspec.Struct, frozen=True, kw_only=True):
    """An article, without its text."""

    changed_at: datetime
    provider: str
    native_id: str
    published_at: datetime | None = None
    team_ids: tuple[str, ...] = ()
    event_ids: tuple[str, ...] = ()
    players: tuple[NewsPlayer, ...] = ()


class Injury(msgspec.Struct, frozen=True, kw_only=True):
    """A player's availability, as one provider reports it."""

    changed_at: datetime
    observed_at: datetime | None = None
    league: str
    provider: str
    feed: str
    target: str
    player: PropPlayer
    status: str
    native_status: str
    body_part: str | None = None
    comment: str | None = None
    expected_return_on: date | None = None


class TeamRecord(msgspec.Struct, frozen=True, gc=False):
    """A team's results in the season so far."""

    wins: int
    losses: int
    ties: int | None = None
    overtime_losses: int | None = None


class TeamProfile(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A team, as one feed describes it."""

    changed_at: datetime
    team_id: str
    league: str
    provider: str
    feed: str
    target: str
    native_id: str | None = None
    name: str
    nickname: str | None = None
    abbreviation: str | None = None
    city: str | None = None
    colors: tuple[str, ...] = ()
    logo: str | None = None
    conference: str | None = None
    division: str | None = None
    record: TeamRecord | None = None
    rank: int | None = None
    standing: str | None = None


class PlayerProfile(msgspec.Struct, frozen=True, kw_only=True):
    """A player, as one roster lists the player."""

    changed_at: datetime
    player_id: str
    league: str
    provider: str
    feed: str
    target: str
    name: str
    team_id: str
    position: str | None = None
    jersey: str | None = None
    headshot: str | None = None
    status: str | None = None
    provider_ids: dict[str, str] = {}
    written: str | None = None


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """One provider's listing of a game: the match, and the targets that prove it."""

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
    """The status of one target."""

    provider: str
    feed: str
    league: str
    target: str
    state: str
    reason: str
    last_success_at: datetime | None
    valid_until: datetime
    quota_remaining: int | None = None
