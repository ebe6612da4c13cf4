"""The fields of The Odds API v4 that are read, under its own names. Pieces that may be unchanged stay bytes."""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from a1_mappers.parsing import decode, read_number

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
    sid: str | int | None = None
    link: str | None = None
    written_limit: msgspec.Raw = msgspec.field(name="bet_limit", default=_NOTHING)
    written_multiplier: msgspec.Raw = msgspec.field(name="multiplier", default=_NOTHING)

    @property
    def price(self) -> Decimal | None:
        """As it is written, decimal or American; raises ParseError where it is no number."""
        return _number(self.written_price)

    @property
    def point(self) -> Decimal | None:
        """The line; raises ParseError where it is no number."""
        return _number(self.written_point)

    @property
    def limit(self) -> Decimal | None:
        """The highest stake; raises ParseError where it is no number."""
        return _number(self.written_limit)

    @property
    def multiplier(self) -> Decimal | None:
        """A daily fantasy pick's factor; raises ParseError where it is no number."""
        return _number(self.written_multiplier)


class Market(msgspec.Struct, frozen=True, gc=False):
    """A market of a bookmaker. Its outcomes are decoded on access: most are those of an earlier body."""

    key: str
    written_outcomes: msgspec.Raw = msgspec.field(name="outcomes")
    last_update: str | int | None = None
    link: str | None = None

    @property
    def outcomes(self) -> Sequence[Outcome]:
        """The prices; raises ParseError where they are of another shape."""
        return read_outcomes(bytes(self.written_outcomes))


class Bookmaker(msgspec.Struct, frozen=True, gc=False):
    """A bookmaker's offer. Event odds lack its own `last_update`; old archives lack its markets'."""

    key: str
    title: str = ""
    markets: list[Market] = []
    last_update: str | int | None = None


def _number(written: msgspec.Raw) -> Decimal | None:
    # Most fields are absent, and an absent one is the default itself.
    return None if written is _NOTHING else read_number(bytes(written))


_decode_outcomes = msgspec.json.Decoder(tuple[Outcome, ...])


def read_outcomes(written: bytes) -> tuple[Outcome, ...]:
    """Return the outcomes that these bytes of JSON are; raises ParseError for anything else."""
    return decode(written, _decode_outcomes)


class Archive(msgspec.Struct, frozen=True):
    """The envelope of historical responses. `data` is a list or one event."""

    timestamp: str
    data: msgspec.Raw


class ErrorBody(msgspec.Struct, frozen=True, gc=False):
    """An error body."""

    message: str
    error_code: str
