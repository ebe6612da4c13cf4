"""The fields of The Odds API v4 that are read, under its own names. Pieces that may be unchanged stay bytes."""

from decimal import Decimal

import msgspec

from a1_mappers.parsing import read_number

_NOTHING = msgspec.Raw(b"null")


class Sport(msgspec.Struct, frozen=True, gc=False):
    """An entry of `/sports`."""

    key: str
    title: str
    active: bool
    group: str = ""
    has_outrights: bool = False


class Participant(msgspec.Struct, frozen=True, gc=False):
    """An entry of `/participants`: a team, or a person in individual sports. No roster; not all are active."""

    id: str
    full_name: str


class Score(msgspec.Struct, frozen=True, gc=False):
    """One side's score, as text. The order of sides is not fixed."""

    name: str
    score: str | int | None = None


class Event(msgspec.Struct, frozen=True, gc=False):
    """An event of `/odds`, `/events`, `/scores` and `/events/{id}/odds`."""

    id: str
    sport_key: str
    commence_time: str | int | None = None
    home_team: str | None = None
    away_team: str | None = None
    bookmakers: list[msgspec.Raw] = []
    completed: bool | None = None
    scores: list[Score] | None = None
    last_update: str | int | None = None

    @property
    def is_outright(self) -> bool:
        """Whether the event is a competition's winner: no sides, and competitors as outcomes."""
        return self.home_team is None and self.away_team is None


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """A price. `description` is the player, or the team of a team total. Numbers are decoded on access."""

    name: str
    written_price: msgspec.Raw = msgspec.field(name="price", default=_NOTHING)
    written_point: msgspec.Raw = msgspec.field(name="point", default=_NOTHING)
    description: str | None = None

    @property
    def price(self) -> Decimal | None:
        """As it is written, decimal or American; raises ParseError where it is no number."""
        return read_number(bytes(self.written_price))

    @property
    def point(self) -> Decimal | None:
        """The line; raises ParseError where it is no number."""
        return read_number(bytes(self.written_point))


class Market(msgspec.Struct, frozen=True, gc=False):
    """A market of a bookmaker."""

    key: str
    outcomes: list[Outcome]
    last_update: str | int | None = None


class Bookmaker(msgspec.Struct, frozen=True, gc=False):
    """A bookmaker's offer. Event odds lack its own `last_update`; old archives lack its markets'."""

    key: str
    title: str = ""
    markets: list[Market] = []
    last_update: str | int | None = None


class Archive(msgspec.Struct, frozen=True):
    """The envelope of historical responses. `data` is a list or one event."""

    timestamp: str
    data: msgspec.Raw


class ErrorBody(msgspec.Struct, frozen=True, gc=False):
    """An error body."""

    message: str
    error_code: str
