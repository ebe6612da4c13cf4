"""A Kafka record of an input topic, independent of any client library."""

from typing import NamedTuple

from a1_schemas.targets import TargetParts, parts_of


class RawRecord(NamedTuple):
    """One record of `raw.*` or `polls.*`. `timestamp_ms` is the broker's, in milliseconds since the epoch."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]
    timestamp_ms: int = 0

    @property
    def source(self) -> TargetParts:
        """Provider, feed and league, parsed from the record key, which is the target."""
        return parts_of((self.key or b"").decode("utf-8", "replace"))
