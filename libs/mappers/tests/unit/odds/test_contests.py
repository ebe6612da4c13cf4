"""Games as listed, and their status from scores."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from a1_mappers.extracted import Complete, Contest, Extracted, Reject, TeamEntry, Unchanged
from a1_mappers.league_entry import LeagueEntry
from a1_mappers.memory import PieceMemory
from a1_schemas.vocabulary import EventStatus, Kind, RejectReason

Read = Callable[..., list[Extracted]]
Build = Callable[..., dict[str, Any]]


def only_contest(extracted: list[Extracted]) -> Contest:
    (contest,) = (item for item in extracted if isinstance(item, Contest))
    return contest


def test_a_listed_game_has_no_status_for_nothing_tells_whether_it_runs(read: Read, event: Build) -> None:
    contest = only_contest(read([event()], feed="events"))
    assert (contest.league, contest.status, contest.sides_ordered) == ("nba", None, True)
    assert contest.start_time == datetime(2026, 11, 25, 23, 30, tzinfo=UTC)


def test_a_start_can_be_seconds_since_1970(read: Read, event: Build) -> None:
    contest = only_contest(read([event(commence_time=1_795_649_400)], feed="events"))
    assert contest.start_time == datetime(2026, 11, 25, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("completed", "scores", "status"),
    [
        (False, None, None),
        (False, [{"name": "Springfield Foxes", "score": "4"}, {"name": "Shelby Owls", "score": "7"}], EventStatus.LIVE),
        (True, [{"name": "Shelby Owls", "score": "7"}, {"name": "Springfield Foxes", "score": "4"}], EventStatus.FINAL),
    ],
)
def test_scores_are_texts_in_any_order_and_tell_the_status(
    read: Read, event: Build, completed: bool, scores: object, status: EventStatus | None
) -> None:
    contest = only_contest(read([event(completed=completed, scores=scores)], feed="scores"))
    assert contest.status is status
    assert (contest.home.score, contest.away.score) == ((7, 4) if scores else (None, None))


def test_events_are_the_complete_list_and_scores_a_window(read: Read, event: Build) -> None:
    assert read([event()], feed="events")[-1] == Complete((Kind.LISTINGS,))
    assert not any(isinstance(each, Complete) for each in read([event()], feed="scores"))


def test_a_board_of_all_sports_says_of_each_game_which_league_it_is(read: Read, event: Build) -> None:
    keys = ["soccer_epl", "icehockey_nhl", "cricket_big_bash"]
    extracted = read([event(id=key, sport_key=key) for key in keys])
    assert [each.league for each in extracted if isinstance(each, Contest)] == ["epl", "nhl", "cricket-big-bash"]


def test_a_game_of_the_same_bytes_is_not_read_again(read: Read, event: Build) -> None:
    memory = PieceMemory()
    read([event()], feed="events", memory=memory)
    memory.keep()
    assert read([event()], feed="events", memory=memory)[0] == Unchanged(Kind.LISTINGS, ("0a1b",))


def test_of_two_games_of_one_id_the_first_is_read_whenever_the_body_comes(read: Read, event: Build) -> None:
    memory = PieceMemory()
    body = [event(), event(home_team="Ogdenville Bears")]
    refused = Reject(RejectReason.DUPLICATE_RECORD, "$[1]", "0a1b")
    first, *more = read(body, feed="scores", memory=memory)
    assert (only_contest([first]).home.name, more) == ("Shelby Owls", [refused])
    memory.keep()
    assert read(body, feed="scores", memory=memory) == [Unchanged(Kind.LISTINGS, ("0a1b",)), refused]


def test_the_catalogue_names_every_sport(read: Read) -> None:
    sport = {"key": "basketball_nba", "group": "Basketball", "title": "NBA", "active": False, "has_outrights": False}
    assert read([sport], feed="sports") == [LeagueEntry(native_id="basketball_nba", name="NBA", is_active=False)]


def test_a_refused_event_is_refused_again_when_its_bytes_come_again(read: Read, event: Build) -> None:
    memory = PieceMemory()
    wrong = event(commence_time="soon")
    first = read([wrong], feed="events", memory=memory)
    memory.keep()
    assert read([wrong], feed="events", memory=memory) == first


@pytest.mark.parametrize("feed", ["events", "odds", "event-odds"])
@pytest.mark.parametrize("body", [{"message": "Unknown sport", "error_code": "UNKNOWN_SPORT"}, "x", [{"id": 7}]])
def test_what_is_no_list_of_games_ends_none(read: Read, feed: str, body: object) -> None:
    assert not any(isinstance(each, Complete) for each in read(body, feed=feed))


@pytest.mark.parametrize("feed", ["events", "odds"])
def test_a_list_with_a_game_that_cannot_be_read_ends_none(read: Read, event: Build, feed: str) -> None:
    extracted = read([event(), event(id="2", commence_time="soon")], feed=feed)
    assert any(isinstance(each, Contest) for each in extracted)
    assert not any(isinstance(each, Complete) for each in extracted)


def test_a_board_with_a_bookmaker_that_cannot_be_read_ends_none(read: Read, event: Build) -> None:
    assert not any(isinstance(each, Complete) for each in read([event(bookmakers=[{"key": 7}])]))


def test_the_markets_of_a_game_are_no_offers(read: Read, event: Build) -> None:
    seen = {"key": "fanduel", "title": "FanDuel", "markets": [{"key": "h2h", "last_update": "2026-11-25T12:00:00Z"}]}
    (contest,) = read(event(bookmakers=[seen]), feed="event-markets")
    assert isinstance(contest, Contest)
    assert contest.native_id == event()["id"]


def test_participants_are_teams_of_the_sport_that_was_asked_for(read: Read) -> None:
    entry, reject = read([{"id": "par_1", "full_name": "Shelby Owls"}, {"id": "par_2"}], feed="participants")
    assert isinstance(entry, TeamEntry)
    assert (entry.league, entry.team.name, entry.team.native_id) == ("nba", "Shelby Owls", "par_1")
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.UNEXPECTED_SHAPE
