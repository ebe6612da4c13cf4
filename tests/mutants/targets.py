"""What is mutated, and the unit tests that must notice."""

from typing import NamedTuple


class Target(NamedTuple):
    """Files of one member, as patterns below its folder; the tests are its own."""

    member: str
    files: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    """Tests that take longer than a mutant is worth. `make unit` runs them, so they could only kill more."""


TARGETS = {
    "betting": Target("libs/betting", ("src/*",)),
    "identity": Target("libs/identity", ("src/*",)),
    "resolving": Target(
        "libs/resolving",
        ("src/*",),
        left_out=(
            "test_pipeline.py",
            "test_cost.py",
            "test_season.py",
            "test_untrusted_records.py",
            "test_bad_inputs.py",
        ),
    ),
    "lease": Target("libs/service-kit", ("src/a1_service_kit/lease*",)),
    "quota": Target("libs/ingest-kit", ("src/a1_ingest_kit/quota.py",)),
    "circuit": Target("libs/ingest-kit", ("src/a1_ingest_kit/circuit.py",)),
    "causes": Target("libs/schemas", ("src/a1_schemas/causes.py",)),
}
