"""Merges the listings of one game into one event. Fields depend on the set of listings, never on arrival order."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from a1_identity.team_registry import registry_of
from a1_resolving.game_facts import SINGLE_FACTS, UNPLAYED, facts_of_play, turned
from a1_schemas.game_facts import GameFacts
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.sporting_event import EventSide, EventSource, Score, SportingEvent
from a1_schemas.vocabulary import EventStatus

_PROGRESS = {
    EventStatus.SCHEDULED: 0,
    EventStatus.POSTPONED: 1,
    EventStatus.CANCELLED: 1,
    EventStatus.LIVE: 1,
    EventStatus.SUSPENDED: 1,
    EventStatus.FINAL: 2,
}
"""The furthest status wins, so a source that lags does not hide that a game has started or ended."""
_REPORTED_AS_FINAL = (EventStatus.FINAL, None)
"""None: the listing was written before it had the status of its score."""
_LIVE_IS_OLD = timedelta(minutes=2)


def event_of(listings: Sequence[Listing]) -> SportingEvent:
    """Return the event of a game's listings, which must be sorted by `listing_order`.

    The first listing provides the event id. Removed listings only contribute aliases, unless all are removed.
    """
    first = listings[0]
    members = _by_precedence([listing for listing in listings if listing.removed is None] or listings)
    known = orientation_of(members)
    members = [_turned(listing) if is_flipped(listing, known) else listing for listing in members]
    authority = _authority(members)
    home, away = _sides(members)
    scoring = _scoring(members, authority)
    score = None if scoring is None else _score(scoring)
    started = _by_confirmation(members)
    ids = dict.fromkeys(sorted(listing.own_id for listing in listings))
    return SportingEvent(
        version=0,
        changed_at=first.changed_at,
        observed_at=authority.observed_at if authority is not None else None,
        event_id=first.event_id,
        league=first.league,
        sport=first.league.traits.sport,
        start_time=started.start_time,
        start_time_confirmed=started.start_time_confirmed,
        status=EventStatus.SCHEDULED if authority is None or authority.status is None else authority.status,
        home=_event_side(home, first, None if score is None else score.home),
        away=_event_side(away, first, None if score is None else score.away),
        score=score,
        **_facts(members, authority, scoring),
        sources=tuple(_source(listing) for listing in _one_of_each_provider(members)),
        aliases=tuple(own_id for own_id in ids if own_id and own_id != first.event_id),
    )


def side_key(side: ListingSide) -> str | None:
    """Return the value by which two sides are compared: the team id, else the name as listed."""
    return side.team_id or side.name


class Orientation(NamedTuple):
    """The keys of the home and the away side; None for an unknown side."""

    home: str | None
    away: str | None


def orientation_of(listings: Sequence[Listing]) -> Orientation:
    """Return home and away from the source of highest precedence that orders its sides."""
    members = _by_precedence(listings)
    ordered = next((listing for listing in members if listing.sides_ordered), members[0])
    return Orientation(side_key(ordered.home), side_key(ordered.away))


def is_flipped(listing: Listing, known: Orientation) -> bool:
    """Whether a listing has home and away the other way round. For a pinned listing one side may be unknown."""
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
    """Return the listing that provides the status, and the score if it has one; None if no listing has a status."""
    reported = [listing for listing in members if listing.status is not None]
    if not reported:
        return None
    furthest = max(_progress(listing) for listing in reported)
    reported = [listing for listing in reported if _progress(listing) == furthest]
    newest = max(listing.facts_fetched_at for listing in reported)
    if reported[0].status is EventStatus.LIVE and newest - reported[0].facts_fetched_at > _LIVE_IS_OLD:
        return next(listing for listing in reported if listing.facts_fetched_at == newest)
    return reported[0]


def _progress(listing: Listing) -> int:
    return -1 if listing.status is None else _PROGRESS[listing.status]


def _turned(listing: Listing) -> Listing:
    """Return the listing with home and away exchanged in all that it reports."""
    facts = {name: getattr(listing, name) for name in GameFacts.model_fields}
    return listing.model_copy(update={**turned(facts), "home": listing.away, "away": listing.home})


def _sides(members: Sequence[Listing]) -> tuple[ListingSide, ListingSide]:
    """Return the sides of the listing that has most sides registered, then named, then highest precedence."""
    best = max(members, key=lambda listing: (_registered(listing), _named(listing)))
    return best.home, best.away


def _registered(listing: Listing) -> int:
    return (listing.home.team_id is not None) + (listing.away.team_id is not None)


def _named(listing: Listing) -> bool:
    return listing.home.name is not None and listing.away.name is not None


def _scoring(members: Sequence[Listing], authority: Listing | None) -> Listing | None:
    """Return the listing that provides the score: the authority, or another of the same status.

    The score of a final game is one that was reported as final: bets are graded by it.
    """
    if authority is None or authority.status in UNPLAYED:
        return None
    others = (listing for listing in members if listing is not authority and listing.status is authority.status)
    scored = (listing for listing in (authority, *others) if _has_score(listing))
    if authority.status is EventStatus.FINAL:
        scored = (listing for listing in scored if listing.score_status in _REPORTED_AS_FINAL)
    return next(scored, None)


def _has_score(listing: Listing) -> bool:
    return listing.home.score is not None and listing.away.score is not None


def _score(listing: Listing) -> Score | None:
    home, away = listing.home.score, listing.away.score
    if home is None or away is None:
        return None
    observed_at = listing.score_fetched_at or listing.facts_fetched_at
    return Score(home=home, away=away, source=listing.provider, observed_at=observed_at)


def _facts(members: Sequence[Listing], authority: Listing | None, scoring: Listing | None) -> dict[str, Any]:
    """Return the facts of the game. A line score comes from the source of the score, if that reports one."""
    facts = {name: _first_known(members, name) for name in ("venue", *SINGLE_FACTS)}
    for name in ("periods", "regulation"):
        facts[name] = None if scoring is None else _first_known([scoring, *members], name)
    return facts | facts_of_play(members, authority)


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


def _first_known(members: Sequence[Listing], name: str) -> Any:
    return next((found for listing in members if (found := getattr(listing, name)) is not None), None)
