"""A record of an input topic, free of any client library."""

from typing import NamedTuple


class RawRecord(NamedTuple):
    """One record of `raw.*` or `polls.*`. `timestamp_ms` is the broker's."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]
    timestamp_ms: int = 0
