"""The body being resolved: its contents, its headers and the changes it makes."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from a1_mappers.extracted import Reject
from a1_resolving.body_contents import BodyContents
from a1_resolving.changes import Changes
from a1_resolving.listed_game import ListedGame
from a1_schemas.leagues import League
from a1_schemas.listing import Listing
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason, RemovalReason

Found = TypeVar("Found")


class Body(msgspec.Struct):
    """One raw record while it is being resolved."""

    headers: RawHeaders
    league: League
    contents: BodyContents
    changes: Changes
    foreign: dict[str, None] = {}
    """Ids of contests in this body that belong to other leagues."""
    expired: dict[str, None] = {}
    """Ids of contests in this body that ended too long ago to be listed."""
    listed: dict[str, None] = {}
    """Record keys of the listings that this body contains."""

    def listing_of(self, contest_id: str) -> Listing | None:
        """Return the listing of a contest, found by its own id or one of its other ids; None if there is none."""
        return self._of_contest(contest_id, self.changes.listing)

    def game_of(self, contest_id: str, what: str) -> ListedGame | None:
        """Return the listing that a record belongs to, or None after counting a reject.

        The reject's reason is `unsupported-league` for a contest of another league, `game-expired` for a game that is
        long over, `unknown-event` where there is no living listing otherwise, and `duplicate-record` where the provider
        now lists the game under another id. `what` is the reject's detail.
        """
        if contest_id in self.foreign:
            self.reject(RejectReason.UNSUPPORTED_LEAGUE, contest_id)
            return None
        listing = self._of_contest(contest_id, self.changes.listed_game)
        if contest_id in self.expired or (listing is not None and listing.removed is RemovalReason.EXPIRED):
            self.reject(RejectReason.GAME_EXPIRED, contest_id)
            return None
        if listing is None or listing.removed is not None:
            self.reject(RejectReason.UNKNOWN_EVENT, contest_id, what)
            return None
        if self.changes.is_replaced(listing):
            self.reject(RejectReason.DUPLICATE_RECORD, contest_id, "its provider lists the game under another id now")
            return None
        return listing

    def _of_contest(self, contest_id: str, read: Callable[[str], Found | None]) -> Found | None:
        provider = self.headers.provider
        own = read(listing_key(provider, self.league, contest_id))
        if own is not None:
            return own
        first = min(self.changes.state.listings_of(provider, contest_id), default=None)
        return None if first is None else read(first)

    def reject(self, reason: RejectReason, path: str, detail: str = "") -> None:
        """Count a reject against this body."""
        self.contents.reject(Reject(reason, path, detail))

    def is_complete(self, kind: Kind) -> bool:
        """Whether this body lists every record of this kind, so that records missing from it have ended."""
        return kind in self.contents.complete


def listing_key(provider: str, league: str, native_id: str) -> str:
    """Return the record key of a listing: `provider|league|native_id`."""
    return f"{provider}|{league}|{native_id}"


def in_utc(time: datetime | None) -> datetime | None:
    """Return the same instant in UTC. Needed because `model_copy` and `model_construct` do not validate again."""
    return None if time is None else time.astimezone(UTC)
