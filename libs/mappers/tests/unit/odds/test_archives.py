"""Historical answers and error bodies of The Odds API."""

from collections.abc import Callable
from typing import Any

import pytest

from a1_mappers.extracted import Complete, Extracted, Prop, Reject, Unchanged
from a1_mappers.extracted_offers import Offer
from a1_mappers.memory import PieceMemory
from a1_schemas.vocabulary import Kind, RejectReason

Read = Callable[..., list[Extracted]]
Build = Callable[..., dict[str, Any]]


@pytest.fixture
def an_event(event: Build, book: Build, outcome: Build) -> dict[str, Any]:
    points = [outcome("Over", 1.8, description="Ada Lee", point=9.5)]
    return event(book(h2h=[outcome("Shelby Owls", 1.9)], player_points=points))


def archived(data: object) -> dict[str, object]:
    return {
        "timestamp": "2026-11-25T12:00:00Z",
        "previous_timestamp": "2026-11-25T11:55:00Z",
        "next_timestamp": "2026-11-25T12:05:00Z",
        "data": data,
    }


def test_an_archived_event_gives_what_the_event_gives(read: Read, an_event: dict[str, Any]) -> None:
    found = read(archived(an_event), feed="historical-event-odds")
    assert found == read(an_event, feed="event-odds")
    assert len([each for each in found if isinstance(each, Offer)]) == 1
    assert len([each for each in found if isinstance(each, Prop)]) == 1
    assert found[-1] == Complete((Kind.ODDS, Kind.PROPS))


def test_archived_odds_give_what_the_odds_give(read: Read, an_event: dict[str, Any]) -> None:
    found = read(archived([an_event]), feed="historical-odds")
    assert found == read([an_event], feed="odds")
    assert found[-1] == Complete((Kind.LISTINGS, Kind.ODDS))


def test_an_archived_event_of_the_same_bytes_is_passed_over(read: Read, an_event: dict[str, Any]) -> None:
    memory = PieceMemory()
    read(archived(an_event), feed="historical-event-odds", memory=memory)
    memory.keep()
    later = archived(an_event) | {"timestamp": "2026-11-25T12:05:00Z"}
    assert read(later, feed="historical-event-odds", memory=memory) == [
        Unchanged(Kind.LISTINGS, ("0a1b",)),
        Unchanged(Kind.ODDS, ("0a1b", "somebook")),
        Unchanged(Kind.PROPS, ("0a1b", "somebook")),
        Complete((Kind.ODDS, Kind.PROPS)),
    ]


@pytest.mark.parametrize("feed", ["historical-odds", "historical-event-odds"])
@pytest.mark.parametrize("data", [None, "text", 7, [[]]])
def test_an_archive_of_another_shape_completes_nothing(read: Read, feed: str, data: object) -> None:
    (reject,) = read(archived(data), feed=feed)
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.UNEXPECTED_SHAPE


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"message": "No such key.", "error_code": "INVALID_KEY"}, "INVALID_KEY: No such key."),
        ({"message": "No such key."}, '{"message": "No such key."}'),
        (b"<html>Bad gateway</html>", "<html>Bad gateway</html>"),
    ],
)
def test_an_error_body_is_one_reject_with_what_it_says(read: Read, body: object, detail: str) -> None:
    assert read(body, feed="error") == [Reject(RejectReason.ERROR_BODY, "$", detail)]


@pytest.mark.parametrize("feed", ["odds", "events", "scores", "event-odds", "historical-event-odds", "sports"])
def test_an_error_in_place_of_an_answer_is_named_by_its_code(read: Read, feed: str) -> None:
    body = {"message": "No such key.", "error_code": "INVALID_KEY"}
    assert read(body, feed=feed) == [Reject(RejectReason.ERROR_BODY, "$", "INVALID_KEY: No such key.")]
