"""What the metadata of a page says of the views behind it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from a1_gateway.snapshot.freshness import Source, SourceWithQuota
from a1_gateway.snapshot.league_view import LeagueView

_STATES = ("complete", "rebuilding", "disconnected", "unread")
"""From the best to the worst."""


def worst_state(views: Iterable[LeagueView]) -> str:
    """Return the state of the view that is least current."""
    return max((view.state.value for view in views), key=_STATES.index)


def cursor_of(views: Sequence[LeagueView]) -> str | None:
    """Return where a reader of one league goes on; None for several, since a cursor is of one league's log."""
    return views[0].cursor() if len(views) == 1 else None


def source_rows(views: Iterable[LeagueView], now: datetime) -> list[Source]:
    """Return the state of each provider's feeds, without its quota."""
    return [_row(source) for view in views for source in view.records.sources(now)]


def _row(source: SourceWithQuota) -> Source:
    return Source(
        *(source.provider, source.league, source.feed, source.state, source.reason),
        *(source.last_success_at, source.valid_until),
    )
