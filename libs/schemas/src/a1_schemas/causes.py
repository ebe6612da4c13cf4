"""Header `causes`: for each input topic the offset of the last record there that changed this key."""

from collections.abc import Mapping

Causes = Mapping[str, int]


def version_of(causes: Causes) -> int:
    """The version that follows from these causes: the sum of the offsets, plus one each. Rises with each change."""
    return sum(causes.values()) + len(causes)


def format_causes(causes: Causes) -> bytes:
    """`raw.espn=12,raw.odds=7`, sorted, so equal causes are equal bytes."""
    return ",".join(f"{topic}={offset}" for topic, offset in sorted(causes.items())).encode()


def parse_causes(text: bytes) -> dict[str, int]:
    """The inverse of `format_causes`; raises ValueError on anything else."""
    pairs = (pair.rpartition("=") for pair in text.decode().split(",") if pair)
    return {topic: int(offset) for topic, _, offset in pairs}
