"""Competitions of ESPN as contests. An event is not always one: a fight card holds many, a tournament hundreds."""

import re
from collections.abc import Iterator
from decimal import Decimal

from a1_normalizer.mappers.espn import wire
from a1_normalizer.mappers.espn.vocabulary import DELAYS, STATUS_OF_DELAY, STATUSES, league_of
from a1_normalizer.mappers.parsing import (
    Refusal,
    parse_number,
    parse_optional_number,
    parse_optional_time,
    parse_side_name,
    parse_text,
)
from a1_normalizer.sightings import Contest, Reject, Side
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus, RejectReason

_BEGUN = frozenset({EventStatus.LIVE, EventStatus.SUSPENDED, EventStatus.FINAL})
_GAME_OF_DOUBLEHEADER = re.compile(r"doubleheader\b.*\bgame ([12])\b", re.IGNORECASE)


def contest_of(
    competition: wire.Competition, event: wire.Event, headers: RawHeaders, path: str
) -> Iterator[Contest | Reject]:
    """The contest, and a reject for what of it is not understood."""
    sides = _sides(competition.competitors)
    if sides is None:
        yield Reject(RejectReason.NOT_A_CONTEST, path, f"{len(competition.competitors)} competitors")
        return
    status, native_status = _status(competition.status or event.status)
    if status is None and native_status is not None:
        yield Reject(RejectReason.UNKNOWN_STATUS, f"{path}.status", native_status[:100])
    try:
        yield _contest(competition, event, headers, sides, status, native_status)
    except Refusal as refusal:
        yield refusal.at(path)


def side_of(competitor: wire.Competitor, *, has_begun: bool) -> Side:
    """One side; before the start a score of 0 is none."""
    team = competitor.team or competitor.athlete or competitor.roster or wire.Team()
    name = team.displayName or team.fullName or team.name or team.location
    native_id = team.id if team.id is not None else competitor.id
    others = (team.shortDisplayName, team.name, team.location, team.nickname)
    return Side(
        name=parse_side_name(name),
        native_id=None if native_id is None else str(native_id),
        abbreviation=parse_text(team.abbreviation),
        also_named=tuple(dict.fromkeys(text for other in others if other != name and (text := parse_text(other)))),
        score=_score(competitor.score) if has_begun else None,
    )


def game_number_of(competition: wire.Competition) -> int | None:
    """Which game of a doubleheader it is, as only a note says."""
    for note in competition.notes or ():
        found = _GAME_OF_DOUBLEHEADER.search(note.headline or note.text or "")
        if found:
            return int(found[1])
    return None


def _contest(
    competition: wire.Competition,
    event: wire.Event,
    headers: RawHeaders,
    sides: tuple[wire.Competitor, wire.Competitor],
    status: EventStatus | None,
    native_status: str | None,
) -> Contest:
    home, away = sides
    has_begun = status in _BEGUN
    state = competition.status or event.status or wire.Status()
    venue = competition.venue or event.venue or wire.Venue()
    period = parse_optional_number(state.period)
    return Contest(
        native_id=str(competition.id),
        league=league_of(competition.uid or event.uid, event.season.slug if event.season else None, headers),
        home=side_of(home, has_begun=has_begun),
        away=side_of(away, has_begun=has_begun),
        sides_ordered=home.homeAway is not None and home.type != "athlete" and home.roster is None,
        start_time=parse_optional_time(competition.date or event.date),
        start_time_confirmed=competition.timeValid is not False and not state.isTBDFlex,
        status=status,
        native_status=native_status,
        period=int(period) if period and has_begun else None,
        clock=parse_text(state.displayClock) if status is EventStatus.LIVE else None,
        venue=parse_text(venue.fullName or venue.displayName),
        neutral_site=competition.neutralSite,
        game_number=game_number_of(competition),
    )


def _sides(competitors: list[wire.Competitor]) -> tuple[wire.Competitor, wire.Competitor] | None:
    """Home and away by what they say of themselves, not by position; without a word, in the order given."""
    if len(competitors) != 2:
        return None
    first, second = competitors
    if first.homeAway == "away" or second.homeAway == "home":
        return second, first
    if first.homeAway is None and (first.order or 0) > (second.order or 0):
        return second, first
    return first, second


def _status(status: wire.Status | None) -> tuple[EventStatus | None, str | None]:
    """By name: postponed and suspended games have the state `post` too."""
    kind = status.type if status else None
    if kind is None:
        return None, None
    if kind.name in DELAYS:
        return STATUS_OF_DELAY.get(kind.state or ""), kind.name
    return STATUSES.get(kind.name or ""), kind.name or kind.description


def _score(value: object) -> int | None:
    """A whole number, from a text or an object; other sports' scores (`-14`, `125/3`) are none."""
    if isinstance(value, dict):
        value = value.get("value")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    if not isinstance(value, str | int | float | Decimal) or value == "":
        return None
    try:
        number = parse_number(value)
    except Refusal:
        return None
    return int(number) if number >= 0 and not number % 1 else None
