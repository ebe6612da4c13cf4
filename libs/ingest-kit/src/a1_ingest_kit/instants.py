"""Start times as boards write them, read leniently: they only decide how often to ask."""

from datetime import UTC, datetime


def instant(text: str | None) -> datetime | None:
    """The aware UTC instant of an ISO time, in UTC where it names no zone; None for anything else."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
