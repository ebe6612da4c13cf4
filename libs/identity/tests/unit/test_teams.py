from typing import Any, NamedTuple

import pytest

from a1_identity.team_registry import registry_of
from a1_identity.teams import recognise, recognise_in, side_of_game
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MatchMethod


class Side(NamedTuple):
    name: str | None
    native_id: str | None = None
    abbreviation: str | None = None
    also_named: tuple[str, ...] = ()


def team_of(name: str, league: League, provider: Provider = Provider.ODDS, **more: Any) -> str | None:
    return recognise(Side(name=name, **more), provider, league).team_id


@pytest.mark.parametrize(
    ("league", "one", "other"),
    [
        (League.NCAAM, "Miami Hurricanes", "Miami (OH) RedHawks"),
        (League.NCAAF, "USC Trojans", "South Carolina Gamecocks"),
        (League.NCAAF, "Michigan Wolverines", "Michigan State Spartans"),
        (League.NCAAF, "Texas A&M Aggies", "Texas Longhorns"),
        (League.NCAAM, "Saint Louis Billikens", "St. John's Red Storm"),
        (League.NCAAM, "Loyola Chicago Ramblers", "Loyola Marymount Lions"),
        (League.EPL, "Manchester City", "Manchester United"),
        (League.MLS, "LA Galaxy", "Los Angeles FC"),
        (League.NBA, "LA Clippers", "Los Angeles Lakers"),
        (League.NFL, "NY Giants", "NY Jets"),
        (League.MLB, "Chicago White Sox", "Boston Red Sox"),
        (League.WNBA, "LAS", "Las Vegas Aces"),
    ],
)
def test_twins_are_distinguished(league: League, one: str, other: str) -> None:
    first, second = team_of(one, league), team_of(other, league)
    assert first is not None
    assert second is not None
    assert first != second


@pytest.mark.parametrize(
    ("league", "name"),
    [
        (League.NCAAM, "Indiana Wesleyan Wildcats"),
        (League.NCAAM, "Blackburn Beavers"),
        (League.NCAAM, "Mars Hill Lions"),
        (League.NBA, "Los Angeles"),
        (League.MLS, "Manchester United"),
        (League.NBA, "Team LeBron"),
        (League.NCAAM, "Loyola"),
        (League.EPL, "Arsenal Women"),
    ],
)
def test_what_is_not_surely_a_team_of_the_league_is_unknown(league: League, name: str) -> None:
    assert team_of(name, league) is None


@pytest.mark.parametrize(
    ("league", "name", "team_id"),
    [
        (League.NFL, "Oakland Raiders", "nfl-las-vegas-raiders"),
        (League.MLB, "Oakland Athletics", "mlb-athletics"),
        (League.NBA, "Portland Trailblazers", "nba-portland-trail-blazers"),
        (League.MLS, "Los Angeles FC", "mls-lafc"),
        (League.EPL, "Man Utd", "epl-manchester-united"),
        (League.NCAAF, "Southern Miss Golden Eagles", "ncaaf-southern-miss-golden-eagles"),
    ],
)
def test_names_are_recognised_without_the_alias_tables(league: League, name: str, team_id: str) -> None:
    registry = registry_of(league).without_aliases()
    assert recognise_in(registry, Side(name=name), Provider.ODDS).team_id == team_id


@pytest.mark.parametrize(
    ("abbreviation", "team_id"),
    [(None, "nba-indiana-pacers"), ("IND", "nba-indiana-pacers"), ("XYZ", "nba-indiana-pacers"), ("BOS", None)],
)
def test_a_misspelt_name_beside_another_teams_abbreviation_is_neither_team(
    abbreviation: str | None, team_id: str | None
) -> None:
    assert team_of("Indianna Pacers", League.NBA, abbreviation=abbreviation) == team_id


def test_a_native_id_is_surer_than_a_name() -> None:
    found = recognise(Side(name="Celtics of Boston", native_id="2"), Provider.ESPN, League.NBA)
    assert found == ("nba-boston-celtics", MatchMethod.NATIVE_ID, 1)


def test_a_native_id_that_contradicts_the_name_gives_neither() -> None:
    assert team_of("Miami Heat", League.NBA, Provider.ESPN, native_id="2") is None


def test_name_and_code_together_are_surer_than_a_native_id() -> None:
    found = recognise(Side(name="Miami Heat", abbreviation="MIA", native_id="2"), Provider.ESPN, League.NBA)
    assert found.team_id == "nba-miami-heat"


def test_a_code_is_the_team_that_has_it_and_no_nickname_of_another() -> None:
    assert team_of("USF", League.NCAAM, Provider.PRIZEPICKS) == "ncaam-south-florida-bulls"
    assert team_of("San Francisco", League.NCAAM, Provider.PRIZEPICKS) == "ncaam-san-francisco-dons"


def test_sportradars_number_is_the_same_under_every_prefix() -> None:
    for prefix in ("sr:team", "sr:competitor"):
        assert team_of("x", League.NBA, Provider.SPORTRADAR, native_id=f"{prefix}:3431") == "nba-washington-wizards"


def test_between_a_games_two_teams_a_code_is_enough() -> None:
    game = ("ncaam-miami-oh-redhawks", "ncaam-kent-state-golden-flashes")
    assert side_of_game(Side(name="M-OH"), Provider.PRIZEPICKS, League.NCAAM, game) == game[0]
    assert side_of_game(Side(name="Boston Celtics"), Provider.PRIZEPICKS, League.NBA, game) is None


def test_every_registered_name_means_its_own_team() -> None:
    for league in League:
        for team in registry_of(league).teams.values():
            assert team_of(team.name, league) == team.team_id
            assert all(team_of(alias, league) == team.team_id for alias in team.aliases), team
