import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from a1_ingest_kit.responses import classify
from a1_ingest_prizepicks.app import table
from a1_ingest_prizepicks.client import RULES
from a1_ingest_prizepicks.settings import PrizePicksSettings
from a1_ingest_prizepicks.sources import PAGES, boards, read_pages
from a1_schemas.providers import Provider
from a1_schemas.segment_boards import Segment
from a1_schemas.vocabulary import PollReason
from a1_testkit.recordings import Recording

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def requests_of(owned: tuple[str, ...], bodies: Mapping[str, Any], segments: Sequence[Segment] = ()) -> list[Any]:
    requests: list[Any] = []
    running, found = boards(PrizePicksSettings(segments=segments))(owned, NOW), None
    while True:
        try:
            request = running.send(found)
        except StopIteration:
            return requests
        requests.append(request)
        body = bodies.get(request.name)
        found = request.read(json.dumps(body).encode()) if request.read and body is not None else None


def test_soccer_is_asked_once_for_both_our_leagues() -> None:
    [request] = requests_of(("epl", "mls"), {})
    assert request.params["league_id"] == "82"
    assert [target.name for target in request.targets] == [
        "prizepicks/projections/epl/82",
        "prizepicks/projections/mls/82",
    ]


def test_ids_come_from_the_catalogue_where_it_can_be_had_and_are_known_without_it() -> None:
    catalogue = {"data": [{"id": "777", "type": "league", "attributes": {"name": "NBA"}}]}
    for bodies, expected in (({}, "7"), ({"prizepicks/leagues/multi": catalogue}, "777")):
        listing, board = requests_of(("multi", "nba"), bodies)
        assert listing.feed == "leagues"
        assert board.params["league_id"] == expected


def test_boards_of_parts_of_games_are_asked_for_where_there_are_any() -> None:
    asked = {
        league: [request.params["league_id"] for request in requests_of((league,), {}, tuple(Segment))]
        for league in ("nba", "nhl", "mlb", "epl")
    }
    assert asked == {
        "nba": ["7", "84", "80", "192", "149"],
        "nhl": ["8", "227", "234", "226"],
        "mlb": ["2"],
        "epl": ["82", "242", "243"],
    }


def test_only_the_parts_that_are_set_are_asked_for_and_the_catalogue_knows_their_ids() -> None:
    names = (("NBA1Q", "778"), ("NBA2H", "779"))
    listed = [{"id": board_id, "type": "league", "attributes": {"name": name}} for name, board_id in names]
    bodies = {"prizepicks/leagues/multi": {"data": listed}}
    found = requests_of(("multi", "nba", "ncaam"), bodies, (Segment.FIRST_QUARTER,))
    assert [request.name for request in found[1:]] == [
        "prizepicks/projections/nba/7",
        "prizepicks/projections/nba/778",
        "prizepicks/projections/ncaam/20",
    ]


def test_every_part_is_asked_for_unless_set() -> None:
    running = boards(PrizePicksSettings())(("nba",), NOW)
    assert len(list(running)) == 5


def test_further_pages_are_honoured_within_bounds() -> None:
    board = {"data": [], "meta": {"current_page": 1, "total_pages": 3}}
    names = [request.name for request in requests_of(("nba",), {"prizepicks/projections/nba/7": board})]
    assert names == [f"prizepicks/projections/nba/7{page}" for page in ("", "/2", "/3")]
    assert read_pages(b'{"data": [], "meta": {"total_pages": 100000}}') == PAGES
    assert read_pages(b'{"data": []}') == 1


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (403, b'{"appId": "PX", "blockScript": "/x.js"}', PollReason.BLOCKED),
        (403, b"<html><title>Access to this page has been denied</title></html>", PollReason.BLOCKED),
        (401, b"{}", PollReason.BLOCKED),
        (200, b'<html><div id="px-captcha"></div></html>', PollReason.BLOCKED),
        (200, b'{"appId": "PX", "jsClientSrc": "/x.js"}', PollReason.BLOCKED),
        (200, b"<html>maintenance</html>", PollReason.NOT_JSON),
        (200, b'{"data": []}', None),
        (404, b"{}", PollReason.NOT_FOUND),
    ],
)
def test_a_challenge_is_never_taken_for_a_board_and_stops_the_asking(
    status: int, body: bytes, reason: PollReason | None
) -> None:
    response_class = classify(status, {}, body, RULES)
    assert (None if response_class is None else response_class.reason) == reason
    if reason is PollReason.BLOCKED:
        assert response_class is not None
        assert response_class.pause is not None
        assert not response_class.retry


@pytest.mark.recordings
def test_no_recorded_board_is_taken_for_a_challenge(recordings: list[Recording]) -> None:
    for each in recordings:
        if each.row["provider"] == "prizepicks":
            assert classify(200, {}, each.body, RULES) is None, each.name


def test_the_table_asks_for_the_feeds_of_the_providers_row() -> None:
    asked = {feed for poll_source in table(PrizePicksSettings()) for feed in poll_source.feeds}
    assert asked == set(Provider.PRIZEPICKS.traits.feeds)
