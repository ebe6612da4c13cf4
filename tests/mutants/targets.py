"""What is mutated, and the unit tests that must notice."""

from typing import NamedTuple


class Target(NamedTuple):
    """Files of one member, as patterns below its folder; the tests are its own."""

    member: str
    files: tuple[str, ...]


TARGETS = {
    "identity": Target("libs/identity", ("src/*",)),
    "resolving": Target("libs/resolving", ("src/*",)),
    "lease": Target("libs/service-kit", ("src/a1_service_kit/lease*",)),
    "quota": Target("libs/ingest-kit", ("src/a1_ingest_kit/quota.py",)),
    "circuit": Target("libs/ingest-kit", ("src/a1_ingest_kit/circuit.py",)),
    "causes": Target("libs/schemas", ("src/a1_schemas/causes.py",)),
}
