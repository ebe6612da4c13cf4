"""Computes a published grade again, from the versions of the game and of the box scores that it names."""

from collections.abc import Iterator

from a1_analysis.grade_book import body_of
from a1_analysis.offered import MarketPlace, bets_of_grade, prop_of
from a1_analysis.proving import Records, Source
from a1_grading.grades import grade_record, prop_grade_record
from a1_grading.profiles import PROFILES
from a1_schemas.grade import Grade
from a1_schemas.player_stats import PlayerStats
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.vocabulary import Kind


def sources_of_grade(published: bytes) -> list[Source]:
    """Return the records that a grade follows from: the game's first, then the box scores."""
    return list(_sources(Grade.model_validate_json(published)))


def recomputed_grade(published: bytes, records: Records) -> tuple[bytes, bytes]:
    """Return what was published, without its version and time, and the same computed again from these records.

    What the game was before a correction is taken as it is published.
    """
    grade = Grade.model_validate_json(published)
    of_game, *of_reports = _sources(grade)
    event = SportingEvent.model_validate_json(records[of_game])
    reports = [PlayerStats.model_validate_json(records[source]) for source in of_reports]
    place, _ = bets_of_grade(grade)
    profile = PROFILES[grade.profile]
    if isinstance(place, MarketPlace):
        again = grade_record(event, place.meaning, {(row.selection, row.line) for row in grade.results}, profile)
    else:
        lines = {row.line for row in grade.results}
        again = prop_grade_record(event, reports, prop_of(place, grade.player_name or ""), lines, profile)
    return body_of(grade), body_of(again.model_copy(update={"corrected": grade.corrected}))


def _sources(grade: Grade) -> Iterator[Source]:
    yield Source(Kind.EVENTS, grade.event_id, grade.evidence.version)
    for each in grade.evidence.figures:
        key = f"{grade.event_id}|{each.provider}|{each.feed}|{each.player_id}"
        yield Source(Kind.PLAYER_STATS, key, each.version)
