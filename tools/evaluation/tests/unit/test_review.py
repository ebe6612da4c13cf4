"""What is shown to a person: the doubtful, what it may be, and what was decided already."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from a1_evaluation.review import ReviewReason, to_review
from a1_schemas.leagues import League
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MatchMethod

START = datetime(2026, 11, 25, 23, tzinfo=UTC)
CELTICS = ListingSide(team_id="nba-boston-celtics", name="Boston Celtics")
LAKERS = ListingSide(team_id="nba-los-angeles-lakers", name="Los Angeles Lakers")
JAZZ = ListingSide(team_id="nba-utah-jazz", name="Utah Jazz")
NOBODY = ListingSide(team_id=None, name="The Leprechauns")


def a_listing(
    provider: Provider, home: ListingSide = CELTICS, away: ListingSide = LAKERS, **changes: object
) -> Listing:
    facts: dict[str, object] = {
        "version": 1,
        "changed_at": START,
        "provider": provider,
        "native_id": "1",
        "league": League.NBA,
        "own_id": f"evt_nba_{provider}",
        "event_id": f"evt_nba_{provider}",
        "method": MatchMethod.FIRST,
        "confidence": Decimal(1),
        "first_fetched_at": START,
        "first_start_time": START,
        "first_home": home.team_id,
        "first_away": away.team_id,
        "start_time": START,
        "status": None,
        "home": home,
        "away": away,
        "target": "any",
        "facts_fetched_at": START,
    }
    return Listing.model_validate(facts | changes)


def test_what_is_joined_with_certainty_waits_for_nobody() -> None:
    assert not list(to_review([a_listing(Provider.ESPN), a_listing(Provider.ODDS, event_id="evt_nba_espn")]))


def test_a_torn_listing_is_shown_with_both_games_the_nearest_first() -> None:
    ambiguous = a_listing(Provider.ODDS, method=MatchMethod.REVIEW)
    far = a_listing(Provider.ESPN, native_id="1", event_id="evt_nba_far", start_time=START + timedelta(hours=2))
    near = a_listing(Provider.ESPN, native_id="2", event_id="evt_nba_near", start_time=START + timedelta(hours=1))
    [item] = to_review([far, near, ambiguous])
    assert (item.reason, item.listing) == (ReviewReason.AMBIGUOUS, ambiguous)
    assert [candidate.event_id for candidate in item.candidates] == ["evt_nba_near", "evt_nba_far"]


def test_a_name_that_nobody_knows_is_shown_where_another_game_has_its_opponent() -> None:
    unknown = a_listing(Provider.ODDS, NOBODY)
    [item] = to_review([a_listing(Provider.ESPN), unknown])
    assert (item.reason, item.candidates[0].event_id) == (ReviewReason.UNKNOWN_TEAM, "evt_nba_espn")


def test_a_name_that_nobody_knows_and_that_may_be_nothing_else_is_not_shown() -> None:
    assert not list(to_review([a_listing(Provider.ESPN, JAZZ, CELTICS), a_listing(Provider.ODDS, NOBODY)]))


def test_games_of_the_same_provider_or_of_another_day_are_no_candidates() -> None:
    unknown = a_listing(Provider.ODDS, NOBODY)
    own = a_listing(Provider.ODDS, native_id="2")
    tomorrow = a_listing(Provider.ESPN, start_time=START + timedelta(days=1))
    assert not list(to_review([unknown, own, tomorrow]))


def test_what_people_decided_is_shown_too() -> None:
    pinned = a_listing(Provider.ODDS, pinned="odds|nba|1", method=MatchMethod.PINNED)
    [item] = to_review([pinned])
    assert (item.reason, item.candidates) == (ReviewReason.PINNED, ())


def test_what_has_ended_is_not_shown() -> None:
    assert not list(to_review([a_listing(Provider.ODDS, method=MatchMethod.REVIEW, removed="unnamed")]))
