from importlib.resources import files

import pytest

from a1_identity.team_registry import registry_of
from a1_schemas.leagues import League


@pytest.mark.parametrize("league", League)
def test_every_league_has_a_registry_of_its_teams(league: League) -> None:
    assert registry_of(league).teams, f"{league}: write its teams into a1_identity/registry/{league.registry_file}"


def test_every_registry_belongs_to_a_league() -> None:
    names = {path.name for path in files("a1_identity").joinpath("registry").iterdir() if path.name.endswith(".json")}
    assert names == {league.registry_file for league in League}
