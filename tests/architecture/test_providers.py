"""Nothing that a provider needs can be forgotten: each fault names the provider and what to do."""

import tomllib
from pathlib import Path

import pytest
import yaml

from a1_mappers.fields.known import known_fields
from a1_mappers.registry import FEEDS
from a1_schemas.providers import Provider
from a1_schemas.services import SERVICES

ROWS = "libs/schemas/src/a1_schemas/providers.py"
MAPPERS = "libs/mappers/src/a1_mappers"
ROLES = {
    "wire.py": "the fields that are read",
    "vocabulary.py": "the provider's words and ours",
    "errors.py": "bodies that are no answer",
    "feeds.py": "which mapper reads which feed",
    "fields.json": "which fields are read and which are of no use",
}
OTHER_NAMES_OF_ROLES = {
    *("models", "structs", "types", "words", "terms", "stats", "codes", "mapping", "faults", "failures", "problems"),
    *("refusals", "table", "mappers", "registry"),
}


def test_every_service_is_one_that_there_is(root: Path) -> None:
    folders = {path.parent.name for path in root.glob("services/*/pyproject.toml")}
    for name in folders - set(SERVICES):
        provider = name.removeprefix("ingest-")
        pytest.fail(f"{provider}: services/{name} has no row; add {provider} to Provider in {ROWS}, then: make golden")


@pytest.mark.parametrize("provider", Provider)
def test_every_provider_has_an_ingester(root: Path, provider: Provider) -> None:
    folder = root / "services" / provider.service
    assert (folder / "pyproject.toml").exists(), (
        f"{provider}: write services/{provider.service} (make new-provider writes one), or remove its row from {ROWS}"
    )
    assert (folder / "README.md").exists(), (
        f"{provider}: write services/{provider.service}/README.md, an operator's page"
    )
    tests = list((folder / "tests").rglob("test_*.py"))
    assert tests, f"{provider}: test what services/{provider.service} asks for, in its tests/unit"


@pytest.mark.parametrize("provider", Provider)
def test_every_provider_is_installed_and_deployed(root: Path, provider: Provider) -> None:
    assert f"-e ./services/{provider.service}\n" in (root / "members.txt").read_text(), (
        f"{provider}: services/{provider.service} is not in members.txt: make golden"
    )
    services = yaml.safe_load((root / "docker-compose.yml").read_text())["services"]
    assert provider.service in services, f"{provider}: {provider.service} is not in docker-compose.yml: make golden"


@pytest.mark.parametrize("provider", Provider)
def test_every_ingester_is_under_every_contract_that_is_about_ingesters(root: Path, provider: Provider) -> None:
    package = f"a1_ingest_{provider.package}"
    linter = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert package in linter["root_packages"], f"{provider}: {package} is no root package of importlinter: make golden"
    for contract in linter["contracts"]:
        lists = [" ".join(map(str, value)) for value in contract.values() if isinstance(value, list)]
        about_ingesters = [text for text in lists if "a1_ingest_espn" in text]
        assert all(package in text for text in about_ingesters), (
            f"{provider}: {package} is not in the contract {contract['name']!r}: make golden"
        )


@pytest.mark.parametrize("provider", Provider)
def test_every_provider_has_mappers_of_the_feeds_that_are_asked_for(root: Path, provider: Provider) -> None:
    assert provider in FEEDS, f"{provider}: its table is not in a1_mappers/registry.py: make golden"
    unmapped = [feed for feed in provider.traits.feeds if feed not in FEEDS[provider]]
    assert not unmapped, f"{provider}: no mapper of {unmapped} in {MAPPERS}/{provider.package}/feeds.py"
    unreviewed = [feed for feed in provider.traits.feeds if not known_fields(provider, feed).read]
    assert not unreviewed, f"{provider}: no fields of {unreviewed} in {MAPPERS}/{provider.package}/fields.json"
    tests = list((root / "libs/mappers/tests/unit" / provider.package).glob("test_*.py"))
    assert tests, f"{provider}: test its mappers in libs/mappers/tests/unit/{provider.package}"


@pytest.mark.parametrize("provider", Provider)
def test_the_same_role_has_the_same_file_name_in_every_folder_of_mappers(root: Path, provider: Provider) -> None:
    folder = root / MAPPERS / provider.package
    names = {path.name for path in folder.iterdir()}
    for name, role in ROLES.items():
        assert name in names, f"{provider}: {folder.relative_to(root)} lacks {name} ({role})"
    wrong = {name for name in names if Path(name).stem in OTHER_NAMES_OF_ROLES}
    assert not wrong, f"{provider}: {sorted(wrong)} in {folder.relative_to(root)}: roles are named {', '.join(ROLES)}"


def test_every_folder_of_mappers_belongs_to_a_provider(root: Path) -> None:
    known = {provider.package for provider in Provider}
    for feeds in root.glob(f"{MAPPERS}/*/feeds.py"):
        name = feeds.parent.name
        assert name in known, (
            f"{name}: {MAPPERS}/{name} has no row; add {name} to Provider in {ROWS}, then: make golden"
        )


def test_no_two_providers_are_equally_believed() -> None:
    ranks = [provider.traits.event_precedence for provider in Provider]
    assert sorted(ranks) == list(range(len(ranks))), f"event_precedence in {ROWS}: {ranks}"
