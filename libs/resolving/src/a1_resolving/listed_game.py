"""A listing as resolving the records of its game reads it: for each body, so without a model of the whole message."""

from datetime import datetime

import msgspec

from a1_resolving.contents_of_records import read_listing
from a1_schemas.listing import Listing
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import EventStatus, RemovalReason


class ListedGame(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The fields of `Listing` that the records of its game follow from."""

    provider: Provider
    native_id: str
    event_id: str
    swapped: bool = False
    start_time: datetime | None
    start_time_confirmed: bool = True
    status: EventStatus | None
    removed: RemovalReason | None = None
    unnamed_since: datetime | None = None


_decode = msgspec.json.Decoder(ListedGame).decode


def read_listed_game(value: bytes) -> ListedGame:
    """Return the game. Raises ValidationError where more than a word of a vocabulary is wrong with it."""
    try:
        return _decode(value)
    except msgspec.ValidationError:
        return listed_game_of(read_listing(value))


def listed_game_of(listing: Listing) -> ListedGame:
    """Return the game of a listing."""
    return msgspec.convert(listing, ListedGame, from_attributes=True)
