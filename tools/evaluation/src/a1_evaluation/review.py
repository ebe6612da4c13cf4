"""Listings for a person's review: those not joined with certainty, and those already decided."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from a1_identity.games import listing_order
from a1_identity.windows import is_one_start
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.vocabulary import MatchMethod


class ReviewReason(StrEnum):
    """Why a listing is shown."""

    AMBIGUOUS = "torn"
    """Two games of another provider are about equally near; the listing stays alone."""
    UNKNOWN_TEAM = "unknown-team"
    """A side has a name that is no registered team's, and games of others may be the same."""
    PINNED = "pinned"
    """A person decided about it."""


class Candidate(NamedTuple):
    """A game that the listing may be."""

    event_id: str
    listing: Listing
    apart: timedelta


class ReviewItem(NamedTuple):
    """A listing with the games that it may be, the nearest first."""

    reason: ReviewReason
    listing: Listing
    candidates: tuple[Candidate, ...]


def to_review(listings: Iterable[Listing]) -> Iterator[ReviewItem]:
    """What of one league's listings a person should look at, by start."""
    living = sorted((each for each in listings if each.removed is None), key=listing_order)
    for listing in living:
        reason = _reason(listing)
        if reason is None:
            continue
        candidates = _candidates(listing, living)
        if candidates or reason is ReviewReason.PINNED:
            yield ReviewItem(reason, listing, candidates)


def _reason(listing: Listing) -> ReviewReason | None:
    if listing.pinned is not None:
        return ReviewReason.PINNED
    if listing.method is MatchMethod.REVIEW:
        return ReviewReason.AMBIGUOUS
    if any(side.name is not None and side.team_id is None for side in (listing.home, listing.away)):
        return ReviewReason.UNKNOWN_TEAM
    return None


def _candidates(listing: Listing, living: list[Listing]) -> tuple[Candidate, ...]:
    """Games of other providers that start about then and have a team in common; each by its first listing."""
    found: dict[str, Candidate] = {}
    for other in living:
        if other.provider is listing.provider or other.event_id == listing.event_id:
            continue
        if listing.start_time is None or other.start_time is None or not _share_a_team(listing, other):
            continue
        if is_one_start(listing.start_time, other.start_time, listing.league):
            candidate = Candidate(other.event_id, other, abs(listing.start_time - other.start_time))
            found.setdefault(other.event_id, candidate)
    return tuple(sorted(found.values(), key=lambda candidate: (candidate.apart, candidate.event_id)))


def _share_a_team(one: Listing, other: Listing) -> bool:
    return not _teams(one.home, one.away).isdisjoint(_teams(other.home, other.away))


def _teams(*sides: ListingSide) -> frozenset[str]:
    return frozenset(side.team_id for side in sides if side.team_id is not None)
