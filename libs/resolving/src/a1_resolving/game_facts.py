"""Facts of a game: which a contest changes in its listing, and which the game has of its listings.

A fact that a body omits keeps its earlier value. The course of play is one value: period, half, label, clock and
situation come from one listing, and in a listing from one moment.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from a1_mappers.extracted import Contest
from a1_schemas.game_facts import GameFacts, PeriodScore, Pitchers, Series, SideScores, Situation, Venue
from a1_schemas.game_words import HomeOrAway
from a1_schemas.listing import Listing
from a1_schemas.vocabulary import EventStatus

PROGRESS = ("period", "half", "period_label", "clock", "detail", "situation")
"""The facts of the course of play."""
SINGLE_FACTS = tuple(name for name in GameFacts.model_fields if name not in (*PROGRESS, "venue"))
"""Facts that are independent of each other."""
UNPLAYED = frozenset({EventStatus.SCHEDULED, EventStatus.POSTPONED})
"""Statuses of games without a course and a score: providers fill in 0 to 0."""
_OVER = frozenset({EventStatus.FINAL, EventStatus.CANCELLED})
_WITH_CLOCK_FOR = timedelta(minutes=2)
"""How much older a source with a clock may be than one that reports the period alone."""


def progress_of(contest: Contest, before: Listing) -> dict[str, Any]:
    """Return the facts of the course of play that a contest changes.

    A body that reports only a status leaves period and clock as they were. The end of a game ends its clock and its
    situation; its period stays.
    """
    if contest.status in UNPLAYED:
        return {**dict.fromkeys(PROGRESS), "detail": contest.detail}
    facts: dict[str, Any] = {name: value for name in PROGRESS if (value := getattr(contest, name)) is not None}
    if _has_moved(contest, before):
        facts |= {name: getattr(contest, name) for name in PROGRESS}
    if contest.status in _OVER:
        facts |= dict.fromkeys(("half", "clock", "situation"))
    return facts


def _has_moved(contest: Contest, before: Listing) -> bool:
    """Whether the contest is of another moment, so that what it omits of the earlier one is past."""
    if contest.period is not None and (contest.period, contest.half or before.half) != (before.period, before.half):
        return True
    return contest.clock is not None and before.clock is not None and contest.clock != before.clock


def joined_venue(venue: Venue, before: Venue | None) -> Venue:
    """Return the venue with what is known of it from before, if that was the same place."""
    if before is None or before.name != venue.name:
        return venue
    return before.model_copy(update=venue.model_dump(exclude_none=True))


def facts_of_play(members: Sequence[Listing], authority: Listing | None) -> dict[str, Any]:
    """Return the course of play of a game, from the freshest of its listings that report it.

    Expects the members by precedence, and the listing that provides the status.
    """
    if authority is None or authority.status in UNPLAYED:
        return {"detail": authority.detail} if authority is not None else {}
    source = _freshest(members, authority)
    facts = {} if source is None else {name: getattr(source, name) for name in PROGRESS}
    if source is not None and source.status is not authority.status:
        facts["detail"] = authority.detail
    if authority.status in _OVER:
        facts |= dict.fromkeys(("half", "clock", "situation"))
    return facts


def _freshest(members: Sequence[Listing], authority: Listing) -> Listing | None:
    reporting = [each for each in members if each.period is not None and each.status not in UNPLAYED]
    alike = [each for each in reporting if each.status is authority.status] or reporting
    if not alike:
        return None
    newest = max(map(_reported_at, alike))
    recent = [each for each in alike if newest - _reported_at(each) <= _WITH_CLOCK_FOR]
    return max([each for each in recent if each.clock is not None] or recent, key=_reported_at)


def _reported_at(listing: Listing) -> datetime:
    return listing.progress_fetched_at or listing.facts_fetched_at


def turned(facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts with home and away exchanged."""
    return {name: _turned(value) for name, value in facts.items()}


def _turned(value: Any) -> Any:
    match value:
        case PeriodScore() | SideScores() | Pitchers():
            return value.model_copy(update={"home": value.away, "away": value.home})
        case Series():
            return value.model_copy(update={"home_wins": value.away_wins, "away_wins": value.home_wins})
        case Situation():
            cards = value.cards
            exchanged = cards and cards.model_copy(update={"home": cards.away, "away": cards.home})
            sides = {"possession": _other(value.possession), "power_play": _other(value.power_play)}
            return value.model_copy(update={**sides, "cards": exchanged})
        case tuple():
            return tuple(_turned(each) for each in value)
        case _:
            return value


def _other(side: HomeOrAway | None) -> HomeOrAway | None:
    if side is None:
        return None
    return HomeOrAway.AWAY if side is HomeOrAway.HOME else HomeOrAway.HOME
