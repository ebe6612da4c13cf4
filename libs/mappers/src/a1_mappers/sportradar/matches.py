"""Matches of the general sport products (soccer v3 and v4, tennis) as contests."""

import msgspec

from a1_mappers.extracted import Contest, Reject, Side
from a1_mappers.parsing import (
    ParseError,
    parse_number,
    parse_optional_time,
    parse_side_name,
    parse_text,
)
from a1_mappers.sportradar import wire
from a1_mappers.sportradar.games import start_of
from a1_mappers.sportradar.match_progress import BEGUN, is_contradicted, progress_of, round_of
from a1_mappers.sportradar.setting import season_of, venue_of
from a1_mappers.sportradar.vocabulary import MATCH_STATUSES, competition_of, number_of
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus, RejectReason


def contest_of(
    match: wire.Match, headers: RawHeaders, path: str, generated_at: str | None = None
) -> tuple[Contest | None, list[Reject]]:
    """Return the contest, if any, and a reject for each part that is not understood."""
    event = match.sport_event
    sides = _sides(event.competitors)
    if sides is None:
        return None, [Reject(RejectReason.NOT_A_CONTEST, path, f"{len(event.competitors)} competitors")]
    native_status = match.sport_event_status.status if match.sport_event_status else event.status
    status = MATCH_STATUSES.get(native_status or "")
    if match.sport_event_status is not None and is_contradicted(match.sport_event_status, status):
        native_status = f"{native_status}, {match.sport_event_status.match_status}"
        status = None
    rejects: list[Reject] = []
    if status is None and native_status is not None:
        rejects.append(Reject(RejectReason.UNKNOWN_STATUS, f"{path}.sport_event_status", native_status[:100]))
    try:
        contest = _contest(match, sides, status, native_status, league_of_match(event, headers))
        return msgspec.structs.replace(contest, observed_at=parse_optional_time(generated_at)), rejects
    except ParseError as error:
        return None, [*rejects, error.at(path)]


def league_of_match(event: wire.SportEvent, headers: RawHeaders) -> str:
    """Return the league of the match's competition."""
    context = event.sport_event_context
    competition = (context.competition if context else None) or event.tournament or wire.Named()
    return competition_of(competition.id, competition.name, headers)


def _contest(
    match: wire.Match,
    sides: tuple[wire.Competitor, wire.Competitor],
    status: EventStatus | None,
    native_status: str | None,
    league: str,
) -> Contest:
    event, state = match.sport_event, match.sport_event_status or wire.MatchStatus()
    home, away = sides
    has_begun = status in BEGUN
    start_time, has_time = start_of(event.start_time or event.scheduled)
    conditions = match.sport_event_conditions or event.sport_event_conditions or wire.Conditions()
    venue = event.venue or conditions.venue
    number = number_of(event.id)
    return Contest(
        native_id=event.id,
        league=league,
        home=_side(home, state.home_score if has_begun else None),
        away=_side(away, state.away_score if has_begun else None),
        sides_ordered=home.qualifier == "home",
        start_time=start_time,
        start_time_confirmed=has_time and not event.start_time_tbd and event.start_time_confirmed is not False,
        status=status,
        native_status=native_status,
        venue=venue_of(venue),
        neutral_site=conditions.ground.neutral if conditions.ground else None,
        also_ids=(number,) if number else (),
        season=season_of(event.season or (event.sport_event_context or wire.Context()).season),
        round=round_of(event),
        **progress_of(match, league, status),
    )


def _sides(competitors: list[wire.Competitor]) -> tuple[wire.Competitor, wire.Competitor] | None:
    if len(competitors) != 2:
        return None
    first, second = competitors
    return (second, first) if first.qualifier == "away" or second.qualifier == "home" else (first, second)


def _side(competitor: wire.Competitor, score: object) -> Side:
    number = None if score is None or score == "" else parse_number(score)
    return Side(
        name=parse_side_name(competitor.name),
        native_id=competitor.id,
        abbreviation=parse_text(competitor.abbreviation),
        score=None if number is None or number % 1 else int(number),
    )
