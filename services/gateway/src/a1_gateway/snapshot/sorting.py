"""The orders of a list, and the cursors that stand for a place in one of them."""

import base64
import binascii
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from a1_gateway.errors import bad_parameter
from a1_gateway.snapshot.documents import player_name
from a1_gateway.snapshot.items import NEVER, Item
from a1_schemas.vocabulary import EventStatus

Place = tuple[int | str, ...]
"""What an order compares. The last part is the item's key, so no two items share a place."""


class Sort(StrEnum):
    """The words of `sort`."""

    START = "start"
    """A list's own order: by start, news by age, injuries by player."""
    LATEST = "-start"
    STATUS = "status"
    PLAYER = "player"


class Cursor(NamedTuple):
    """The place after which a page begins, and the order in which it is one."""

    sort: Sort
    place: Place


_LAST = 9
_BY_STATUS: Mapping[str, int] = {
    **dict.fromkeys((EventStatus.LIVE, EventStatus.SUSPENDED), 0),
    EventStatus.SCHEDULED: 1,
    **dict.fromkeys((EventStatus.POSTPONED, EventStatus.CANCELLED), 2),
    EventStatus.FINAL: 3,
}
"""Where games stand that are sorted by status. Words that are newer than this process come last."""


def _by_start(item: Item) -> Place:
    return item.order


def _latest_first(item: Item) -> Place:
    at, *rest = item.order
    return (at if at == NEVER else -at, *rest)


def _by_status(item: Item) -> Place:
    return (_BY_STATUS.get(item.status or "", _LAST), *item.order)


def _by_player(item: Item) -> Place:
    return (player_name(item.players), *item.order)


PLACES: Mapping[Sort, Callable[[Item], Place]] = MappingProxyType(
    {Sort.START: _by_start, Sort.LATEST: _latest_first, Sort.STATUS: _by_status, Sort.PLAYER: _by_player}
)
"""The place of an item in each order."""
_SHAPES: Mapping[Sort, Any] = MappingProxyType(
    {
        Sort.START: tuple[int, str],
        Sort.LATEST: tuple[int, str],
        Sort.STATUS: tuple[int, int, str],
        Sort.PLAYER: tuple[str, int, str],
    }
)
"""The parts of a place in each order."""


def encode_cursor(cursor: Cursor) -> str:
    """Return the text of a cursor."""
    return base64.urlsafe_b64encode(msgspec.json.encode((cursor.sort, *cursor.place))).decode().rstrip("=")


def decode_cursor(name: str, value: str) -> Cursor:
    """Return the cursor of a text. Raises Problem."""
    try:
        decoded = base64.b64decode(value + "=" * (-len(value) % 4), b"-_", validate=True)
        word, *place = msgspec.json.decode(decoded, type=list[Any])
        sort = Sort(word)
        return Cursor(sort, msgspec.convert(place, _SHAPES[sort]))
    except (ValueError, TypeError, binascii.Error, msgspec.DecodeError, msgspec.ValidationError):
        raise bad_parameter(name, "It is no cursor of ours; use `meta.next_cursor` of the page before.") from None
