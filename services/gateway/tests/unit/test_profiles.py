"""Teams and players as one, from what several feeds say of them."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from a1_gateway.errors import Problem
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.profile_pages import TeamOrder, build_player_page, build_team_page
from a1_schemas.keys import pack
from a1_schemas.vocabulary import Kind, SourceState
from a1_testkit.canonical import NOW, a_player_profile, a_status, a_team_profile

LEBRON = "ply_nba_743dvdldvjpkupym6g5iqq2dh4"
TABLE = {"wins": 24, "losses": 12, "ties": None, "overtime_losses": None}
HOUR = timedelta(hours=1)


class Profiles:
    """A league whose feeds describe teams and players."""

    def __init__(self) -> None:
        self.view = LeagueView("nba")
        self._version = 0

    def team(self, team_id: str = "nba-lal", target: str = "espn/teams/nba", **facts: Any) -> None:
        profile = a_team_profile(team_id, target, **facts)
        self._put(Kind.TEAMS, f"nba|{profile.provider}|{profile.feed}|{team_id}", profile.model_dump_json().encode())

    def player(self, target: str = "espn/roster/nba/13", **facts: Any) -> str:
        profile = a_player_profile(LEBRON, target, **facts)
        key = f"nba|{profile.provider}|{profile.feed}|{profile.team_id}|{LEBRON}"
        self._put(Kind.PLAYERS, key, profile.model_dump_json().encode())
        return key

    def end(self, kind: Kind, key: str) -> None:
        self._put(kind, key, b"")

    def prove(self, target: str, state: SourceState = SourceState.UP) -> None:
        self._put(Kind.SOURCES, target, a_status(target, state=state).model_dump_json().encode())

    def page(self, order: TeamOrder = TeamOrder.NAME, query: str = "") -> Any:
        return msgspec.json.decode(build_team_page(order, (self.view,), query.encode(), NOW).body)

    def the_team(self) -> Any:
        (team,) = self.page()["data"]
        return team

    def the_player(self) -> Any:
        return msgspec.json.decode(build_player_page(self.view, LEBRON, b"", NOW).body)["data"]

    def _put(self, kind: Kind, key: str, document: bytes) -> None:
        self._version += 1
        self.view.put(kind, key, pack(self._version, document), NOW)


@pytest.fixture
def profiles() -> Profiles:
    return Profiles()


def test_each_fact_of_a_team_is_that_of_the_first_feed_that_has_it(profiles: Profiles) -> None:
    profiles.team(
        target="sportradar/hierarchy/nba",
        native_id="sr-1",
        nickname="Lake",
        city="L.A.",
        conference="WESTERN CONFERENCE",
        division="Pacific",
    )
    profiles.team(target="espn/standings/nba", native_id="13", conference="West", record=TABLE, rank=5)
    logo = "https://images.example/lal.png"
    profiles.team(nickname="Lakers", city="Los Angeles", colors=("#552583",), logo=logo, changed_at=NOW - HOUR)
    team = profiles.the_team()
    assert {key: value for key, value in team.items() if key != "sources"} == {
        "team_id": "nba-lal",
        "league": "nba",
        "name": "Los Angeles Lakers",
        "nickname": "Lakers",
        "abbreviation": "LAL",
        "city": "Los Angeles",
        "colors": ["#552583"],
        "logo": logo,
        "conference": "West",
        "division": "Pacific",
        "record": TABLE,
        "rank": 5,
        "standing": None,
        "provider_ids": {"espn": "13", "sportradar": "sr-1"},
        "changed_at": "2026-11-25T19:00:00Z",
        "freshness": "stale",
    }
    assert [(source["provider"], source["feed"]) for source in team["sources"]] == [
        ("espn", "teams"),
        ("espn", "standings"),
        ("sportradar", "hierarchy"),
    ]


@pytest.mark.parametrize("is_reversed", [False, True])
def test_a_team_does_not_depend_on_the_order_in_which_its_feeds_came(profiles: Profiles, *, is_reversed: bool) -> None:
    targets = ["espn/standings/nba", "sportradar/standings/nba", "sportradar/hierarchy/nba"]
    for number, target in enumerate(reversed(targets) if is_reversed else targets):
        profiles.team(target=target, nickname=target, rank=len(target), changed_at=NOW + number * HOUR)
    assert (profiles.the_team()["nickname"], profiles.the_team()["rank"]) == ("espn/standings/nba", 18)


def test_a_feed_that_is_down_has_its_word_after_one_that_is_up(profiles: Profiles) -> None:
    profiles.team(target="espn/standings/nba", record=TABLE, rank=5)
    profiles.team(target="sportradar/standings/nba", record=TABLE | {"wins": 25}, rank=4)
    profiles.prove("sportradar/standings/nba")
    assert (profiles.the_team()["record"]["wins"], profiles.the_team()["freshness"]) == (25, "fresh")
    profiles.prove("espn/standings/nba")
    assert profiles.the_team()["record"]["wins"] == 24
    profiles.prove("espn/standings/nba", SourceState.DOWN)
    assert profiles.the_team()["record"]["wins"] == 25


def test_record_and_rank_come_from_one_table(profiles: Profiles) -> None:
    profiles.team(target="espn/standings/nba", record=TABLE)
    profiles.team(target="sportradar/standings/nba", record=TABLE | {"wins": 30}, rank=1)
    assert (profiles.the_team()["record"]["wins"], profiles.the_team()["rank"]) == (24, None)


def test_a_team_that_no_feed_names_is_gone(profiles: Profiles) -> None:
    profiles.team()
    profiles.end(Kind.TEAMS, "nba|espn|teams|nba-lal")
    assert profiles.page()["data"] == []


def test_standings_are_by_conference_division_and_rank(profiles: Profiles) -> None:
    places = {
        "nba-a": ("West", "Pacific", 2),
        "nba-b": ("East", "Atlantic", 2),
        "nba-c": ("West", "Pacific", None),
        "nba-d": ("West", "Pacific", 1),
        "nba-e": ("East", "Atlantic", 1),
        "nba-f": ("West", "Northwest", 3),
    }
    for team_id, (conference, division, rank) in places.items():
        more = {"conference": conference, "division": division, "rank": rank, "name": team_id}
        profiles.team(team_id, "espn/standings/nba", **more)
    listed = [team["team_id"] for team in profiles.page(TeamOrder.STANDING)["data"]]
    assert listed == ["nba-e", "nba-b", "nba-f", "nba-d", "nba-a", "nba-c"]
    assert [team["team_id"] for team in profiles.page()["data"]] == sorted(places)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("team=lal", ["nba-lal"]),
        ("team=celtics&team=lal", ["nba-bos", "nba-lal"]),
        ("source=sportradar", ["nba-bos"]),
        ("since=2026-11-25T19:30:00Z", ["nba-bos"]),
    ],
)
def test_teams_are_filtered(profiles: Profiles, query: str, ids: list[str]) -> None:
    profiles.team()
    celtics = {"name": "Boston Celtics", "abbreviation": "BOS", "changed_at": NOW + HOUR}
    profiles.team("nba-bos", "sportradar/standings/nba", **celtics)
    assert [team["team_id"] for team in profiles.page(query=query)["data"]] == ids


def test_a_team_that_nothing_knows_and_a_parameter_that_the_route_lacks_are_refused(profiles: Profiles) -> None:
    with pytest.raises(Problem) as unknown:
        profiles.page(query="team=lakerz")
    assert "Los Angeles Lakers" in unknown.value.more["near"]
    with pytest.raises(Problem) as other:
        profiles.page(query="limit=5")
    assert (other.value.status, other.value.more["allowed"]) == (422, ["since", "source", "team"])


def test_a_player_is_merged_from_the_rosters_of_one_team(profiles: Profiles) -> None:
    headshot = "https://images.example/1966.png"
    profiles.player("sportradar/team-profile/nba/t", position="SF", jersey="6", provider_ids={"sportradar": "p-1"})
    profiles.player(jersey="23", headshot=headshot, status="active", provider_ids={"espn": "1966"})
    player = profiles.the_player()
    assert {key: value for key, value in player.items() if key != "sources"} == {
        "player_id": LEBRON,
        "league": "nba",
        "name": "LeBron James",
        "team_id": "nba-lal",
        "position": "SF",
        "jersey": "23",
        "headshot": headshot,
        "status": "active",
        "provider_ids": {"espn": "1966", "sportradar": "p-1"},
        "changed_at": "2026-11-25T19:00:00Z",
        "freshness": "stale",
    }
    assert [source["provider"] for source in player["sources"]] == ["espn", "sportradar"]


def test_a_roster_of_another_team_is_passed_over_once_a_newer_one_lists_the_player(profiles: Profiles) -> None:
    profiles.player("espn/roster/nba/5", team_id="nba-cle", jersey="6", position="PF")
    profiles.player("espn/roster/nba/13", team_id="nba-lal", jersey="23", changed_at=NOW + HOUR)
    player = profiles.the_player()
    assert (player["team_id"], player["jersey"], player["position"]) == ("nba-lal", "23", None)


def test_a_player_on_no_roster_has_no_profiles(profiles: Profiles) -> None:
    key = profiles.player()
    assert len(profiles.view.records.player(LEBRON)) == 1
    profiles.end(Kind.PLAYERS, key)
    assert profiles.view.records.player(LEBRON) == []


def test_the_tag_of_a_page_covers_data_and_freshness_and_not_the_time(profiles: Profiles) -> None:
    def tag(at: Any = NOW) -> bytes:
        return build_team_page(TeamOrder.NAME, (profiles.view,), b"", at).etag

    profiles.team()
    before = tag()
    assert tag(NOW + HOUR) == before
    profiles.prove("espn/teams/nba")
    proven = tag()
    assert proven != before
    profiles.team(nickname="Lakers")
    assert tag() != proven
