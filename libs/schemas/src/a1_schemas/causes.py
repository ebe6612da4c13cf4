"""Header `causes`: the offset of the last record of each input topic that changed this key."""

from collections.abc import Mapping
from functools import lru_cache

Causes = Mapping[str, int]


def version_of(causes: Causes) -> int:
    """Return the version of a record with these causes: the sum of the offsets, plus one each.

    It rises with each change.
    """
    return sum(causes.values()) + len(causes)


def format_causes(causes: Causes) -> bytes:
    """Return `raw.espn=12,raw.odds=7`, sorted, so that equal causes are equal bytes."""
    return ",".join(f"{topic}={offset}" for topic, offset in sorted(causes.items())).encode()


def parse_causes(text: bytes) -> dict[str, int]:
    """Parse the output of `format_causes`. Raises ValueError for anything else."""
    pairs = (pair.rpartition("=") for pair in text.decode().split(",") if pair)
    return {topic: int(offset) for topic, _, offset in pairs}


@lru_cache(maxsize=4_096)
def version_in(header: bytes | None) -> int:
    """Return the version that a record's header `causes` says. Raises ValueError for one without causes.

    Cached: the records of a body have few different ones.
    """
    version = version_of(parse_causes(header or b""))
    if version <= 0:
        raise ValueError("no causes")
    return version
