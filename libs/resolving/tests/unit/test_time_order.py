"""What arrives late, and what one target says after another, never undoes what is newer."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from a1_mappers.extracted import Complete, Contest, Extracted, Unchanged
from a1_mappers.extracted_offers import Offer
from a1_mappers.memory import PieceMemory
from a1_mappers.registry import Mapper
from a1_resolving.resolution import Resolution
from a1_schemas.betting_odds import BettingOdds
from a1_schemas.game_facts import PeriodScore
from a1_schemas.game_words import PeriodType
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus, Kind, PollOutcome, Selection, SourceReason, SourceState

LISTED = Complete((Kind.LISTINGS,))
OFFERED = Complete((Kind.LISTINGS, Kind.ODDS))
SCOREBOARD, SUMMARY = "espn/scoreboard/nba", "espn/summary/nba/401"
US, EU = "odds/odds/nba/us", "odds/odds/nba/eu"

Build = Callable[..., Contest]


def test_older_facts_of_another_target_change_nothing_of_a_listing(league, contest: Build) -> None:
    final = contest("401", status=EventStatus.FINAL, scores=(99, 98))
    live = contest("401", start=league.tip_off + timedelta(hours=1), status=EventStatus.LIVE, scores=(50, 51))
    league.see(Provider.ESPN, final, target=SCOREBOARD, minutes=10)
    outcome = league.see(Provider.ESPN, live, feed="summary", target=SUMMARY, minutes=9)
    assert not outcome.is_late
    assert [change.kind for change in outcome.changes] == [Kind.SOURCES]
    [event] = league.events()
    assert (event.status, event.home.score, event.away.score) == (EventStatus.FINAL, 99, 98)
    assert event.start_time == league.tip_off


def periods(*points: tuple[int, int]) -> tuple[PeriodScore, ...]:
    return tuple(
        PeriodScore(number=number, type=PeriodType.REGULAR, label=f"Q{number}", home=home, away=away)
        for number, (home, away) in enumerate(points, 1)
    )


@pytest.mark.parametrize(
    ("older", "expected"),
    [
        ({"scores": (50, 51), "periods": periods((30, 31), (20, 20))}, periods((30, 31), (20, 20))),
        ({"scores": (50, 49), "periods": periods((30, 29), (20, 20))}, periods((30, 31))),
        ({"scores": (50, 51), "periods": periods()}, periods((30, 31))),
        ({"scores": (50, 51), "status": EventStatus.FINAL, "periods": periods((50, 51))}, periods((30, 31))),
    ],
    ids=("the known score", "another score", "fewer periods", "another status"),
)
def test_an_older_line_score_is_taken_where_it_belongs_to_the_known_score(
    league, contest: Build, older: dict[str, Any], expected: tuple[PeriodScore, ...]
) -> None:
    first = contest("401", status=EventStatus.LIVE, scores=(30, 31), periods=periods((30, 31)))
    league.see(Provider.ESPN, first, feed="summary", target=SUMMARY, minutes=8)
    board = contest("401", status=EventStatus.LIVE, scores=(50, 51))
    league.see(Provider.ESPN, board, target=SCOREBOARD, minutes=10)
    summary = contest("401", **({"status": EventStatus.LIVE} | older))
    league.see(Provider.ESPN, summary, feed="summary", target=SUMMARY, minutes=9)
    [event] = league.events()
    assert (event.home.score, event.away.score, event.periods) == (50, 51, expected)
    [listing] = league.living(Kind.LISTINGS).values()
    assert listing.facts_fetched_at == league.noon + timedelta(minutes=10)


def test_newer_facts_of_another_target_are_the_listings_own(league, contest: Build) -> None:
    league.see(Provider.ESPN, contest("401", status=EventStatus.LIVE, scores=(50, 51)), target=SCOREBOARD, minutes=9)
    final = contest("401", status=EventStatus.FINAL, scores=(99, 98))
    league.see(Provider.ESPN, final, feed="summary", target=SUMMARY, minutes=10)
    [event] = league.events()
    assert (event.status, event.home.score, event.away.score) == (EventStatus.FINAL, 99, 98)


@pytest.mark.parametrize(("behind", "score"), [(2.0, 50), (2.1, 60)])
def test_a_live_source_two_minutes_behind_another_no_longer_gives_the_score(
    league, contest: Build, behind: float, score: int
) -> None:
    first, second = sorted((Provider.SPORTRADAR, Provider.ESPN), key=lambda provider: provider.traits.event_precedence)
    league.see(first, contest("a", status=EventStatus.LIVE, scores=(50, 51)), LISTED, minutes=10)
    league.see(second, contest("b", status=EventStatus.LIVE, scores=(60, 61)), LISTED, minutes=10 + behind)
    [event] = league.events()
    assert (event.status, event.home.score) == (EventStatus.LIVE, score)


def test_a_final_score_of_the_better_source_grows_never_old(league, contest: Build) -> None:
    first, second = sorted((Provider.SPORTRADAR, Provider.ESPN), key=lambda provider: provider.traits.event_precedence)
    league.see(first, contest("a", status=EventStatus.FINAL, scores=(50, 51)), LISTED, minutes=10)
    league.see(second, contest("b", status=EventStatus.FINAL, scores=(60, 61)), LISTED, minutes=60)
    [event] = league.events()
    assert event.home.score == 50


def remembering(contest: Contest, *offers: Offer) -> Mapper:
    """A mapper that passes over what its target's last body said, as the hot feeds do."""

    def mapped(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
        if memory.is_same(contest.native_id, repr((contest, offers)).encode()):
            yield Unchanged(Kind.LISTINGS, (contest.native_id,))
            yield from (Unchanged(Kind.ODDS, (contest.native_id, offer.bookmaker)) for offer in offers)
        else:
            yield contest
            yield from offers
        yield OFFERED

    return mapped


def quote(league, target: str, mapper: Mapper, minutes: float) -> Resolution:
    record = league.record(Provider.ODDS, "odds", league.noon + timedelta(minutes=minutes), target)
    return league.read(record, mapper)


def home_price(league) -> Decimal:
    [odds] = league.living(Kind.ODDS).values()
    assert isinstance(odds, BettingOdds)
    return next(outcome.price for outcome in odds.markets[0].outcomes if outcome.selection is Selection.HOME)


def test_a_body_repeated_after_another_target_wrote_the_same_offer_is_read_whole(
    league, contest: Build, offer: Callable[..., Offer]
) -> None:
    by_us = remembering(contest("x"), offer("x", price="1.80"))
    by_eu = remembering(contest("x"), offer("x", price="1.70"))
    quote(league, US, by_us, 0)
    quote(league, EU, by_eu, 1)
    assert home_price(league) == Decimal("1.70")
    quote(league, US, by_us, 2)
    assert home_price(league) == Decimal("1.80")


def test_a_listing_repeated_after_another_target_changed_it_is_as_after_a_restart(league, contest: Build) -> None:
    early, late = remembering(contest("x")), remembering(contest("x", start=league.tip_off + timedelta(minutes=30)))
    quote(league, US, early, 0)
    quote(league, EU, late, 1)
    restarted = league.restarted()
    for each in (league, restarted):
        quote(each, US, early, 2)
    assert league.events()[0].start_time == restarted.events()[0].start_time


def test_a_body_repeated_by_its_own_target_is_passed_over(league, contest: Build, offer: Callable[..., Offer]) -> None:
    quote(league, US, remembering(contest("x"), offer("x", price="1.80")), 0)
    mapper = remembering(contest("x"), offer("x", price="1.70"))
    assert quote(league, US, mapper, 1).mapped["Offer"] == 1
    repeated = quote(league, US, mapper, 2)
    assert (repeated.mapped["Offer"], repeated.mapped["Unchanged"]) == (0, 2)
    assert home_price(league) == Decimal("1.70")


def broken(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
    raise ZeroDivisionError
    yield


def poll(league, outcome: PollOutcome, minutes: float) -> None:
    at = league.noon + timedelta(minutes=minutes)
    record = PollRecord(
        provider=Provider.ODDS,
        feed="odds",
        league="nba",
        target=US,
        outcome=outcome,
        valid_until=at + timedelta(minutes=1),
        fetched_at=at,
    )
    raw = league.record(Provider.ODDS, "odds", at, US)._replace(
        topic="polls.odds", value=record.model_dump_json().encode(), headers=()
    )
    league.read(raw)


def status_of(league) -> tuple[SourceState, SourceReason]:
    status = league.newest(Kind.SOURCES, US)
    return status.state, status.reason


def test_a_body_that_its_mapper_failed_on_keeps_its_target_delayed_until_another_body(
    league, contest: Build, offer: Callable[..., Offer]
) -> None:
    mapping_failed = (SourceState.DELAYED, SourceReason.MAPPING_FAILED)
    quote(league, US, broken, 0)
    assert status_of(league) == mapping_failed
    for minutes in (1, 2, 3):
        poll(league, PollOutcome.UNCHANGED, minutes)
        assert status_of(league) == mapping_failed
    quote(league, US, remembering(contest("x"), offer("x")), 4)
    assert status_of(league) == (SourceState.UP, SourceReason.CONTENT_NEW)
    poll(league, PollOutcome.UNCHANGED, 5)
    assert status_of(league) == (SourceState.UP, SourceReason.CONTENT_UNCHANGED)


def test_a_late_body_is_late_after_a_restart_too(league, contest: Build, offer: Callable[..., Offer]) -> None:
    league.see(Provider.ODDS, contest("x"), offer("x", price="1.80"), OFFERED, minutes=10)
    restarted = league.restarted()
    outcome = restarted.see(Provider.ODDS, contest("x"), offer("x", price="1.70"), OFFERED, minutes=9)
    assert outcome.is_late
    assert outcome.changes == ()


def test_a_record_read_again_after_its_restart_writes_nothing(league, contest: Build, offer) -> None:
    record = league.record(Provider.ODDS, "feed", league.noon)
    first = (contest("x"), offer("x", price="1.80"), OFFERED)
    assert league.handle(record, first).changes
    again = league.restarted()
    assert again.handle(record, (contest("x"), offer("x", price="1.70"), OFFERED)).changes == ()
