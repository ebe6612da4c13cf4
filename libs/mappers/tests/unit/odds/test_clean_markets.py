"""What is remembered of the markets of an event: what they were read from decides whether they are read again."""

from datetime import UTC, datetime

import msgspec
import pytest

from a1_mappers.extracted_offers import Market
from a1_mappers.odds import wire
from a1_mappers.odds.clean_markets import CleanMarkets
from a1_mappers.odds.markets import ParsePrice, Sides
from a1_mappers.parsing import parse_american_price, parse_decimal_price

SIDES = Sides("Shelby Owls", "Springfield Foxes", is_soccer=False)
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LINK = "https://sportsbook.draftkings.com/event/1"


def a_read(
    clean: CleanMarkets,
    *,
    bookmaker: str = "draftkings",
    key: str = "h2h",
    price: int = 150,
    link: str | None = None,
    at: datetime | None = NOON,
    parse_price: ParsePrice = parse_decimal_price,
) -> Market | None:
    outcomes = [{"name": "Shelby Owls", "price": price}, {"name": "Springfield Foxes", "price": 120}]
    market = {"key": key, "link": link, "outcomes": outcomes}
    written = msgspec.json.encode({"key": bookmaker, "title": bookmaker, "markets": [market]})
    decoded = msgspec.json.decode(written, type=wire.Bookmaker)
    (found,) = clean.read(decoded, [bytes(each.written_outcomes) for each in decoded.markets], [at], parse_price)
    return found


@pytest.mark.parametrize(
    "other",
    [
        {"price": 160},
        {"link": LINK},
        {"parse_price": parse_american_price},
        {"bookmaker": "fanduel"},
        {"key": "h2h_lay"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_market_is_read_again_where_anything_that_it_follows_from_differs(other: dict[str, object]) -> None:
    clean = CleanMarkets(SIDES)
    first, again, changed = a_read(clean), a_read(clean), a_read(clean, **other)  # pyright: ignore[reportArgumentType]
    assert first is again
    assert changed is not first
    assert changed == a_read(CleanMarkets(SIDES), **other)  # pyright: ignore[reportArgumentType]


def test_a_market_that_stays_has_the_time_of_each_body() -> None:
    clean = CleanMarkets(SIDES)
    times = [NOON, None, NOON.replace(minute=1), NOON.replace(minute=1)]
    found = [market for at in times if (market := a_read(clean, at=at)) is not None]
    assert [market.observed_at for market in found] == times
    assert len({id(market.outcomes) for market in found}) == 1
    assert found[2] is found[3]


def test_a_market_with_a_fault_is_none_each_time() -> None:
    clean = CleanMarkets(SIDES)
    assert a_read(clean) is not None
    assert [a_read(clean, key="no_such_market") for _ in range(2)] == [None, None]
    assert [a_read(clean, price=0) for _ in range(2)] == [None, None]


def test_bookmakers_that_left_are_forgotten() -> None:
    clean = CleanMarkets(SIDES)
    stays, left = a_read(clean), a_read(clean, bookmaker="fanduel")
    clean.keep({"draftkings"})
    assert a_read(clean) is stays
    assert a_read(clean, bookmaker="fanduel") is not left
