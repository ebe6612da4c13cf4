"""Lists of members: what is installed, what the import contracts are about, the services of the compose file."""

from collections.abc import Iterable

from a1_schemas.providers import Provider
from generate.tree import ROOT, members, packages


def members_file() -> str:
    """`members.txt`: one line a member."""
    return "".join(f"-e ./{member.relative_to(ROOT).as_posix()}\n" for member in members())


def import_contracts() -> dict[str, str]:
    """The lists of packages in `pyproject.toml`."""
    services = packages("services")
    programs = sorted({*services, *packages("tools"), "a1_testkit"} - {"a1_cli"})
    return {
        "packages": _strings(packages()),
        "services": _strings(services),
        "ingesters": _strings(name for name in services if name.startswith("a1_ingest_")),
        "programs": f'    "{" | ".join(programs)}",\n',
    }


def _strings(names: Iterable[str]) -> str:
    return "".join(f'    "{name}",\n' for name in names)


def compose_services() -> dict[str, str]:
    """The ingesters in `docker-compose.yml`."""
    return {"ingesters": "\n".join(_COMPOSE.format(service=provider.service) for provider in Provider)}


_COMPOSE = """\
  {service}:
    <<: *service
    build:
      context: .
      dockerfile: infra/docker/service.Dockerfile
      args:
        SERVICE: {service}
"""


def mapper_registry() -> str:
    """`a1_mappers/registry.py`: the tables of all providers."""
    imports = "".join(
        f"from a1_mappers.{name}.feeds import FEEDS as {name.upper()}\n"
        for name in sorted(provider.package for provider in Provider)
    )
    rows = "".join(f"    Provider.{provider.name}: {provider.package.upper()},\n" for provider in Provider)
    return _REGISTRY.format(imports=_sorted_around_mapper(imports), rows=rows)


def _sorted_around_mapper(imports: str) -> str:
    return "".join(sorted([*imports.splitlines(keepends=True), "from a1_mappers.mapper import Feeds, Mapper\n"]))


_REGISTRY = '''\
"""Which mapper reads which feed: each provider's own table, by provider. Generated from the rows: `make golden`."""

{imports}from a1_schemas.providers import Provider

FEEDS: dict[Provider, Feeds] = {{
{rows}}}
MAPPERS: dict[tuple[Provider, str], Mapper] = {{
    (provider, feed): mapper for provider, feeds in FEEDS.items() for feed, mapper in feeds.items()
}}
'''
