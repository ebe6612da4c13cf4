"""What all providers together say of one game. Fields follow from the set of listings, never from their arrival."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple, TypeVar

from a1_identity.team_registry import registry_of
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.sporting_event import EventSide, EventSource, SportingEvent
from a1_schemas.vocabulary import EventStatus

V = TypeVar("V")

_PROGRESS = {
    EventStatus.SCHEDULED: 0,
    EventStatus.POSTPONED: 1,
    EventStatus.CANCELLED: 1,
    EventStatus.LIVE: 1,
    EventStatus.SUSPENDED: 1,
    EventStatus.FINAL: 2,
}
"""A source that has not heard of the beginning or the end hides neither."""
_UNPLAYED = frozenset({EventStatus.SCHEDULED, EventStatus.POSTPONED})
"""Boards fill in 0 to 0 for these."""
_LIVE_IS_OLD = timedelta(minutes=2)


def event_of(listings: Sequence[Listing]) -> SportingEvent:
    """The game of these listings, the earliest first; ended listings only lend their ids."""
    first = listings[0]
    members = _by_precedence([listing for listing in listings if listing.removed is None] or listings)
    known = orientation_of(members)
    told = _authority(members)
    home, away = _sides(members, known)
    started = _by_confirmation(members)
    ids = dict.fromkeys(sorted(listing.own_id for listing in listings))
    return SportingEvent(
        version=0,
        changed_at=first.changed_at,
        observed_at=told.observed_at if told is not None else None,
        event_id=first.event_id,
        league=first.league,
        sport=first.league.traits.sport,
        start_time=started.start_time,
        start_time_confirmed=started.start_time_confirmed,
        status=EventStatus.SCHEDULED if told is None or told.status is None else told.status,
        home=_event_side(home, first, _score(members, told, known, is_home=True)),
        away=_event_side(away, first, _score(members, told, known, is_home=False)),
        period=told.period if told is not None else None,
        clock=told.clock if told is not None else None,
        venue=_first_known(members, lambda listing: listing.venue),
        neutral_site=_first_known(members, lambda listing: listing.neutral_site),
        game_number=_first_known(members, lambda listing: listing.game_number),
        sources=tuple(_source(listing) for listing in _one_of_each_provider(members)),
        aliases=tuple(own_id for own_id in ids if own_id and own_id != first.event_id),
    )


def side_key(side: ListingSide) -> str | None:
    """What a side is compared by."""
    return side.team_id or side.name


class Orientation(NamedTuple):
    """Who is at home, and who is not; None where a side is not known."""

    home: str | None
    away: str | None


def orientation_of(listings: Sequence[Listing]) -> Orientation:
    """Home and away by the best source that says so."""
    members = _by_precedence(listings)
    told = next((listing for listing in members if listing.sides_ordered), members[0])
    return Orientation(side_key(told.home), side_key(told.away))


def is_flipped(listing: Listing, known: Orientation) -> bool:
    """Whether a listing has home and away the other way round. Of one that is pinned a side may be unknown."""
    home, away = side_key(listing.home), side_key(listing.away)
    if home == known.home or away == known.away:
        return False
    return (away is not None and away == known.home) or (home is not None and home == known.away)


def _by_precedence(listings: Sequence[Listing]) -> list[Listing]:
    return sorted(
        listings,
        key=lambda listing: (
            listing.unnamed_since is not None,
            listing.provider.traits.event_precedence,
            -listing.facts_fetched_at.timestamp(),
            listing.native_id,
        ),
    )


def _by_confirmation(members: Sequence[Listing]) -> Listing:
    known = [listing for listing in members if listing.start_time is not None]
    return next((listing for listing in known if listing.start_time_confirmed), (known or members)[0])


def _authority(members: Sequence[Listing]) -> Listing | None:
    """Whose word counts on status, score, period and clock."""
    told = [listing for listing in members if listing.status is not None]
    if not told:
        return None
    furthest = max(_progress(listing) for listing in told)
    told = [listing for listing in told if _progress(listing) == furthest]
    newest = max(listing.facts_fetched_at for listing in told)
    if told[0].status is EventStatus.LIVE and newest - told[0].facts_fetched_at > _LIVE_IS_OLD:
        return next(listing for listing in told if listing.facts_fetched_at == newest)
    return told[0]


def _progress(listing: Listing) -> int:
    return -1 if listing.status is None else _PROGRESS[listing.status]


def _sides_in_order(listing: Listing, known: Orientation) -> tuple[ListingSide, ListingSide]:
    sides = (listing.home, listing.away)
    return (sides[1], sides[0]) if is_flipped(listing, known) else sides


def _sides(members: Sequence[Listing], known: Orientation) -> tuple[ListingSide, ListingSide]:
    """Sides that are registered, else named, by the best source that has them."""
    best = max(members, key=lambda listing: (_registered(listing), _named(listing)))
    return _sides_in_order(best, known)


def _registered(listing: Listing) -> int:
    return (listing.home.team_id is not None) + (listing.away.team_id is not None)


def _named(listing: Listing) -> bool:
    return listing.home.name is not None and listing.away.name is not None


def _score(members: Sequence[Listing], told: Listing | None, known: Orientation, *, is_home: bool) -> int | None:
    if told is None or told.status in _UNPLAYED:
        return None
    alike = [told, *(listing for listing in members if listing is not told and listing.status is told.status)]
    for listing in alike:
        home, away = _sides_in_order(listing, known)
        if home.score is not None and away.score is not None:
            return home.score if is_home else away.score
    return None


def _event_side(side: ListingSide, first: Listing, score: int | None) -> EventSide:
    team = registry_of(first.league).teams.get(side.team_id or "")
    return EventSide(
        team_id=side.team_id,
        name=team.name if team is not None else side.name or "to be determined",
        abbreviation=team.abbreviation if team is not None else side.abbreviation,
        score=score,
    )


def _one_of_each_provider(members: Sequence[Listing]) -> list[Listing]:
    best: dict[str, Listing] = {}
    for listing in members:
        best.setdefault(listing.provider, listing)
    return list(best.values())


def _source(listing: Listing) -> EventSource:
    return EventSource(
        provider=listing.provider,
        native_id=listing.native_id,
        observed_at=listing.observed_at,
        method=listing.method,
        confidence=listing.confidence,
    )


def _first_known(members: Sequence[Listing], fact: Callable[[Listing], V | None]) -> V | None:
    return next((found for listing in members if (found := fact(listing)) is not None), None)
