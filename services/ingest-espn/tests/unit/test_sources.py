import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from a1_ingest_espn import client
from a1_ingest_espn.app import table
from a1_ingest_espn.metrics import EspnMetrics
from a1_ingest_espn.settings import EspnSettings
from a1_ingest_espn.sources import board_cadence, games, listing, read_board
from a1_ingest_espn.team_sources import teams
from a1_schemas.leagues import League
from a1_schemas.providers import Provider

NOW = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)  # still the 25th in New York


def an_event(native_id: str, state: str, *, completed: bool = False, starts_at: datetime = NOW) -> dict[str, Any]:
    return {
        "id": native_id,
        "date": f"{starts_at:%Y-%m-%dT%H:%MZ}",
        "status": {"type": {"state": state, "completed": completed, "name": "STATUS_X"}},
    }


def a_board(*events: dict[str, Any]) -> bytes:
    return json.dumps({"leagues": [], "events": list(events)}).encode()


def requests_of(source: Callable[..., Any], leagues: Sequence[str], bodies: Mapping[Any, Any]) -> list[Any]:
    """Every request of one pass, each sent what it reads from the body for its target."""
    requests: list[Any] = []
    running, found = source(leagues, NOW), None
    while True:
        try:
            request = running.send(found)
        except StopIteration:
            return requests
        requests.append(request)
        body = bodies.get(request.name)
        found = request.read(body) if request.read and body else None


def test_boards_of_three_eastern_days_are_asked_and_games_that_are_on_or_over_behind_them() -> None:
    board = a_board(
        an_event("1", "in"),
        an_event("2", "post", completed=True),
        an_event("3", "post", completed=False),
        an_event("4", "pre"),
    )
    source = games(EspnSettings(), EspnMetrics(CollectorRegistry()))
    names = [request.name for request in requests_of(source, ("nba",), {"espn/scoreboard/nba/20261125": board})]
    assert names == [
        "espn/scoreboard/nba/20261125",
        "espn/summary/nba/1",
        "espn/summary/nba/2",
        "espn/scoreboard/nba/20261124",
        "espn/scoreboard/nba/20261126",
    ]


def test_a_board_that_cannot_be_had_stops_neither_the_other_days_nor_leagues() -> None:
    source = games(EspnSettings(), EspnMetrics(CollectorRegistry()))
    assert len(requests_of(source, ("nba", "epl"), {})) == 6


def test_boards_are_asked_fast_while_a_game_is_on_and_slowly_when_none_is_near() -> None:
    settings = EspnSettings()
    cadence = board_cadence(settings, NOW)
    live = read_board(a_board(an_event("1", "in"), an_event("2", "pre")))
    soon = read_board(a_board(an_event("2", "pre", starts_at=NOW + timedelta(minutes=20))))
    far = read_board(a_board(an_event("2", "pre", starts_at=NOW + timedelta(hours=5))))
    over = read_board(a_board(an_event("2", "post", completed=True)))
    assert cadence(live).total_seconds() == settings.scoreboard_live_every_s
    assert cadence(soon).total_seconds() == settings.scoreboard_soon_every_s
    for quiet in (far, over, (), None):
        assert cadence(quiet).total_seconds() == settings.scoreboard_every_s


def test_college_boards_ask_for_the_whole_division_and_never_for_more_than_espn_gives() -> None:
    for league, groups in ((League.NCAAM, "50"), (League.NCAAF, "80"), (League.NBA, None)):
        request = client.scoreboard(league, date(2026, 11, 25), cadence=lambda found: timedelta(), read=read_board)
        assert request.params.get("groups") == groups
        assert request.params["dates"] == "20261125"
        assert int(request.params["limit"]) <= 500


def test_a_board_of_exactly_25_games_is_counted_as_suspicious() -> None:
    registry = CollectorRegistry()
    source = games(EspnSettings(), EspnMetrics(registry))
    board = a_board(*(an_event(str(number), "pre") for number in range(25)))
    requests_of(source, ("ncaam",), {"espn/scoreboard/ncaam/20261125/50": board})
    assert registry.get_sample_value("ingest_espn_boards_of_25_total", {"league": "ncaam"}) == 1


@pytest.mark.parametrize(
    ("request_of", "path"),
    [
        (client.news, "/apis/site/v2/sports/basketball/nba/news"),
        (client.injuries, "/apis/site/v2/sports/basketball/nba/injuries"),
        (client.standings, "/apis/v2/sports/basketball/nba/standings"),
    ],
)
def test_listings_are_asked_for_each_league(request_of: Callable[..., Any], path: str) -> None:
    requests = requests_of(listing(request_of, 60), ("nba", "mls"), {})
    assert [request.targets[0].league for request in requests] == ["nba", "mls"]
    assert requests[0].path == path


def test_the_roster_of_each_team_in_a_list_is_asked_for_over_some_time() -> None:
    entries = [{"team": {"id": "13", "displayName": "Lakers"}}, {"team": {"id": "2"}}, {"team": {"id": "13"}}]
    body = json.dumps({"sports": [{"leagues": [{"teams": entries}]}]}).encode()
    settings = EspnSettings(rosters_every_s=7200, rosters_within_s=600)
    listed, *rosters = requests_of(teams(settings), ("nba",), {"espn/teams/nba": body})
    assert listed.name == "espn/teams/nba"
    assert [request.name for request in rosters] == ["espn/roster/nba/13", "espn/roster/nba/2"]
    assert [request.path for request in rosters] == [
        "/apis/site/v2/sports/basketball/nba/teams/13/roster",
        "/apis/site/v2/sports/basketball/nba/teams/2/roster",
    ]
    assert {request.starts_within for request in rosters} == {timedelta(minutes=10)}
    assert {request.cadence(None) for request in rosters} == {timedelta(hours=2)}


def test_without_a_list_of_teams_no_roster_is_asked_for() -> None:
    assert len(requests_of(teams(EspnSettings()), ("nba", "mls"), {})) == 2


def test_a_time_that_espn_leaves_out_is_no_reason_to_fail() -> None:
    [game] = read_board(b'{"events": [{"id": "1", "status": {"type": {"state": "pre"}}}]}')
    assert game.starts_at is None


def test_the_table_asks_for_the_feeds_of_the_providers_row() -> None:
    asked = {
        feed for poll_source in table(EspnSettings(), EspnMetrics(CollectorRegistry())) for feed in poll_source.feeds
    }
    assert asked == set(Provider.ESPN.traits.feeds)
