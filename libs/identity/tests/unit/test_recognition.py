"""Which team a side is, how that was found and how sure it is, in a league of a few teams."""

from decimal import Decimal
from typing import NamedTuple

import pytest

from a1_identity.registered_teams import Team
from a1_identity.team_registry import TeamRegistry
from a1_identity.teams import UNKNOWN, Recognition, recognise_in, side_of_game, teams_of
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MatchMethod


class Side(NamedTuple):
    name: str | None
    native_id: str | None = None
    abbreviation: str | None = None
    also_named: tuple[str, ...] = ()


TEAMS = [
    Team(
        team_id="boston",
        name="Boston Celtics",
        abbreviations=("BOS",),
        aliases=("Boston",),
        native_ids={"espn": ("2", "sr:team:2"), "sportradar": ("sr:3422", "uuid:2")},
    ),
    Team(team_id="indiana", name="Indiana Pacers", abbreviations=("IND",)),
    Team(team_id="miami", name="Miami Heat", abbreviations=("MIA",), native_ids={"espn": ("14",)}),
    Team(team_id="oklahoma", name="Oklahoma City Thunder", abbreviations=("OKLAC", "OKLAHC")),
    Team(team_id="lafc", name="LAFC"),
    Team(team_id="inter", name="Inter Miami CF"),
    Team(team_id="las-vegas", name="Las Vegas Raiders"),
    Team(team_id="leeds", name="Leeds United"),
    Team(team_id="carolina", name="Carolina Panthers"),
    Team(team_id="florida", name="Florida Panthers"),
    Team(team_id="nc-state", name="North Carolina State Wolfpack"),
]
REGISTRY = TeamRegistry.of(TEAMS, keeps_nicknames=True)


def exact(team_id: str) -> Recognition:
    return Recognition(team_id, MatchMethod.EXACT, Decimal(1))


def alias(team_id: str, score: str = "1") -> Recognition:
    return Recognition(team_id, MatchMethod.ALIAS, Decimal(score))


def scored(team_id: str, score: str = "1") -> Recognition:
    return Recognition(team_id, MatchMethod.SCORED, Decimal(score))


def by_id(team_id: str) -> Recognition:
    return Recognition(team_id, MatchMethod.NATIVE_ID, Decimal(1))


@pytest.mark.parametrize(
    ("side", "recognition"),
    [
        (Side("boston  CELTICS"), exact("boston")),
        (Side("Boston"), alias("boston")),
        (Side("Boston Celt-ics"), alias("boston")),
        (Side("Los Angeles FC"), alias("lafc")),
        (Side("x", also_named=("y", "Miami Heat")), alias("miami")),
        (Side("Boston", also_named=("Miami Heat",)), alias("boston")),
        (Side(" bos "), alias("boston", "0.95")),
        (Side("OKLAC"), alias("oklahoma", "0.95")),
        (Side("OKLAHC"), UNKNOWN),
        (Side(None, abbreviation="BOS", also_named=("Boston Celtics",)), UNKNOWN),
    ],
)
def test_a_name_an_alias_and_a_code_are_recognised_in_this_order(side: Side, recognition: Recognition) -> None:
    assert recognise_in(REGISTRY, side, Provider.ODDS) == recognition


@pytest.mark.parametrize(
    ("name", "recognition"),
    [
        ("Indianna Pacers", scored("indiana")),
        ("Pacers of Indiana", UNKNOWN),
        ("Pacers Indiana", scored("indiana")),
        ("Pacers", scored("indiana")),
        ("Pace Indiana", scored("indiana")),
        ("Indi Pacers", scored("indiana")),
        ("Ind Pacers", scored("indiana", "0.93")),
        ("Heat", UNKNOWN),
        ("Inter Miami", scored("inter")),
        ("FC Inter Miami", scored("inter")),
        ("Vegas Raiders", scored("las-vegas")),
        ("Vegas FC", UNKNOWN),
        ("Carolina", scored("carolina")),
        ("Florida Pant", scored("florida")),
        ("Florida Pan", UNKNOWN),
        ("Panthers", UNKNOWN),
        ("Oklahoma City", scored("oklahoma")),
        ("Oklahoma Thunder", UNKNOWN),
        ("Leeds Utd FC", scored("leeds")),
        ("Leeds FC", UNKNOWN),
        ("FC United", UNKNOWN),
        ("State Wolfpack of North Carolina", UNKNOWN),
        ("State Wolfpack North Carolina", scored("nc-state")),
        ("North Carolina Wolfpack", UNKNOWN),
    ],
)
def test_a_name_is_recognised_by_likeness_if_all_its_words_are_the_teams(name: str, recognition: Recognition) -> None:
    assert recognise_in(REGISTRY, Side(name), Provider.ODDS) == recognition


@pytest.mark.parametrize(
    ("name", "team_id"),
    [
        ("Oakland Raiders", "las-vegas"),
        ("Saint Louis Raiders", "las-vegas"),
        ("Boston Raiders", None),
        ("Indiana Wolfpack", None),
        ("Texas Panthers", None),
        ("Derby United", None),
        ("Oakland Bears", None),
        ("Wanderers", None),
    ],
)
def test_a_unique_nickname_after_a_city_without_a_team_is_a_team_that_moved(name: str, team_id: str | None) -> None:
    moved = UNKNOWN if team_id is None else scored(team_id, "0.93")
    assert recognise_in(REGISTRY, Side(name), Provider.ODDS) == moved


def test_a_nickname_alone_is_no_team_where_nicknames_are_not_kept() -> None:
    registry = TeamRegistry.of(TEAMS, keeps_nicknames=False)
    assert recognise_in(registry, Side("Oakland Raiders"), Provider.ODDS) == UNKNOWN


@pytest.mark.parametrize("name", ["Indiana Pacers", "Oakland Raiders"])
def test_no_team_is_recognised_in_a_league_without_teams(name: str) -> None:
    assert recognise_in(TeamRegistry.of([], keeps_nicknames=True), Side(name), Provider.ODDS) == UNKNOWN


def test_the_only_team_of_a_league_leads_clearly() -> None:
    only = TeamRegistry.of(TEAMS[1:2], keeps_nicknames=True)
    assert recognise_in(only, Side("Indianna Pacers"), Provider.ODDS) == scored("indiana")


@pytest.mark.parametrize(
    ("abbreviation", "recognition"),
    [("IND", scored("indiana")), ("ind", scored("indiana")), ("XYZ", scored("indiana")), ("bos", UNKNOWN)],
)
def test_the_abbreviation_of_another_team_rules_a_likeness_out(abbreviation: str, recognition: Recognition) -> None:
    side = Side("Indianna Pacers", abbreviation=abbreviation)
    assert recognise_in(REGISTRY, side, Provider.ODDS) == recognition


@pytest.mark.parametrize(
    ("provider", "side", "recognition"),
    [
        (Provider.ESPN, Side("x", "2"), by_id("boston")),
        (Provider.ESPN, Side(None, "2"), by_id("boston")),
        (Provider.ESPN, Side("Boston Celtics", "2"), by_id("boston")),
        (Provider.ESPN, Side("Indianna Pacers", "2"), by_id("boston")),
        (Provider.ESPN, Side("Miami Heat", "2"), UNKNOWN),
        (Provider.ESPN, Side("Boston", "14"), UNKNOWN),
        (Provider.ESPN, Side("Boston", "14", "bos"), alias("boston")),
        (Provider.ESPN, Side("Miami Heat", "2", "MIA"), exact("miami")),
        (Provider.ESPN, Side("Miami Heat", "2", "BOS"), UNKNOWN),
        (Provider.ESPN, Side("Miami Heat", "3"), exact("miami")),
        (Provider.ESPN, Side("x", "sr:team:2"), by_id("boston")),
        (Provider.SPORTRADAR, Side("x", "sr:team:3422"), by_id("boston")),
        (Provider.SPORTRADAR, Side("x", "sr:simple_tournament:team:3422"), by_id("boston")),
        (Provider.SPORTRADAR, Side("x", "uuid:2"), by_id("boston")),
        (Provider.SPORTRADAR, Side("x", "2"), UNKNOWN),
        (Provider.ODDS, Side("x", "2"), UNKNOWN),
    ],
)
def test_a_native_id_wins_unless_a_certain_name_contradicts_it(
    provider: Provider, side: Side, recognition: Recognition
) -> None:
    assert recognise_in(REGISTRY, side, provider) == recognition


CELTICS, HEAT = "nba-boston-celtics", "nba-miami-heat"


@pytest.mark.parametrize(
    ("side", "pair", "team_id"),
    [
        (Side("Boston Celtics"), (HEAT, CELTICS), CELTICS),
        (Side("Indiana Pacers"), (HEAT, CELTICS), None),
        (Side("Team X", abbreviation="bos"), (HEAT, CELTICS), CELTICS),
        (Side("Team X", abbreviation="MIA"), (HEAT, CELTICS), HEAT),
        (Side("Team X", also_named=("y", "BOS")), (HEAT, CELTICS), CELTICS),
        (Side(None, abbreviation="BOS"), (HEAT, CELTICS), CELTICS),
        (Side(None, also_named=("Celtics",)), (HEAT, CELTICS), CELTICS),
        (Side(None, abbreviation="BOS", also_named=("Miami Heat",)), (HEAT, CELTICS), None),
        (Side(None, abbreviation="BOS"), (None, CELTICS), CELTICS),
        (Side(None, abbreviation="BOS"), (HEAT, None), None),
        (Side(None, abbreviation="BOS"), ("nba-x", CELTICS), CELTICS),
        (Side(None), (HEAT, CELTICS), None),
    ],
)
def test_a_side_of_a_game_is_the_one_of_its_two_teams_that_goes_by_a_text(
    side: Side, pair: tuple[str | None, str | None], team_id: str | None
) -> None:
    assert side_of_game(side, Provider.ODDS, League.NBA, pair) == team_id


def test_a_native_id_makes_a_side_of_a_game_known() -> None:
    assert side_of_game(Side("x", "2"), Provider.ESPN, League.NBA, (CELTICS, HEAT)) == CELTICS
    assert side_of_game(Side("x", "2"), Provider.ODDS, League.NBA, (CELTICS, HEAT)) is None


def test_the_teams_of_a_league_are_those_registered() -> None:
    assert {team.team_id for team in teams_of(League.NBA)} >= {CELTICS, HEAT}
