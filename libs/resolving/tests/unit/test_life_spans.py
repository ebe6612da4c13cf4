"""Games, articles and targets end when their time is up, once, and with everything that belongs to them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from a1_mappers.extracted import Article, Complete, InjuryReport, Player, PlayerBoxScore, Side, Unchanged
from a1_resolving.league_state import LeagueState
from a1_resolving.life_spans import KEPT_AFTER_REMOVAL, LIFE_SPANS
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, InjuryStatus, Kind, RejectReason, RemovalReason

TICK = timedelta(minutes=1)
HOUR = timedelta(hours=1)
WHOLE = Complete((Kind.LISTINGS,))
BOARD = "espn/scoreboard/nba/today"


def tick(league, at: datetime, **more: object):
    """A body about another game, so that what is due by then ends."""
    other = more.pop("contest")("other", "Denver Nuggets", "Utah Jazz", start=at + timedelta(days=1))
    return league.see(Provider.SPORTRADAR, other, feed="schedule", at=at)


def reasons(league) -> dict[str, RemovalReason | None]:
    """Every record that belongs to the game, by kind and provider, with the reason of its end."""
    newest = {(kind, key): value for kind, key, value, _ in league.log if kind is not Kind.SOURCES}
    return {
        f"{kind} {key}": league.model(kind).model_validate_json(value).removed
        for (kind, key), value in newest.items()
        if value is not None and b"other" not in value and b"Denver" not in value
    }


def play(league, contest: Callable, offer: Callable, status: EventStatus | None = EventStatus.FINAL) -> datetime:
    """A game with a quote and a box score; returns the time of its last body."""
    at = league.tip_off + 3 * HOUR
    league.see(Provider.ESPN, contest("g", status=status), WHOLE, feed="scoreboard", at=at, target=BOARD)
    league.see(Provider.ODDS, contest("o"), offer("o"), at=at)
    line = PlayerBoxScore(
        contest_id="g", league="nba", player=Player(name="Jo Doe"), stats={StatType.POINTS: Decimal(9)}
    )
    league.see(Provider.ESPN, line, feed="summary", at=at)
    return at


@pytest.mark.parametrize("status", [EventStatus.FINAL, EventStatus.CANCELLED])
def test_a_game_and_all_that_belongs_to_it_expires_so_long_after_its_end(league, contest, offer, status) -> None:
    ended_at = play(league, contest, offer, status)
    tick(league, ended_at + LIFE_SPANS.game - TICK, contest=contest)
    assert set(reasons(league).values()) == {None}
    tick(league, ended_at + LIFE_SPANS.game, contest=contest)
    assert len(reasons(league)) == 5
    assert set(reasons(league).values()) == {RemovalReason.EXPIRED}


def test_a_game_whose_end_nobody_reports_expires_so_long_after_its_start(league, contest, offer) -> None:
    play(league, contest, offer, EventStatus.LIVE)
    tick(league, league.tip_off + LIFE_SPANS.game - TICK, contest=contest)
    assert set(reasons(league).values()) == {None}
    tick(league, league.tip_off + LIFE_SPANS.game, contest=contest)
    assert set(reasons(league).values()) == {RemovalReason.EXPIRED}


def test_a_correction_after_the_final_does_not_put_the_end_off(league, contest, offer) -> None:
    ended_at = play(league, contest, offer)
    final = contest("g", status=EventStatus.FINAL, scores=(100, 99))
    league.see(Provider.ESPN, final, WHOLE, feed="scoreboard", at=ended_at + timedelta(days=5), target=BOARD)
    tick(league, ended_at + LIFE_SPANS.game, contest=contest)
    assert set(reasons(league).values()) == {RemovalReason.EXPIRED}


def test_a_game_outlives_a_new_fact_by_two_days(league, contest, offer) -> None:
    ended_at = play(league, contest, offer)
    last = ended_at + LIFE_SPANS.game - HOUR
    final = contest("g", status=EventStatus.FINAL, scores=(100, 99))
    league.see(Provider.ESPN, final, WHOLE, feed="scoreboard", at=last, target=BOARD)
    tick(league, last + LIFE_SPANS.unchanged - TICK, contest=contest)
    assert set(reasons(league).values()) == {None}
    tick(league, last + LIFE_SPANS.unchanged, contest=contest)
    assert set(reasons(league).values()) == {RemovalReason.EXPIRED}


def test_a_game_outlives_a_new_price_by_two_days(league, contest, offer) -> None:
    ended_at = play(league, contest, offer)
    last = ended_at + LIFE_SPANS.game - HOUR
    league.see(Provider.ODDS, contest("o"), offer("o", price="2.5"), at=last)
    tick(league, last + LIFE_SPANS.unchanged - TICK, contest=contest)
    assert set(reasons(league).values()) == {None}
    tick(league, last + LIFE_SPANS.unchanged, contest=contest)
    assert set(reasons(league).values()) == {RemovalReason.EXPIRED}


def test_what_has_expired_becomes_tombstones_after_eight_days(league, contest, offer) -> None:
    end = play(league, contest, offer) + LIFE_SPANS.game
    tick(league, end, contest=contest)
    tick(league, end + KEPT_AFTER_REMOVAL, contest=contest)
    assert reasons(league) == {}


@pytest.mark.parametrize("complete", [(WHOLE,), ()], ids=["whole-list", "part"])
def test_a_board_that_keeps_old_games_lists_none_of_them_again(league, contest, offer, complete) -> None:
    end = play(league, contest, offer) + LIFE_SPANS.game
    tick(league, end, contest=contest)
    for days in range(30):
        at = end + timedelta(days=days, hours=1)
        old = contest("g", status=EventStatus.FINAL, scores=(100 + days, 99))
        outcome = league.see(Provider.ESPN, old, offer("g"), *complete, feed="scoreboard", at=at, target=BOARD)
        assert outcome.rejects == {RejectReason.GAME_EXPIRED: 2} or days > KEPT_AFTER_REMOVAL.days
        assert outcome.dead_letter is None or days > KEPT_AFTER_REMOVAL.days
        tick(league, at + HOUR, contest=contest)
        assert set(reasons(league).values()) <= {RemovalReason.EXPIRED}
    assert reasons(league) == {}
    assert league.state.pieces(BOARD, Kind.ODDS) == {}


def test_a_whole_list_in_which_an_expired_game_is_unchanged_does_not_bring_it_back(league, contest, offer) -> None:
    end = play(league, contest, offer) + LIFE_SPANS.game
    for days in range(3):
        same = Unchanged(Kind.LISTINGS, ("g",))
        league.see(Provider.ESPN, same, WHOLE, feed="scoreboard", at=end + timedelta(days=days), target=BOARD)
        assert set(reasons(league).values()) == {RemovalReason.EXPIRED}


def test_an_expired_game_that_is_to_be_played_again_is_listed_again(league, contest, offer) -> None:
    end = play(league, contest, offer, EventStatus.LIVE) + LIFE_SPANS.game
    tick(league, end, contest=contest)
    moved = contest("g", status=EventStatus.SCHEDULED, start=end + timedelta(days=3))
    league.see(Provider.ESPN, moved, WHOLE, feed="scoreboard", at=end + HOUR, target=BOARD)
    assert reasons(league)["listings espn|nba|g"] is None
    assert [event.status for event in league.events() if event.home.name == "Boston Celtics"] == [EventStatus.SCHEDULED]


def test_a_game_without_a_start_lives_while_a_list_names_it(league, contest) -> None:
    league.see(Provider.ESPN, contest("g", start=None), WHOLE, feed="scoreboard", at=league.noon, target=BOARD)
    tick(league, league.noon + 3 * LIFE_SPANS.game, contest=contest)
    assert set(reasons(league).values()) == {None}
    end_poll(league, BOARD)
    tick(league, league.noon + 3 * LIFE_SPANS.game + TICK, contest=contest)
    assert set(reasons(league).values()) == {RemovalReason.EXPIRED}


def test_nothing_ends_by_age_without_life_spans(league, contest, offer) -> None:
    league.state = LeagueState("nba", spans=None)
    end = play(league, contest, offer) + LIFE_SPANS.game
    tick(league, end + timedelta(days=99), contest=contest)
    assert set(reasons(league).values()) == {None}


def test_a_restored_league_ends_a_game_as_the_league_itself_does(league, contest, offer) -> None:
    end = play(league, contest, offer) + LIFE_SPANS.game
    restored = league.restarted()
    outcomes = [tick(each, end, contest=contest) for each in (league, restored)]
    first, second = ([(change.key, change.value) for change in outcome.changes] for outcome in outcomes)
    assert first == second


@pytest.mark.parametrize("published", [1, 3, 4, 5, 6])
def test_an_end_that_a_crash_left_half_published_is_completed(league, contest, offer, published: int) -> None:
    end = play(league, contest, offer) + LIFE_SPANS.game
    before, offsets = len(league.log), dict(league.offsets)
    tick(league, end, contest=contest)
    restored = league.interrupted(before + published, offsets)
    tick(restored, end, contest=contest)
    assert reasons(restored) == reasons(league)


def end_poll(league, target: str) -> None:
    """Handle the tombstone of a target's poll record."""
    topic = "polls.espn"
    league.offsets[topic] = league.offsets.get(topic, -1) + 1
    outcome = normalize(RawRecord(topic, 0, league.offsets[topic], target.encode(), None, ()), league.state)
    league.state.apply(outcome)
    league.log += [(change.kind, change.key, change.value, dict(change.causes)) for change in outcome.changes]


def test_a_target_ends_with_its_poll_record(league, contest, offer) -> None:
    play(league, contest, offer)
    end_poll(league, BOARD)
    assert BOARD not in league.state.statuses
    assert list(league.state.listed_by(BOARD)) == []
    assert league.newest(Kind.SOURCES, BOARD) is None
    assert league.living(Kind.LISTINGS)["espn|nba|g"].named_by == ()
    restored = league.restarted()
    assert list(restored.state.listed_by(BOARD)) == []
    assert BOARD not in restored.state.statuses


def test_a_second_tombstone_of_a_poll_record_changes_nothing(league, contest, offer) -> None:
    play(league, contest, offer)
    end_poll(league, BOARD)
    handled = len(league.log)
    end_poll(league, BOARD)
    assert len(league.log) == handled


def test_the_injuries_of_a_target_end_with_it(league) -> None:
    target = "espn/injuries/nba"
    report = InjuryReport(
        league="nba",
        team=Side(name="Boston Celtics"),
        player=Player(name="Jo Doe"),
        status=InjuryStatus.OUT,
        native_status="Out",
    )
    league.see(Provider.ESPN, report, Complete((Kind.INJURIES,)), feed="injuries", minutes=0, target=target)
    [key] = league.living(Kind.INJURIES)
    end_poll(league, target)
    assert league.newest(Kind.INJURIES, key).removed is RemovalReason.EXPIRED


def article(native_id: str, **times: datetime | None) -> Article:
    return Article(native_id=native_id, league="nba", headline="A headline", **times)


def test_an_article_expires_so_long_after_it_was_last_modified(league, contest) -> None:
    published, modified = league.noon - timedelta(days=20), league.noon - timedelta(days=10)
    newest = article("a", published_at=published, modified_at=modified)
    league.see(Provider.ESPN, newest, feed="news", at=league.noon)
    [key] = league.living(Kind.NEWS)
    tick(league, modified + LIFE_SPANS.article - TICK, contest=contest)
    assert key in league.living(Kind.NEWS)
    tick(league, modified + LIFE_SPANS.article, contest=contest)
    assert league.newest(Kind.NEWS, key).removed is RemovalReason.EXPIRED


def test_a_feed_that_goes_on_listing_an_old_article_does_not_bring_it_back(league, contest) -> None:
    old = article("a", published_at=league.noon, modified_at=None)
    for days in range(0, 80, 5):
        league.see(Provider.ESPN, old, feed="news", at=league.noon + timedelta(days=days))
        assert bool(league.living(Kind.NEWS)) == (days < LIFE_SPANS.article.days)
    assert [kind for kind, *_ in league.log].count(Kind.NEWS) == 3
