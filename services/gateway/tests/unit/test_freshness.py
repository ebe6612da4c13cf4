"""Which targets are fresh, and until when."""

from datetime import timedelta

import msgspec
import pytest

from a1_gateway.snapshot.freshness import Freshness
from a1_schemas import fast
from a1_schemas.source_status import SourceStatus
from a1_schemas.vocabulary import SourceReason, SourceState
from a1_testkit.canonical import NOW, a_status

LATER = NOW + timedelta(seconds=61)


def read(status: SourceStatus) -> fast.SourceStatus:
    return msgspec.json.decode(status.model_dump_json(), type=fast.SourceStatus)


def freshness(*statuses: SourceStatus) -> Freshness:
    made = Freshness()
    for status in statuses:
        made.note(status.target, read(status), NOW)
    return made


def test_a_target_nothing_is_known_of_is_not_fresh():
    assert not freshness().is_fresh("espn/news/nba")


def test_a_target_is_fresh_until_its_validity_ends():
    made = freshness(a_status("espn/news/nba"))
    assert made.is_fresh("espn/news/nba")
    assert made.expire(NOW + timedelta(seconds=60)) == []
    assert made.expire(LATER) == ["espn/news/nba"]
    assert not made.is_fresh("espn/news/nba")


def test_a_status_that_was_renewed_does_not_expire_with_the_old_one():
    made = freshness(a_status("espn/news/nba"), a_status("espn/news/nba", valid_until=NOW + timedelta(seconds=120)))
    assert made.expire(LATER) == []
    assert made.is_fresh("espn/news/nba")


@pytest.mark.parametrize("state", [SourceState.UP, SourceState.DELAYED, SourceState.RECOVERING])
def test_only_down_is_stale(state: SourceState):
    assert freshness(a_status("espn/news/nba", state=state)).is_fresh("espn/news/nba")


def test_down_is_stale():
    assert not freshness(a_status("espn/news/nba", state=SourceState.DOWN)).is_fresh("espn/news/nba")


def test_an_expired_feed_is_down_for_want_of_a_heartbeat():
    (row,) = freshness(a_status("espn/news/nba")).rolled_up(LATER)
    assert (row.state, row.reason) == ("down", "no-heartbeat")
    assert row.last_success_at == NOW


def test_a_feed_is_as_bad_as_its_worst_valid_target():
    (row,) = freshness(
        a_status("odds/event-odds/nba/1"),
        a_status("odds/event-odds/nba/2", state=SourceState.DOWN, reason=SourceReason.NOT_FOUND),
    ).rolled_up(NOW)
    assert (row.state, row.reason) == ("down", "not-found")


def test_a_living_target_hides_no_dead_one():
    (row,) = freshness(
        a_status("espn/scoreboard/nba/20261124"),
        a_status("espn/scoreboard/nba/20261125", valid_until=NOW - timedelta(seconds=1)),
    ).rolled_up(NOW)
    assert (row.state, row.reason) == ("down", "no-heartbeat")


@pytest.mark.parametrize("ago", [timedelta(), timedelta(days=9)])
def test_targets_that_are_no_longer_asked_for_do_not_count_beside_another(ago: timedelta):
    past = a_status(
        "espn/scoreboard/nba/20261124",
        state=SourceState.DOWN,
        reason=SourceReason.DISABLED,
        valid_until=NOW + timedelta(days=8) - ago,
    )
    (row,) = freshness(past, a_status("espn/scoreboard/nba/20261125")).rolled_up(NOW)
    assert row.state == "up"


def test_rows_are_one_for_each_provider_and_feed_in_order():
    made = freshness(a_status("odds/odds/nba"), a_status("espn/news/nba"), a_status("espn/injuries/nba"))
    assert [(row.provider, row.feed) for row in made.rolled_up(NOW)] == [
        ("espn", "injuries"),
        ("espn", "news"),
        ("odds", "odds"),
    ]


def test_what_an_etag_covers_holds_no_times():
    (before,) = freshness(a_status("espn/news/nba")).rolled_up(NOW)
    (after,) = freshness(a_status("espn/news/nba", valid_until=LATER, last_success_at=LATER)).rolled_up(NOW)
    assert before != after
    assert before.believed == after.believed


def test_a_state_of_a_newer_writer_is_fresh_and_counts_as_delayed():
    made = Freshness()
    made.note("espn/news/nba", msgspec.structs.replace(read(a_status("espn/news/nba")), state="newer-word"), NOW)
    assert made.is_fresh("espn/news/nba")
    assert [row.state for row in made.rolled_up(NOW)] == ["delayed"]
