"""Times, keys and dues that every resolver relies on."""

from datetime import UTC, datetime, timedelta, timezone

from a1_resolving.body import in_utc, listing_key
from a1_resolving.league_state import LeagueState
from a1_resolving.life_spans import KEPT_AFTER_REMOVAL
from a1_schemas.vocabulary import Kind, RemovalReason
from a1_testkit.canonical import NOW, an_article

TICK = timedelta(microseconds=1)


def test_a_time_is_the_same_instant_in_utc() -> None:
    eastern = datetime(2026, 11, 25, 19, tzinfo=timezone(timedelta(hours=-5)))
    found = in_utc(eastern)
    assert found == datetime(2026, 11, 26, 0, tzinfo=UTC)
    assert found is not None
    assert found.tzinfo is UTC
    assert in_utc(None) is None


def test_a_listings_key_has_provider_league_and_id() -> None:
    assert listing_key("espn", "nba", "401") == "espn|nba|401"


def test_a_removed_record_falls_due_when_its_notice_has_been_kept_long_enough() -> None:
    state = LeagueState("nba")
    removed = an_article().model_copy(update={"removed": RemovalReason.EXPIRED})
    state.restore(Kind.NEWS, "espn|1", removed.model_dump_json().encode(), {"raw.espn": 7})
    due_at = NOW + KEPT_AFTER_REMOVAL
    assert state.due(due_at - TICK) == []
    assert state.due(due_at) == [(Kind.NEWS, "espn|1")]
    assert state.due(due_at + TICK) == [(Kind.NEWS, "espn|1")]


def test_a_living_record_without_a_life_span_falls_due_never() -> None:
    state = LeagueState("nba", spans=None)
    state.restore(Kind.NEWS, "espn|1", an_article().model_dump_json().encode(), {"raw.espn": 7})
    assert state.due(NOW + KEPT_AFTER_REMOVAL * 99) == []
