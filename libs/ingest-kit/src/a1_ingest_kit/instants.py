"""Parses start times leniently: they only decide how often to poll."""

from datetime import UTC, datetime


def instant(text: str | None) -> datetime | None:
    """Return the instant of an ISO time, assumed UTC if it has no zone, or None for anything else."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
