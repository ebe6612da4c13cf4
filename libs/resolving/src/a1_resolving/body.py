"""The body that is being resolved: what it says, where it came from, and the changes it makes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from a1_mappers.extracted import Reject
from a1_resolving.body_contents import BodyContents
from a1_resolving.changes import Changes
from a1_schemas.leagues import League
from a1_schemas.listing import Listing
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason


@dataclass(slots=True)
class Body:
    """One raw record on its way through resolving."""

    headers: RawHeaders
    league: League
    contents: BodyContents
    changes: Changes
    foreign: dict[str, None] = field(default_factory=dict[str, None])
    """Contests of this body that belong to other leagues."""
    listed: dict[str, None] = field(default_factory=dict[str, None])
    """Listings that this body names."""

    def listing_of(self, contest_id: str) -> Listing | None:
        """The listing that a contest of this body is, by its own id or one of its further ids."""
        own = self.changes.listing(listing_key(self.headers.provider, self.league, contest_id))
        if own is not None:
            return own
        for key in sorted(self.changes.state.listings_of(self.headers.provider, contest_id)):
            return self.changes.listing(key)
        return None

    def game_of(self, contest_id: str, what: str) -> Listing | None:
        """The listing to which a record belongs; a refusal is counted where there is none."""
        if contest_id in self.foreign:
            self.reject(RejectReason.UNSUPPORTED_LEAGUE, contest_id)
            return None
        listing = self.listing_of(contest_id)
        if listing is None or listing.removed is not None:
            self.reject(RejectReason.UNKNOWN_EVENT, contest_id, what)
            return None
        if self.changes.is_replaced(listing):
            self.reject(RejectReason.DUPLICATE_RECORD, contest_id, "its provider lists the game under another id now")
            return None
        return listing

    def reject(self, reason: RejectReason, path: str, detail: str = "") -> None:
        """Count a piece that gives no canonical record."""
        self.contents.reject(Reject(reason, path, detail))

    def is_complete(self, kind: Kind) -> bool:
        """Whether what this body does not name of this kind has ended."""
        return kind in self.contents.complete


def listing_key(provider: str, league: str, native_id: str) -> str:
    """The record key of a listing."""
    return f"{provider}|{league}|{native_id}"


def in_utc(time: datetime | None) -> datetime | None:
    """The same instant in UTC: messages that are copied or built of checked parts are not validated again."""
    return None if time is None else time.astimezone(UTC)
