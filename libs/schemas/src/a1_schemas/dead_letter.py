"""An input record with rejects: the original bytes stay the value, and headers carry the reasons."""

from dataclasses import dataclass

from a1_schemas.topics import dead_topic
from a1_schemas.vocabulary import RejectReason

ORIGINAL_KEY = "dead_key"
"""The header of a letter with the key of its record, whose place the position has taken."""
REPLAYED_TO = "dead_replayed_to"
"""The header of a letter whose record was sent again: `topic:partition:offset` at which it lies now."""
REPLAYED_FROM = "replayed_from"
"""The header of a record that was sent again: `topic:partition:offset` of the one it repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """One record of `raw.*`, `polls.*` or `raw.operator` with at least one reject.

    The key is `topic:partition:offset` of the record, so a repeated dead letter replaces the first. `rejects` counts
    them by reason; `detail` describes the first, with its JSON path. The record's own headers are kept unchanged beside
    these.
    """

    topic: str
    partition: int
    offset: int
    reason: RejectReason
    detail: str
    path: str
    rejects: dict[RejectReason, int]
    code_version: str

    @property
    def key(self) -> str:
        """The compaction key."""
        return f"{self.topic}:{self.partition}:{self.offset}"

    @property
    def dead_topic(self) -> str:
        """The topic to which the letter is written."""
        return dead_topic(self.topic)

    def to_kafka(self) -> list[tuple[str, bytes]]:
        """Return the reasons as headers, to be added to those of the raw record."""
        counts = ",".join(f"{reason}={count}" for reason, count in sorted(self.rejects.items()))
        return [
            ("dead_topic", self.topic.encode()),
            ("dead_partition", str(self.partition).encode()),
            ("dead_offset", str(self.offset).encode()),
            ("dead_reason", self.reason.encode()),
            ("dead_detail", self.detail.encode()),
            ("dead_path", self.path.encode()),
            ("dead_rejects", counts.encode()),
            ("dead_code_version", self.code_version.encode()),
        ]
