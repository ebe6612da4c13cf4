"""The members of the workspace as they lie in the tree, and what the rows of providers ask of it."""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
KINDS = ("libs", "services", "tools")


def members(root: Path = ROOT) -> list[Path]:
    """The folder of every member, sorted."""
    return sorted(path.parent for kind in KINDS for path in root.glob(f"{kind}/*/pyproject.toml"))


def package_of(member: Path) -> str:
    """`a1_ingest_espn` of `services/ingest-espn`."""
    return f"a1_{member.name.replace('-', '_')}"


def packages(*kinds: str, root: Path = ROOT) -> list[str]:
    """The packages of the members of these kinds (all without any), sorted."""
    return sorted(package_of(member) for member in members(root) if not kinds or member.parent.name in kinds)


def import_from(root: Path = ROOT) -> None:
    """Make every member importable, installed or not: a new one is generated for before it is installed."""
    sys.path[:0] = [str(member / "src") for member in members(root)]


def faults(root: Path = ROOT) -> Iterator[str]:
    """What a row of `Provider` lacks, and what lacks a row, each with its remedy."""
    from a1_schemas.providers import Provider  # noqa: PLC0415 - after import_from

    services = {provider.service: provider for provider in Provider}
    for folder in sorted(root.glob("services/ingest-*")):
        if folder.name not in services and (folder / "pyproject.toml").exists():
            name = folder.name.removeprefix("ingest-")
            yield f"{name}: services/{folder.name} has no row; add {name} to Provider in a1_schemas/providers.py"
    mappers = root / "libs/mappers/src/a1_mappers"
    packages = {provider.package: provider for provider in Provider}
    for feeds in sorted(mappers.glob("*/feeds.py")):
        if feeds.parent.name not in packages:
            name = feeds.parent.name
            yield f"{name}: a1_mappers/{name} has no row; add {name} to Provider in a1_schemas/providers.py"
    for provider in Provider:
        if not (root / "services" / provider.service / "pyproject.toml").exists():
            yield f"{provider}: no services/{provider.service}; write it, or remove the row in a1_schemas/providers.py"
        if not (mappers / provider.package / "feeds.py").exists():
            yield f"{provider}: no a1_mappers/{provider.package}/feeds.py; write it, or remove the row"
