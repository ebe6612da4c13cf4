"""The fields by which the resolver indexes records, read from their bytes without the rest."""

from datetime import datetime

import msgspec

from a1_schemas.fast import Number


class Origin(msgspec.Struct, frozen=True, gc=False):
    """The fields that records other than games and listings are indexed by. Empty for fields a kind does not have."""

    provider: str = ""
    target: str = ""
    native_event_id: str = ""
    bookmaker: str = ""
    event_ids: tuple[str, ...] = ()


class NamedPlayer(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A player's name, and the reported or inferred team with the confidence."""

    player_id: str
    name: str
    team: str | None
    confidence: Number
    written: str | None = None


class NamingRecord(Origin, frozen=True, gc=False, kw_only=True):
    """An injury, a prop or a player's statistics: also the player, or the players of a combo."""

    player: NamedPlayer
    players: tuple[NamedPlayer, ...] = ()


class PlayerRecord(NamingRecord, frozen=True, gc=False, kw_only=True):
    """A prop or a player's statistics: also the game."""

    event_id: str


class RosterRecord(Origin, frozen=True, gc=False, kw_only=True):
    """A player's profile: also the player and the name."""

    player_id: str
    name: str
    written: str | None = None


class RosterListing(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The fields of a profile that the identity of a player follows from, also of a removed one."""

    removed: str | None
    league: str
    provider: str
    feed: str
    name: str
    team_id: str
    provider_ids: dict[str, str] = {}
    written: str | None = None
    first_listed_at: datetime | None = None
    pinned: str | None = None
