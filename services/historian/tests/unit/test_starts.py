from datetime import UTC, datetime, timedelta

from a1_historian.records import Event, Side
from a1_historian.starts import Game, Start, StartObserved, follow

SCHEDULED = datetime(2026, 11, 29, 19, tzinfo=UTC)


def an_event(status: str, minutes: float = 0) -> Event:
    return Event(
        changed_at=SCHEDULED + timedelta(minutes=minutes),
        event_id="evt",
        league="nba",
        sport="basketball",
        start_time=SCHEDULED,
        status=status,
        home=Side("A"),
        away=Side("B"),
    )


def after(*events: Event) -> Game | None:
    game: Game | None = None
    for version, event in enumerate(events, 1):
        game = follow(game, event, version) or game
    return game


def start_after(*events: Event) -> Start | None:
    game = after(*events)
    return game.start if game else None


def test_the_first_live_record_is_the_start() -> None:
    found = start_after(an_event("scheduled", -60), an_event("live", 4), an_event("live", 9), an_event("final", 150))
    assert found == Start(SCHEDULED + timedelta(minutes=4), StartObserved.LIVE_STATUS, 2)


def test_a_game_that_is_seen_live_soon_after_it_was_due_began_when_it_was_due() -> None:
    found = start_after(an_event("scheduled", -60), an_event("live", 1), an_event("final", 150))
    assert found == Start(SCHEDULED, StartObserved.SCHEDULED_START, 2)


def test_a_game_that_is_seen_live_early_began_then() -> None:
    found = start_after(an_event("scheduled", -60), an_event("live", -1))
    assert found == Start(SCHEDULED - timedelta(minutes=1), StartObserved.LIVE_STATUS, 2)


def test_a_game_that_was_never_seen_live_started_when_it_was_scheduled() -> None:
    found = start_after(an_event("scheduled", -60), an_event("final", 150))
    assert found == Start(SCHEDULED, StartObserved.SCHEDULED_START, 2)


def test_a_game_in_play_or_over_when_first_seen_had_begun() -> None:
    for status in ("live", "suspended", "final"):
        found = start_after(an_event(status, 30))
        assert found is not None
        assert found.observed is StartObserved.ALREADY_BEGUN


def test_a_game_that_was_due_and_is_seen_live_soon_after_it_was_first_seen_had_begun() -> None:
    found = start_after(an_event("scheduled", 10), an_event("live", 12))
    assert found is not None
    assert found.observed is StartObserved.ALREADY_BEGUN


def test_a_game_that_is_seen_live_before_it_is_due_soon_after_it_was_first_seen_had_begun() -> None:
    found = start_after(an_event("scheduled", -10), an_event("live", -9.9))
    assert found is not None
    assert found.observed is StartObserved.ALREADY_BEGUN


def test_a_game_that_became_due_soon_after_it_was_first_seen_was_seen_to_begin() -> None:
    found = start_after(an_event("scheduled", -1), an_event("live", 1))
    assert found == Start(SCHEDULED, StartObserved.SCHEDULED_START, 2)


def test_a_game_whose_start_came_while_a_source_was_asked_was_seen_to_begin() -> None:
    asked_at = SCHEDULED - timedelta(milliseconds=9)
    found = start_after(an_event("scheduled", -1), an_event("live", -0.009 / 60))
    assert found == Start(asked_at, StartObserved.LIVE_STATUS, 2)


def test_a_delayed_game_that_was_seen_scheduled_for_a_while_starts_with_its_live_status() -> None:
    found = start_after(an_event("scheduled", 10), an_event("live", 30))
    assert found == Start(SCHEDULED + timedelta(minutes=30), StartObserved.LIVE_STATUS, 2)


def test_a_postponed_game_has_not_started() -> None:
    assert start_after(an_event("scheduled", -60), an_event("postponed", -5)) is None


def test_a_record_that_is_read_again_changes_nothing() -> None:
    game = after(an_event("scheduled", -60), an_event("live", 4))
    assert game is not None
    assert follow(game, an_event("live", 4), game.version) is None
