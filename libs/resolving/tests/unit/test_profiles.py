"""Teams and players: what each feed says of them, and when that ends."""

from datetime import timedelta

import pytest

from a1_mappers.extracted import Complete, Player, RosterPlace, Side, TeamEntry
from a1_mappers.team_facts import TeamFacts
from a1_resolving.life_spans import LIFE_SPANS
from a1_schemas.providers import Provider
from a1_schemas.roster_status import RosterStatus
from a1_schemas.team_profile import TeamRecord
from a1_schemas.vocabulary import Kind, RejectReason, RemovalReason

LAKERS = Side(name="Los Angeles Lakers", native_id="13", abbreviation="LAL")
CELTICS = Side(name="Boston Celtics", native_id="2", abbreviation="BOS")
OWLS = Side(name="Shelby Owls", native_id="999")
TEAMS, PLAYERS = Complete((Kind.TEAMS,)), Complete((Kind.PLAYERS,))
TICK = timedelta(minutes=1)


def on_roster(name: str, team: Side = LAKERS, **more: object) -> RosterPlace:
    return RosterPlace(league="nba", team=team, player=Player(name=name, **more))


def test_a_team_keeps_every_fact_of_its_entry_under_its_registered_name(league) -> None:
    facts = {
        "nickname": "Lakers",
        "city": "Los Angeles",
        "colors": ("#552583", "#fdb927"),
        "logo": "https://images.example/lal.png",
        "conference": "West",
        "division": "Pacific",
        "record": TeamRecord(wins=24, losses=12, ties=1, overtime_losses=2),
        "rank": 5,
        "standing": "5th in West",
    }
    entry = TeamEntry(league="nba", team=Side(name="LA Lakers", native_id="13", abbreviation="LAL"))
    league.see(Provider.ESPN, TeamEntry(league="nba", team=entry.team, facts=TeamFacts(**facts)), feed="standings")
    [(key, team)] = league.living(Kind.TEAMS).items()
    assert key == "nba|espn|standings|nba-los-angeles-lakers"
    assert team.model_dump(exclude={"version", "changed_at"}) == facts | {
        "observed_at": None,
        "removed": None,
        "team_id": "nba-los-angeles-lakers",
        "league": "nba",
        "provider": Provider.ESPN,
        "feed": "standings",
        "target": "espn/standings/nba",
        "native_id": "13",
        "name": "Los Angeles Lakers",
        "abbreviation": "LAL",
        "record": {"wins": 24, "losses": 12, "ties": 1, "overtime_losses": 2},
    }


def test_a_team_that_is_not_registered_is_refused_without_a_dead_letter(league) -> None:
    outcome = league.see(Provider.ESPN, TeamEntry(league="nba", team=OWLS), TeamEntry(league="wnba", team=LAKERS))
    assert league.living(Kind.TEAMS) == {}
    assert outcome.rejects == {RejectReason.UNKNOWN_TEAM: 1, RejectReason.UNSUPPORTED_LEAGUE: 1}
    assert outcome.dead_letter is None


def test_a_team_that_a_whole_list_names_no_longer_is_withdrawn_of_that_feed_alone(league) -> None:
    both = [TeamEntry(league="nba", team=side) for side in (LAKERS, CELTICS)]
    league.see(Provider.ESPN, *both, TEAMS, feed="teams")
    league.see(Provider.ESPN, *both, TEAMS, feed="standings")
    league.see(Provider.ESPN, both[0], feed="teams")
    assert len(league.living(Kind.TEAMS)) == 4, "that list was not whole"
    league.see(Provider.ESPN, both[0], TEAMS, feed="teams")
    assert [*league.living(Kind.TEAMS)] == [
        "nba|espn|standings|nba-boston-celtics",
        "nba|espn|standings|nba-los-angeles-lakers",
        "nba|espn|teams|nba-los-angeles-lakers",
    ]
    withdrawn = league.newest(Kind.TEAMS, "nba|espn|teams|nba-boston-celtics")
    assert withdrawn.removed is RemovalReason.WITHDRAWN


def test_a_player_keeps_every_fact_of_the_roster(league) -> None:
    place = RosterPlace(
        league="nba",
        team=LAKERS,
        player=Player(name=" LeBron  James ", native_id="1966", position="SF", jersey="23"),
        headshot="https://images.example/1966.png",
        status=RosterStatus.ACTIVE,
        native_status="Active",
    )
    league.see(Provider.ESPN, place, feed="roster", target="espn/roster/nba/13")
    [(key, player)] = league.living(Kind.PLAYERS).items()
    assert key == f"nba|espn|roster|nba-los-angeles-lakers|{player.player_id}"
    assert player.model_dump(exclude={"version", "changed_at", "player_id"}) == {
        "observed_at": None,
        "removed": None,
        "league": "nba",
        "provider": Provider.ESPN,
        "feed": "roster",
        "target": "espn/roster/nba/13",
        "name": "LeBron James",
        "written": None,
        "team_id": "nba-los-angeles-lakers",
        "position": "SF",
        "jersey": "23",
        "headshot": "https://images.example/1966.png",
        "status": RosterStatus.ACTIVE,
        "native_status": "Active",
        "provider_ids": {"espn": "1966"},
        "first_listed_at": league.noon,
        "pinned": None,
    }


def test_namesakes_on_one_roster_are_two_players(league) -> None:
    league.see(Provider.ESPN, on_roster("Jo Doe", native_id="1"), on_roster("Jo Doe", native_id="2"))
    found = league.living(Kind.PLAYERS).values()
    assert sorted(player.provider_ids["espn"] for player in found) == ["1", "2"]
    assert len({player.player_id for player in found}) == 2


def test_a_player_who_changes_teams_is_withdrawn_by_the_roster_that_lists_the_player_no_longer(league) -> None:
    for team, target in ((LAKERS, "espn/roster/nba/13"), (CELTICS, "espn/roster/nba/2")):
        league.see(Provider.ESPN, on_roster("Jo Doe", team), PLAYERS, target=target)
    assert {player.team_id for player in league.living(Kind.PLAYERS).values()} == {
        "nba-los-angeles-lakers",
        "nba-boston-celtics",
    }
    league.see(Provider.ESPN, on_roster("Al Roe"), PLAYERS, target="espn/roster/nba/13")
    assert {(player.name, player.team_id) for player in league.living(Kind.PLAYERS).values()} == {
        ("Jo Doe", "nba-boston-celtics"),
        ("Al Roe", "nba-los-angeles-lakers"),
    }


def test_players_without_a_name_or_of_a_team_that_is_not_registered_are_refused(league) -> None:
    outcome = league.see(Provider.ESPN, on_roster("", native_id="7"), on_roster("Jo Doe", OWLS))
    assert league.living(Kind.PLAYERS) == {}
    assert outcome.rejects == {RejectReason.MISSING_FIELD: 1, RejectReason.UNKNOWN_TEAM: 1}


@pytest.mark.parametrize("kind", [Kind.TEAMS, Kind.PLAYERS])
def test_what_says_nothing_new_for_the_life_span_expires_and_the_next_body_brings_it_back(league, kind: Kind) -> None:
    items = {Kind.TEAMS: TeamEntry(league="nba", team=LAKERS), Kind.PLAYERS: on_roster("Jo Doe")}
    league.see(Provider.ESPN, items[kind], at=league.noon)
    league.see(Provider.ODDS, at=league.noon + LIFE_SPANS.profile - TICK)
    assert len(league.living(kind)) == 1
    league.see(Provider.ODDS, at=league.noon + LIFE_SPANS.profile)
    assert league.living(kind) == {}
    assert {
        change.removed for change in (league.newest(kind, key) for found, key, *_ in league.log if found is kind)
    } == {RemovalReason.EXPIRED}
    league.see(Provider.ESPN, items[kind], at=league.noon + LIFE_SPANS.profile + TICK)
    assert len(league.living(kind)) == 1


def test_a_restored_league_withdraws_what_the_one_that_ran_on_does(league) -> None:
    league.see(Provider.ESPN, on_roster("Jo Doe"), on_roster("Al Roe"), PLAYERS, minutes=0)
    restored = league.restarted()
    for each in (league, restored):
        each.see(Provider.ESPN, on_roster("Al Roe"), PLAYERS, minutes=5)
    assert league.log == restored.log
    assert [player.name for player in restored.living(Kind.PLAYERS).values()] == ["Al Roe"]


def test_records_of_players_are_counted_apart_from_the_index_of_players(league) -> None:
    league.see(Provider.ESPN, on_roster("LeBron James"), feed="roster", target="espn/roster/nba/13")
    league.see(
        Provider.SPORTRADAR, on_roster("LeBron James"), feed="team-profile", target="sportradar/team-profile/nba/13"
    )
    assert league.state.sizes()[Kind.PLAYERS] == len(league.living(Kind.PLAYERS)) == 2
    assert league.state.sizes()["player-index"] == 1
