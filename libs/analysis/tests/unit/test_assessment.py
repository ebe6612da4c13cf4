"""Judging quotes again only where they changed gives what judging all of them gives."""

import random
from datetime import datetime, timedelta

import msgspec
import pytest

from a1_analysis.assessment import Assessment, Circumstances, assess
from a1_analysis.configuration import built_in
from a1_analysis.quotes import Quote, quotes_of_odds
from a1_schemas import fast
from a1_schemas.analytics_words import RefusalReason
from a1_testkit.canonical import NOW, an_offer

BOOKS = ("betmgm", "betrivers", "draftkings", "fanduel", "williamhill_us")
FEEDS = ("odds", "event-odds")
STEPS = 400
_read = msgspec.json.Decoder(fast.BettingOdds).decode


def a_quote(book: str, *, home: str = "1.91", away: str = "1.95", feed: str = "odds", at: datetime = NOW) -> Quote:
    """The moneyline of a book, as its record says it."""
    target = f"odds/{feed}/nba"
    offer = an_offer(1, book, prices=(home, away), target=target, changed_at=at)
    value = offer.model_copy(update={"observed_at": at, "feed": feed}).model_dump_json().encode()
    [(_, quote)] = quotes_of_odds(f"{offer.event_id}|odds|{feed}|{book}", _read(value), 1, built_in())
    return quote


def seen_at(now: datetime, *, turns: int = 0, up: frozenset[str] = frozenset(), started: bool = False) -> Circumstances:
    targets = {f"odds/{feed}/nba" for feed in FEEDS}
    return Circumstances((), False, started, now, set(up) or targets, targets, turns, built_in())


def drawn(dice: random.Random, book: str, at: datetime) -> Quote:
    home, away = (f"{dice.choice((1.8, 1.9, 1.92, 1.95, 2.0, 2.4)):.2f}" for _ in range(2))
    quote = a_quote(book, home=home, away=away, feed=dice.choice(FEEDS), at=at)
    return msgspec.structs.replace(quote, is_suspended=dice.random() < 0.1)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_kept_is_what_would_be_judged_now(seed: int) -> None:
    dice = random.Random(seed)
    now, turns, started, kept = NOW, 0, False, None
    up = frozenset(f"odds/{feed}/nba" for feed in FEEDS)
    quotes = [drawn(dice, book, now) for book in BOOKS]
    for _ in range(STEPS):
        now += timedelta(seconds=dice.choice((1, 30, 400)))
        turn = dice.random()
        if turn < 0.7:
            place = dice.randrange(len(quotes))
            quotes = [*quotes[:place], drawn(dice, quotes[place].bookmaker, now), *quotes[place + 1 :]]
        elif turn < 0.8:
            up, turns = frozenset(dice.sample(sorted(up | {"odds/odds/nba", "odds/event-odds/nba"}), 1)), turns + 1
        elif turn < 0.9:
            quotes = sorted(
                (drawn(dice, book, now) for book in dice.choices(BOOKS, k=5)), key=lambda each: each.bookmaker
            )
        elif turn < 0.92:
            started = not started
        seen = seen_at(now, turns=turns, up=up, started=started)
        kept = assess(quotes, seen, kept)
        fresh = assess(quotes, seen, None)
        assert (kept.each, kept.chosen, kept.valid_until) == (fresh.each, fresh.chosen, fresh.valid_until)


def after(first: list[Quote], then: list[Quote]) -> Assessment:
    """The judgement of the second quotes by one who has judged the first ones."""
    return assess(then, seen_at(NOW), assess(first, seen_at(NOW), None))


def test_a_quote_that_moves_away_from_the_others_is_an_outlier_at_once_and_no_longer_when_it_returns() -> None:
    near = [a_quote(book) for book in BOOKS[:4]]
    far = [a_quote(BOOKS[0], home="2.60"), *near[1:]]
    assert [reason for _, reason in after(near, far).chosen] == [RefusalReason.OUTLIER, None, None, None]
    assert [reason for _, reason in after(far, near).chosen] == [None] * 4


def test_a_quote_of_another_target_is_judged_with_all_others() -> None:
    one, other = a_quote("fanduel", feed="odds"), a_quote("fanduel", feed="event-odds", home="1.90")
    before = [a_quote("draftkings"), one]
    assert [each.quote for each in after(before, [before[0], other]).chosen] == [before[0], other]


def test_a_quote_that_now_comes_from_a_target_without_a_status_is_left_out() -> None:
    known = a_quote("fanduel")
    unknown = msgspec.structs.replace(known, target="odds/scores/nba")
    assert [each.quote for each in after([a_quote("draftkings"), known], [a_quote("draftkings"), unknown]).chosen] == [
        a_quote("draftkings")
    ]


def test_of_two_reports_of_a_bookmaker_one_counts_where_another_bookmaker_was_before() -> None:
    one = a_quote("fanduel")
    newer = msgspec.structs.replace(one, key="another", observed_at=NOW + timedelta(seconds=1))
    assert [each.quote for each in after([a_quote("draftkings"), one], [newer, one]).chosen] == [newer]
