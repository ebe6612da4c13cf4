"""What the league's state needs to know of a canonical record besides its bytes."""

from functools import lru_cache, partial

import msgspec

from a1_resolving.current import Current
from a1_resolving.effective_time import EARLIEST, LATEST
from a1_resolving.statuses import Status, read_status
from a1_schemas import fast_origins
from a1_schemas.game_facts import GameFacts
from a1_schemas.listing import Listing
from a1_schemas.newer_words import read_newer
from a1_schemas.vocabulary import Kind

_FACTS = (
    *("start_time", "start_time_confirmed", "status", "home", "away", "sides_ordered", *GameFacts.model_fields),
    *("also_ids", "observed_at", "removed"),
)
Content = Listing | Status | fast_origins.Origin | None
"""What a record is indexed by."""

read_listing = partial(read_newer, Listing)

_read_player = msgspec.json.Decoder(fast_origins.PlayerRecord).decode
_read_injury = msgspec.json.Decoder(fast_origins.NamingRecord).decode
_read_profile = msgspec.json.Decoder(fast_origins.RosterRecord).decode
_read_origin = msgspec.json.Decoder(fast_origins.Origin).decode


_READERS = {
    Kind.PROPS: _read_player,
    Kind.PLAYER_STATS: _read_player,
    Kind.ODDS: _read_origin,
    Kind.NEWS: _read_origin,
    Kind.INJURIES: _read_injury,
    Kind.TEAMS: _read_origin,
    Kind.PLAYERS: _read_profile,
}


def is_of_a_body(kind: Kind) -> bool:
    """Whether records of this kind belong to a target's body, as listings, events and statuses do not."""
    return kind in _READERS


def content_of(kind: Kind, record: Current) -> Content:
    """Return the part of a record that is indexed. Raises ValueError for a record that is none of ours."""
    if not EARLIEST <= record.changed_at <= LATEST:
        raise ValueError(f"changed_at {record.changed_at} cannot be")
    if kind is Kind.LISTINGS:
        return read_listing(record.value)
    if kind is Kind.SOURCES:
        return read_status(record.value)
    return None if record.is_removed or kind is Kind.EVENTS else _READERS[kind](record.facts)


@lru_cache(maxsize=1024)
def target_of(origin: bytes) -> str:
    """Return the target in a record's origin. Cached: a body's records have few origins."""
    return _read_origin(b"{" + origin[1:] + b"}").target


def facts_of(listing: Listing | None) -> tuple[object, ...] | None:
    """Return what bodies say of a game, without which bodies those are and which game it was resolved to."""
    return None if listing is None else tuple(getattr(listing, name) for name in _FACTS)
