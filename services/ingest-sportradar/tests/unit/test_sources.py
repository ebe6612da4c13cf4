import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from a1_ingest_kit.responses import classify
from a1_ingest_sportradar.app import accounts, table
from a1_ingest_sportradar.boards import read_schedule, read_soccer
from a1_ingest_sportradar.client import RULES, SportradarApi, calls_left
from a1_ingest_sportradar.push import batches, by_product, is_heartbeat
from a1_ingest_sportradar.reference import reference, season_of
from a1_ingest_sportradar.settings import SportradarSettings
from a1_ingest_sportradar.sources import games, soccer
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import PollReason

NOW = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)  # still the 25th in New York
API = SportradarApi(access_level="trial", versions={"mlb": "v9"})
SETTINGS = SportradarSettings()


def a_game(native_id: str, status: str, starts_at: datetime = NOW) -> dict[str, str]:
    return {"id": native_id, "status": status, "scheduled": f"{starts_at:%Y-%m-%dT%H:%M:%SZ}"}


def a_match(native_id: str, status: str, competition: str) -> dict[str, Any]:
    return {
        "sport_event": {
            "id": native_id,
            "start_time": f"{NOW:%Y-%m-%dT%H:%M:%S+00:00}",
            "sport_event_context": {"competition": {"id": competition}},
        },
        "sport_event_status": {"status": status},
    }


def requests_of(source: Callable[..., Any], leagues: Sequence[str], bodies: Mapping[str, Any]) -> list[Any]:
    requests: list[Any] = []
    running, found = source(leagues, NOW), None
    while True:
        try:
            request = running.send(found)
        except StopIteration:
            return requests
        requests.append(request)
        body = bodies.get(request.name)
        found = request.read(json.dumps(body).encode()) if request.read and body is not None else None


@pytest.mark.parametrize(
    ("league", "path"),
    [
        ("nba", "/nba/trial/v8/en/games/2026/11/25/schedule.json"),
        ("wnba", "/wnba/trial/v8/en/games/2026/11/25/schedule.json"),
        ("ncaam", "/ncaamb/trial/v8/en/games/2026/11/25/schedule.json"),
        ("nfl", "/nfl/official/trial/v7/en/games/current_week/schedule.json"),
        ("ncaaf", "/ncaafb/trial/v7/en/games/current_week/schedule.json"),
        ("mlb", "/mlb/trial/v9/en/games/2026/11/25/schedule.json"),
        ("nhl", "/nhl/trial/v7/en/games/2026/11/25/schedule.json"),
    ],
)
def test_each_league_is_asked_where_its_product_keeps_it(league: str, path: str) -> None:
    assert requests_of(games(API, SETTINGS), (league,), {})[0].path == path


def test_summaries_follow_for_games_that_are_on_should_be_on_or_are_over() -> None:
    day = {
        "games": [
            a_game("on", "inprogress"),
            a_game("over", "closed"),
            a_game("late", "scheduled", NOW - timedelta(minutes=5)),
            a_game("later", "scheduled", NOW + timedelta(hours=2)),
            a_game("off", "postponed"),
        ]
    }
    requests = requests_of(games(API, SETTINGS), ("nba",), {"sportradar/schedule/nba/2026-11-25": day})
    summaries = {
        request.name.rsplit("/", 1)[1]: request.cadence(None).total_seconds()
        for request in requests
        if request.read is None
    }
    assert summaries == {
        "on": SETTINGS.summary_live_every_s,
        "over": SETTINGS.summary_final_every_s,
        "late": SETTINGS.summary_live_every_s,
    }


def test_a_day_of_soccer_is_asked_once_and_only_our_competitions_games_after_it() -> None:
    day = {
        "schedules": [
            a_match("sr:sport_event:1", "live", "sr:competition:17"),
            a_match("sr:sport_event:2", "live", "sr:competition:999"),
            a_match("sr:sport_event:3", "ended", "sr:competition:242"),
        ]
    }
    requests = requests_of(soccer(API, SETTINGS), ("epl", "mls"), {"sportradar/schedule/epl/2026-11-26": day})
    assert requests[0].path == "/soccer/trial/v4/en/schedules/2026-11-26/schedules.json"
    assert [target.league for target in requests[0].targets] == ["epl", "mls"]
    assert [request.path for request in requests if request.read is None] == [
        "/soccer/trial/v4/en/sport_events/sr:sport_event:1/lineups.json",
        "/soccer/trial/v4/en/sport_events/sr:sport_event:1/summary.json",
        "/soccer/trial/v4/en/sport_events/sr:sport_event:3/summary.json",
    ]
    assert [target.league for request in requests if request.read is None for target in request.targets] == [
        "epl",
        "epl",
        "mls",
    ]


@pytest.mark.parametrize(
    ("status", "starts_in", "is_asked"),
    [
        ("not_started", 61, False),
        ("not_started", 60, True),
        ("not_started", 0, True),
        ("live", -15, True),
        ("live", -16, False),
        ("postponed", 30, False),
    ],
)
def test_lineups_are_asked_for_while_they_are_named(status: str, starts_in: int, is_asked: bool) -> None:
    match = a_match("sr:sport_event:1", status, "sr:competition:17")
    match["sport_event"]["start_time"] = f"{NOW + timedelta(minutes=starts_in):%Y-%m-%dT%H:%M:%S+00:00}"
    bodies = {"sportradar/schedule/epl/2026-11-26": {"schedules": [match]}}
    paths = [request.path for request in requests_of(soccer(API, SETTINGS), ("epl",), bodies)]
    assert ("/soccer/trial/v4/en/sport_events/sr:sport_event:1/lineups.json" in paths) is is_asked
    unwanted = SETTINGS.model_copy(update={"lineups_every_s": None})
    assert not [each for each in requests_of(soccer(API, unwanted), ("epl",), bodies) if "lineups" in each.path]


def test_games_are_found_wherever_a_sport_lists_them() -> None:
    game = a_game("1", "closed")
    for body in ({"games": [game]}, {"league": {"games": [game]}}, {"week": {"games": [game]}}):
        assert [each.native_id for each in read_schedule(json.dumps(body).encode())] == ["1"]
    assert read_soccer(b'{"generated_at": "x"}') == []


def test_reference_feeds_are_asked_for_each_league() -> None:
    paths = [request.path for request in requests_of(reference(API, SETTINGS), ("nhl",), {})]
    assert paths == [
        "/nhl/trial/v7/en/league/hierarchy.json",
        "/nhl/trial/v7/en/seasons/2026/REG/standings.json",
        "/nhl/trial/v7/en/league/injuries.json",
    ]


HIERARCHY = {
    "conferences": [{"divisions": [{"teams": [{"id": "t-1"}, {"name": "TBD"}]}]}, {"teams": [{"id": "t-2"}]}],
}


def test_profiles_of_teams_are_asked_for_only_if_that_is_wanted() -> None:
    bodies = {"sportradar/hierarchy/nhl": HIERARCHY}
    assert len(requests_of(reference(API, SETTINGS), ("nhl",), bodies)) == 3
    wanted = SETTINGS.model_copy(update={"profiles_every_s": 604_800})
    *_, first, second = requests_of(reference(API, wanted), ("nhl",), bodies)
    assert (first.name, first.path) == ("sportradar/team-profile/nhl/t-1", "/nhl/trial/v7/en/teams/t-1/profile.json")
    assert second.name == "sportradar/team-profile/nhl/t-2"
    assert (first.cadence(None), first.starts_within) == (timedelta(days=7), timedelta(days=7))


@pytest.mark.parametrize(
    ("league", "day", "season"),
    [
        (League.NBA, date(2026, 11, 25), 2026),
        (League.NBA, date(2027, 6, 10), 2026),
        (League.NFL, date(2027, 1, 3), 2026),
        (League.NFL, date(2027, 8, 1), 2027),
        (League.MLB, date(2027, 4, 1), 2027),
        (League.WNBA, date(2027, 2, 1), 2026),
    ],
)
def test_a_season_is_known_by_the_year_in_which_it_began(league: League, day: date, season: int) -> None:
    assert season_of(league, day) == season


def test_football_keeps_its_tables_one_part_deeper() -> None:
    request = API.standings(League.NFL, 2026, cadence=lambda found: timedelta())
    assert request.path.endswith("/seasons/2026/REG/standings/season.json")


def test_each_product_has_an_account_of_its_own() -> None:
    by_name = accounts(SETTINGS)
    assert by_name["soccer"].leagues == (League.EPL, League.MLS)
    assert sum(len(each.leagues) for each in by_name.values()) == len(League)


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ({"x-mashery-error-code": "ERR_403_DEVELOPER_INACTIVE"}, b"", PollReason.INVALID_KEY),
        ({"x-mashery-error-code": "ERR_403_NOT_AUTHORIZED"}, b"<h1>Not Authorized</h1>", PollReason.NOT_ENTITLED),
        ({"x-mashery-error-code": "ERR_403_DEVELOPER_OVER_QPS"}, b"", PollReason.RATE_LIMITED),
        ({"x-mashery-error-code": "ERR_403_DEVELOPER_OVER_RATE"}, b"", PollReason.QUOTA_EXHAUSTED),
        ({}, b"<h1>Developer Over Qps</h1>", PollReason.RATE_LIMITED),
        ({}, b"<h1>Developer Over Rate</h1>", PollReason.QUOTA_EXHAUSTED),
        ({}, b'{"message": "Limit Exceeded"}', PollReason.QUOTA_EXHAUSTED),
        ({}, b"<h1>Developer Inactive</h1>", PollReason.INVALID_KEY),
        ({}, b'{"generated_at": "2026-11-25"}', PollReason.NOT_ENTITLED),
        ({}, b"", PollReason.NOT_ENTITLED),
    ],
)
def test_the_causes_of_a_403_are_told_apart(headers: Mapping[str, str], body: bytes, reason: PollReason) -> None:
    response_class = classify(403, headers, body, RULES)
    assert response_class is not None
    assert response_class.reason is reason


@pytest.mark.parametrize(
    ("headers", "left"),
    [
        ({"x-plan-quota-allotted": "1000", "x-plan-quota-current": "12"}, 988),
        ({"x-packagekey-quota-allotted": "30000", "x-packagekey-quota-current": "0"}, 30000),
        ({"x-plan-quota-allotted": "1000"}, None),
        ({}, None),
    ],
)
def test_calls_left_are_what_the_headers_say_if_they_say(headers: Mapping[str, str], left: int | None) -> None:
    assert calls_left(headers) == left


async def test_push_lines_are_whole_however_they_are_cut() -> None:
    async def chunks():
        for chunk in (b'{"a": 1}\n{"b"', b": 2}", b"\n\n", b'{"heartbeat":{"interval":5000}}\n{"c"'):
            yield chunk

    lines = [line async for batch in batches(chunks()) for line in batch]
    assert lines == [b'{"a": 1}', b'{"b": 2}', b'{"heartbeat":{"interval":5000}}']
    assert [is_heartbeat(line) for line in lines] == [False, False, True]


def test_one_stream_serves_all_leagues_of_a_product() -> None:
    assert by_product(frozenset({"nba", "epl", "mls"})) == [(League.NBA,), (League.EPL, League.MLS)]


def test_the_table_asks_for_the_feeds_of_the_providers_row() -> None:
    asked = {feed for poll_source in table(API, SportradarSettings()) for feed in poll_source.feeds}
    assert asked == set(Provider.SPORTRADAR.traits.feeds)
