from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from a1_historian.changes import Known, Opening
from a1_historian.offers import Place, Quote
from a1_historian.steam import Direction, SteamMove, SteamWatch, direction_of

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
PARTS = ("spread", "game", "including-overtime", "home")


def a_quote(price: str | None, line: str = "-3.5", seconds: float = 0, rung: str | None = None) -> Known:
    at = NOON + timedelta(seconds=seconds)
    number = None if price is None else Decimal(price)
    quote = Quote(Decimal(line), number, None, None, False, None, None)
    place = Place(PARTS, None if rung is None else Decimal(rung))
    return Known(place, quote, None, 1, at, Opening(None, number, None, at), number, number, 1)


def moved(watch: SteamWatch, bookmaker: str, seconds: float, price: str = "1.80") -> SteamMove | None:
    return watch.note("evt", bookmaker, a_quote("1.91"), a_quote(price, seconds=seconds))


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (a_quote("1.91"), a_quote("1.80"), Direction.PRICE_DOWN),
        (a_quote("1.91"), a_quote("2.00"), Direction.PRICE_UP),
        (a_quote("1.91"), a_quote("1.91", "-4"), Direction.LINE_DOWN),
        (a_quote("1.91"), a_quote("1.80", "-3"), Direction.LINE_UP),
        (a_quote("1.91"), a_quote("1.92"), None),
        (a_quote("1.91"), a_quote(None), None),
        (a_quote("1.91", rung="-3.5"), a_quote("1.80", rung="-3.5"), None),
        (None, a_quote("1.80"), None),
    ],
)
def test_a_move_is_two_percent_of_price_or_the_line(
    before: Known | None, after: Known, direction: Direction | None
) -> None:
    assert direction_of(before, after) == direction


def test_three_bookmakers_within_a_minute_are_steam() -> None:
    watch = SteamWatch()
    assert moved(watch, "a", 0) is moved(watch, "b", 30) is None
    found = moved(watch, "c", 60)
    assert found is not None
    assert (found.bookmakers, found.direction) == (("a", "b", "c"), Direction.PRICE_DOWN)
    assert (found.began_at, found.ended_at) == (NOON, NOON + timedelta(seconds=60))


def test_a_third_bookmaker_after_the_minute_is_none() -> None:
    watch = SteamWatch()
    moved(watch, "a", 0)
    moved(watch, "b", 30)
    assert moved(watch, "c", 61) is None


def test_one_bookmaker_counts_once() -> None:
    watch = SteamWatch()
    assert [moved(watch, "a", second) for second in range(5)] == [None] * 5


def test_a_steam_move_goes_on_while_moves_follow_within_a_minute() -> None:
    watch = SteamWatch()
    for second, bookmaker in ((0, "a"), (1, "b"), (2, "c"), (60, "d")):
        moved(watch, bookmaker, second)
    found = moved(watch, "a", 119)
    assert found is not None
    assert (found.began_at, found.ended_at) == (NOON, NOON + timedelta(seconds=119))
    assert found.bookmakers == ("a", "b", "c", "d")
    assert moved(watch, "e", 180) is None


def test_opposite_moves_are_no_steam() -> None:
    watch = SteamWatch()
    moved(watch, "a", 0)
    moved(watch, "b", 1)
    assert moved(watch, "c", 2, price="2.10") is None
