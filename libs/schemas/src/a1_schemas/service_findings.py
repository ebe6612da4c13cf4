"""The words of what is wrong with a running service."""

from enum import StrEnum


class ServiceFinding(StrEnum):
    """What a running service reports as wrong with its work. Each one degrades health."""

    HALTED = "halted"
    """A partition stopped because too many of its records were dead letters."""
    CLOCK_AHEAD = "clock-ahead"
    """Records are stamped more than two minutes ahead of the broker's time."""
    LIFE_SPANS_OFF = "life-spans-off"
    """Nothing ends: for recordings only."""
    JOURNAL = "journal"
    """Answers wait on disk until the broker takes them."""
    OFFSET_BEFORE_LOG = "offset-before-log"
    """Records were deleted before they were read."""
    BROKER_AWAY = "broker-away"
    """The broker does not answer."""
