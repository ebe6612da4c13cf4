"""The times that a body may contain: a record outside is refused, and the body then ends nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import msgspec
import pytest

from a1_mappers.extracted import Article, Complete, Extracted, InjuryReport, Player, Side
from a1_mappers.memory import PieceMemory
from a1_resolving.times import LONGEST_AGO, LONGEST_AHEAD, TIMES, Span
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, RejectReason

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LISTED = Complete((Kind.LISTINGS,))


def test_every_time_of_an_extracted_record_is_checked() -> None:
    found = {
        item: tuple(
            field.name
            for field in msgspec.structs.fields(item)
            if {date, datetime} & {field.type, *get_args(field.type)}
        )
        for item in get_args(Extracted)
    }
    assert {item: set(names) for item, names in found.items() if names} == {
        item: set(names) for item, names in TIMES.items()
    }


@pytest.mark.parametrize(
    ("time", "is_inside"),
    [
        (NOON - LONGEST_AGO, True),
        (NOON - LONGEST_AGO - SECOND, False),
        (NOON + LONGEST_AHEAD, True),
        (NOON + LONGEST_AHEAD + SECOND, False),
        (datetime.min.replace(tzinfo=UTC), False),
        (datetime.max.replace(tzinfo=UTC), False),
        (None, True),
    ],
)
def test_a_time_may_lie_fifteen_years_before_and_five_after_its_body(time: datetime | None, *, is_inside: bool) -> None:
    found = Span.around(NOON).outside(Article(native_id="7", league="nba", headline="h", published_at=time))
    assert (found is None) is is_inside
    assert found is None or (found.reason, found.path) == (RejectReason.INVALID_TIME, "7")


@pytest.mark.parametrize(("day", "is_inside"), [(date(2027, 1, 1), True), (date.min, False), (date.max, False)])
def test_a_day_is_held_to_the_same_span(day: date, *, is_inside: bool) -> None:
    side, player = Side(name="s"), Player(name="p")
    report = InjuryReport(
        league="nba", team=side, player=player, status=None, native_status="out", expected_return_on=day
    )
    assert (Span.around(NOON).outside(report) is None) is is_inside


def test_a_body_with_a_game_outside_ends_no_other_game_and_is_read_whole_the_next_time(league, contest) -> None:
    reads: list[bool] = []

    def mapper(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
        reads.append(memory.is_same("y", b"y"))
        yield contest("y")
        yield contest("z", start=datetime.min.replace(tzinfo=UTC))
        yield LISTED

    league.see(Provider.ODDS, contest("x"), LISTED, minutes=0)
    for minutes in (1, 2):
        record = league.record(Provider.ODDS, "feed", league.noon + timedelta(minutes=minutes))
        found = league.read(record, mapper)
        assert found.rejects == {RejectReason.INVALID_TIME: 1}
    assert reads == [False, False]
    listings = league.state.listings.values()
    assert {listing.native_id for listing in listings if listing.unnamed_since is None} == {"x", "y"}
