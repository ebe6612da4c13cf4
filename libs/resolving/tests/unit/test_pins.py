"""Decisions about listings take effect at once, persist and can be undone."""

from datetime import timedelta
from decimal import Decimal

import pytest

from a1_schemas.identity_decision import DecisionAction
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind, MatchMethod, RejectReason, RemovalReason, Selection

PIN, SPLIT, UNPIN = DecisionAction.PIN, DecisionAction.SPLIT, DecisionAction.UNPIN
YANKEES, RED_SOX = "New York Yankees", "Boston Red Sox"
LISTED = "listed"


def sources(event):
    return {(source.provider, source.native_id) for source in event.sources}


def event_of(league, provider, native_id):
    [event] = [event for event in league.events() if (provider, native_id) in sources(event)]
    return event


@pytest.fixture
def apart(league, contest, offer):
    """A game listed by ESPN, and the same game on The Odds API with an unrecognised home team."""
    league.see(Provider.ESPN, contest("401"))
    league.see(Provider.ODDS, contest("ab", "The Leprechauns", "Los Angeles Lakers"), offer("ab"))
    assert len(league.events()) == 2
    return league


def test_a_pin_joins_what_names_and_times_keep_apart(apart) -> None:
    espn = event_of(apart, Provider.ESPN, "401")
    apart.decide(PIN, Provider.ODDS, "ab", espn.event_id)
    [event] = apart.events()
    assert event.event_id == espn.event_id
    assert event.home.team_id == "nba-boston-celtics"
    [pinned] = [source for source in event.sources if source.provider is Provider.ODDS]
    assert (pinned.method, pinned.confidence) == (MatchMethod.PINNED, Decimal(1))
    [odds] = apart.living(Kind.ODDS)
    assert odds.startswith(espn.event_id)


def test_the_game_that_a_pin_dissolves_is_told_to_be_merged(apart) -> None:
    lonely = event_of(apart, Provider.ODDS, "ab")
    apart.decide(PIN, Provider.ODDS, "ab", event_of(apart, Provider.ESPN, "401").event_id)
    assert apart.newest(Kind.EVENTS, lonely.event_id).removed is RemovalReason.MERGED
    [event] = apart.events()
    assert lonely.event_id in event.aliases


def test_an_unpinned_listing_leaves_every_record_with_its_earlier_bytes(apart) -> None:
    before = {kind: apart.living(kind) for kind in (Kind.EVENTS, Kind.ODDS, Kind.LISTINGS)}
    apart.decide(PIN, Provider.ODDS, "ab", event_of(apart, Provider.ESPN, "401").event_id)
    apart.decide(UNPIN, Provider.ODDS, "ab")
    for kind, messages in before.items():
        assert without_position(apart.living(kind)) == without_position(messages)


def without_position(messages):
    return {key: message.model_copy(update={"version": 0, "changed_at": None}) for key, message in messages.items()}


def test_a_split_listing_is_a_game_of_its_own_until_it_is_unpinned(league, contest) -> None:
    league.see(Provider.ESPN, contest("401"))
    league.see(Provider.ODDS, contest("ab"))
    [joined] = league.events()
    league.decide(SPLIT, Provider.ODDS, "ab")
    assert [sources(event) for event in league.events()] != [sources(joined)]
    league.see(Provider.ODDS, contest("ab", start=league.tip_off + timedelta(minutes=5)))
    assert len(league.events()) == 2
    league.decide(UNPIN, Provider.ODDS, "ab")
    [again] = league.events()
    assert (again.event_id, sources(again)) == (joined.event_id, sources(joined))


def test_a_pin_wins_over_another_listing_of_its_provider(league_named, contest) -> None:
    league = league_named("mlb")
    late = league.tip_off + timedelta(hours=4)
    league.see(
        Provider.ESPN,
        contest("1", YANKEES, RED_SOX, league="mlb"),
        contest("2", YANKEES, RED_SOX, start=late, league="mlb"),
    )
    league.see(
        Provider.ODDS,
        contest("x", YANKEES, RED_SOX, league="mlb"),
        contest("y", YANKEES, RED_SOX, start=late, league="mlb"),
    )
    league.decide(PIN, Provider.ODDS, "y", event_of(league, Provider.ESPN, "1").event_id)
    league.decide(PIN, Provider.ODDS, "x", event_of(league, Provider.ESPN, "2").event_id)
    assert sources(event_of(league, Provider.ESPN, "1")) == {(Provider.ESPN, "1"), (Provider.ODDS, "y")}
    assert sources(event_of(league, Provider.ESPN, "2")) == {(Provider.ESPN, "2"), (Provider.ODDS, "x")}


def test_other_sources_join_the_game_that_a_listing_is_pinned_to(apart, contest) -> None:
    espn = event_of(apart, Provider.ESPN, "401")
    apart.decide(PIN, Provider.ODDS, "ab", espn.event_id)
    apart.see(Provider.SPORTRADAR, contest("uuid"))
    [event] = apart.events()
    assert len(event.sources) == 3
    assert event.event_id == espn.event_id


def test_a_pinned_listing_that_has_the_sides_the_other_way_round_is_turned(league, contest, offer) -> None:
    league.see(Provider.ESPN, contest("401", "Boston Celtics", "Los Angeles Lakers"))
    league.see(Provider.ODDS, contest("ab", "Los Angeles Lakers", "The Leprechauns"), offer("ab", price="1.80"))
    league.decide(PIN, Provider.ODDS, "ab", event_of(league, Provider.ESPN, "401").event_id)
    [event] = league.events()
    assert event.home.team_id == "nba-boston-celtics"
    [odds] = league.living(Kind.ODDS).values()
    [lakers] = [outcome for outcome in odds.markets[0].outcomes if outcome.selection is Selection.AWAY]
    assert lakers.price == Decimal("1.80")


def test_a_pin_outlives_a_restart_and_follows_its_game_when_it_moves(apart, contest) -> None:
    espn = event_of(apart, Provider.ESPN, "401")
    apart.decide(PIN, Provider.ODDS, "ab", espn.event_id)
    again = apart.restarted()
    again.see(Provider.ESPN, contest("401", start=apart.tip_off + timedelta(days=3)))
    [event] = again.events()
    assert len(event.sources) == 2
    again.see(Provider.ESPN, contest("401", "Utah Jazz", "Los Angeles Lakers"))
    [event] = again.events()
    assert len(event.sources) == 2


def test_a_decision_read_twice_changes_nothing(apart) -> None:
    espn = event_of(apart, Provider.ESPN, "401")
    assert apart.decide(PIN, Provider.ODDS, "ab", espn.event_id).changes
    assert not apart.decide(PIN, Provider.ODDS, "ab", espn.event_id).changes


def test_a_pin_by_an_alias_means_the_game_that_has_it(league, contest) -> None:
    league.see(Provider.ESPN, contest("401"))
    league.see(Provider.SPORTRADAR, contest("uuid"))
    league.see(Provider.ODDS, contest("ab", "The Leprechauns", "Los Angeles Lakers"))
    [alias] = event_of(league, Provider.ESPN, "401").aliases
    league.decide(PIN, Provider.ODDS, "ab", alias)
    [event] = league.events()
    assert len(event.sources) == 3


@pytest.mark.parametrize(
    ("action", "native_id", "event_id", "reason"),
    [
        (SPLIT, "nobody", None, RejectReason.UNKNOWN_LISTING),
        (UNPIN, "nobody", None, RejectReason.UNKNOWN_LISTING),
        (PIN, "ab", "evt_nba_aaaaaaaaaaaaaaaaaaaaaaaaaa", RejectReason.UNKNOWN_EVENT),
    ],
)
def test_a_decision_about_nothing_there_is_is_refused(apart, action, native_id, event_id, reason) -> None:
    outcome = apart.decide(action, Provider.ODDS, native_id, event_id)
    assert outcome.dead_letter.reason is reason
    assert outcome.dead_letter.dead_topic == "raw.operator.dead"
    assert not outcome.changes


def test_two_listings_of_one_provider_cannot_be_pinned_to_one_game(apart, contest) -> None:
    espn = event_of(apart, Provider.ESPN, "401")
    apart.see(Provider.ODDS, contest("cd", "The Banshees", "Los Angeles Lakers"))
    apart.decide(PIN, Provider.ODDS, "ab", espn.event_id)
    outcome = apart.decide(PIN, Provider.ODDS, "cd", espn.event_id)
    assert outcome.dead_letter.reason is RejectReason.CONFLICTING_DECISION


def test_a_listing_cannot_be_pinned_to_what_only_stands_by_it(apart) -> None:
    espn = event_of(apart, Provider.ESPN, "401")
    apart.decide(PIN, Provider.ODDS, "ab", espn.event_id)
    outcome = apart.decide(PIN, Provider.ESPN, "401", espn.event_id)
    assert outcome.dead_letter.reason is RejectReason.CONFLICTING_DECISION


@pytest.mark.parametrize("value", [b"", b"{", b"[]", b"null", b'{"action": "pin"}', b'{"action": "merge"}'])
def test_what_is_no_decision_is_refused(apart, value) -> None:
    outcome = apart.decide_raw(value)
    assert outcome.dead_letter.reason is RejectReason.UNEXPECTED_SHAPE
