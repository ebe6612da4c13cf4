"""The span of times that a body may contain. Every time of an extracted record is checked here, and nowhere else."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, Self

from a1_mappers.extracted import Article, Contest, Extracted, InjuryReport, LineupPlace, PlayerBoxScore, Prop, Reject
from a1_mappers.extracted_offers import Offer
from a1_schemas.vocabulary import RejectReason

LONGEST_AGO = timedelta(days=15 * 365.25)
LONGEST_AHEAD = timedelta(days=5 * 365.25)

TIMES: Mapping[type[object], tuple[str, ...]] = {
    Contest: ("start_time", "observed_at"),
    Offer: ("observed_at",),
    Prop: ("observed_at",),
    PlayerBoxScore: ("observed_at",),
    LineupPlace: ("observed_at",),
    Article: ("published_at", "modified_at"),
    InjuryReport: ("observed_at", "expected_return_on"),
}
"""The fields of each extracted record that hold a time of the provider."""

_PIECES: Mapping[type[object], str] = {
    Contest: "native_id",
    Article: "native_id",
    Offer: "contest_id",
    Prop: "contest_id",
}
"""The field that names the piece in a reject."""


class Span(NamedTuple):
    """The earliest and the latest time that a provider's record may have."""

    earliest: datetime
    latest: datetime

    @classmethod
    def around(cls, fetched_at: datetime) -> Self:
        """Return the span of a body fetched at this effective time."""
        return cls(fetched_at - LONGEST_AGO, fetched_at + LONGEST_AHEAD)

    def outside(self, item: Extracted) -> Reject | None:
        """Return the reject of a record with a time outside the span, or None."""
        for name in TIMES.get(type(item), ()):
            time = getattr(item, name)
            if time is not None and not self.earliest <= _instant(time) <= self.latest:
                piece = str(getattr(item, _PIECES.get(type(item), ""), ""))
                return Reject(RejectReason.INVALID_TIME, piece, f"{name} {time} is out of range")
        return None


def _instant(time: date) -> datetime:
    return time if isinstance(time, datetime) else datetime(time.year, time.month, time.day, tzinfo=UTC)
