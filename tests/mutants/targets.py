"""What is mutated, and the unit tests that must notice."""

from typing import NamedTuple


class Target(NamedTuple):
    """Files of one member, as patterns below its folder; the tests are its own, and those named beside."""

    member: str
    files: tuple[str, ...]
    tests_of: tuple[str, ...] = ()
    """Other members whose unit tests are the nearest for some of the files."""


TARGETS = {
    "identity": Target("libs/identity", ("src/*",), tests_of=("libs/resolving",)),
    "resolving": Target("libs/resolving", ("src/*",)),
    "lease": Target("libs/service-kit", ("src/a1_service_kit/lease*",)),
    "quota": Target("libs/ingest-kit", ("src/a1_ingest_kit/quota.py",)),
    "circuit": Target("libs/ingest-kit", ("src/a1_ingest_kit/circuit.py",)),
    "causes": Target("libs/schemas", ("src/a1_schemas/causes.py",)),
}
