"""Access to ESPN's bodies: their shapes change without notice, so they are read untyped, by path, with exact numbers.

Numbers with a fraction are `Decimal`. A value that is missing or of another type reads as None.
"""

from decimal import Decimal

import msgspec

from a1_mappers.untyped import Json

decode_any = msgspec.json.Decoder(float_hook=Decimal)


class Scoreboard(msgspec.Struct, frozen=True):
    """The envelope of a scoreboard. Events stay bytes, since each of them may be unchanged."""

    events: list[msgspec.Raw]
    leagues: list[Json] = []


class CompetitionId(msgspec.Struct, frozen=True, gc=False):
    """The id of a competition."""

    id: str | int


class GroupingIds(msgspec.Struct, frozen=True, gc=False):
    """The competition ids in one draw of a tournament."""

    competitions: list[CompetitionId] = []


class EventIds(msgspec.Struct, frozen=True, gc=False):
    """The competition ids of an event: all that is decoded of an event whose bytes are unchanged."""

    id: str | int
    competitions: list[CompetitionId] = []
    groupings: list[GroupingIds] = []
