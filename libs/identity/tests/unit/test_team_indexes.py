"""The indexes of a registry: each key leads to one team, and a key of two teams to neither."""

from a1_identity.registered_teams import Team
from a1_identity.team_registry import TeamRegistry

OWLS = Team(
    team_id="owls",
    name="Shelby Valley Owls",
    abbreviations=("SHE", "OWL"),
    aliases=("Shelby", "The Valley"),
    native_ids={"espn": ("1", "2"), "sportradar": ("sr:7",)},
)
FOXES = Team(
    team_id="foxes",
    name="Springfield Foxes FC",
    abbreviations=("SPR", "She"),
    aliases=("Springfield", "the valley"),
    native_ids={"espn": ("3", "2")},
)
REGISTRY = TeamRegistry.of(iter([OWLS, FOXES]), keeps_nicknames=True)


def test_each_index_holds_the_keys_of_one_team_only() -> None:
    assert REGISTRY.teams == {"owls": OWLS, "foxes": FOXES}
    assert REGISTRY.by_native_id == {("espn", "1"): OWLS, ("sportradar", "sr:7"): OWLS, ("espn", "3"): FOXES}
    assert REGISTRY.by_name == {"shelby valley owls": OWLS, "springfield foxes fc": FOXES}
    assert REGISTRY.by_abbreviation == {"owl": OWLS, "spr": FOXES}
    assert REGISTRY.by_alias == {
        "shelbyvalleyowls": OWLS,
        "shelby vo": OWLS,
        "shelby": OWLS,
        "springfieldfoxesfc": FOXES,
        "sffc": FOXES,
        "springfield": FOXES,
    }


def test_a_registry_without_aliases_keeps_names_codes_and_ids() -> None:
    bare = REGISTRY.without_aliases()
    assert set(bare.by_alias) == {"shelbyvalleyowls", "shelby vo", "springfieldfoxesfc", "sffc"}
    assert set(bare.by_name) == set(REGISTRY.by_name)
    assert set(bare.by_native_id) == set(REGISTRY.by_native_id)
    assert set(bare.by_abbreviation) == set(REGISTRY.by_abbreviation)
    assert bare.keeps_nicknames
