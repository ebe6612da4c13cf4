"""The changes of one body: in which order they are published, and what their records have in common."""

from datetime import UTC, datetime, timedelta

from a1_resolving.changes import Changes
from a1_resolving.league_state import LeagueState
from a1_resolving.resolution import Change, Resolution
from a1_schemas.source_status import SourceStatus
from a1_schemas.vocabulary import Kind, RemovalReason, SourceReason, SourceState

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TARGET = "odds/odds/nba"


def _rest(price: int) -> bytes:
    return b'"observed_at":null,"removed":null,"price":%d}' % price


def a_status(at: str) -> SourceStatus:
    """The status of a target whose newest content is of this time."""
    return SourceStatus.model_validate(
        {
            "version": 0,
            "changed_at": at,
            "provider": "odds",
            "feed": "odds",
            "league": "nba",
            "target": TARGET,
            "state": SourceState.UP,
            "reason": SourceReason.CONTENT_NEW,
            "last_success_at": at,
            "last_content_at": at,
            "next_poll_at": None,
            "valid_until": at,
        }
    )


class Course:
    """A state that takes one body after the other, a second apart."""

    def __init__(self) -> None:
        self.state = LeagueState("nba")
        self._offset = 0

    def begin(self, topic: str = "raw.odds") -> Changes:
        at = NOON + timedelta(seconds=self._offset)
        changes = Changes(self.state, topic, self._offset, at, TARGET)
        self._offset += 1
        return changes

    def end(self, changes: Changes) -> tuple[Change, ...]:
        found = changes.finish()
        self.state.apply(Resolution(league="nba", changes=found))
        return found

    def write(self, *keys: str, price: int) -> tuple[Change, ...]:
        changes = self.begin()
        for key in keys:
            changes.write_rest(Kind.EVENTS, key, _rest(price))
        return self.end(changes)


def test_kinds_are_published_so_that_what_refers_to_another_record_follows_it_and_statuses_come_last() -> None:
    course = Course()
    changes = course.begin()
    for kind in (Kind.SOURCES, Kind.PROPS, Kind.ODDS, Kind.EVENTS, Kind.LISTINGS):
        changes.write_rest(kind, "key", _rest(1))
    assert [change.kind for change in changes.finish()] == [
        Kind.LISTINGS,
        Kind.EVENTS,
        Kind.ODDS,
        Kind.PROPS,
        Kind.SOURCES,
    ]


def test_records_of_one_body_share_a_stamp_whichever_bodies_changed_them_before() -> None:
    course = Course()
    course.write("one", price=1)
    course.write("two", price=1)
    first, second = (change.record for change in course.write("one", "two", price=2))
    assert first is not None
    assert second is not None
    assert first.stamp is second.stamp
    assert (dict(first.causes), first.changed_at) == ({"raw.odds": 2}, NOON + timedelta(seconds=2))


def test_records_that_other_topics_changed_too_keep_those_causes() -> None:
    course = Course()
    changes = course.begin("raw.espn")
    changes.write_rest(Kind.EVENTS, "a-both", _rest(1))
    course.end(changes)
    both, one = course.write("a-both", "b-one", price=2)
    assert [dict(each.causes) for each in (both, one)] == [{"raw.espn": 0, "raw.odds": 1}, {"raw.odds": 1}]


def test_a_removal_comes_after_what_the_same_body_writes_and_has_another_stamp() -> None:
    course = Course()
    course.write("a-first", "b-second", price=1)
    changes = course.begin()
    changes.remove(Kind.EVENTS, "a-first", RemovalReason.WITHDRAWN)
    changes.write_rest(Kind.EVENTS, "b-second", _rest(2))
    living, removed = course.end(changes)
    assert [(each.key, each.record and each.record.is_removed) for each in (living, removed)] == [
        ("b-second", False),
        ("a-first", True),
    ]


def test_each_body_advances_the_leagues_time_as_the_restored_statuses_do() -> None:
    course = Course()
    for second in range(2):
        changes = course.begin()
        at = f"2026-11-25T12:00:0{second}Z"
        changes.write(Kind.SOURCES, TARGET, a_status(at))
        course.end(changes)
        restored = LeagueState("nba")
        record = course.state.current(Kind.SOURCES, TARGET)
        assert record is not None
        restored.restore(Kind.SOURCES, TARGET, record.value, record.causes)
        assert course.state.now == restored.now == NOON + timedelta(seconds=second)
