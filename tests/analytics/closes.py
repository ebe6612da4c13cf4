"""Closing prices as they are served, beside those of the sandbox's truth."""

from typing import Any

from tests.analytics.bets import EventIds, Row, event_of, number
from tests.analytics.watched import Demo


def closes_that_lack(demo: Demo) -> list[Row]:
    """Closing prices of the truth that are not served so."""
    event_ids = demo.event_ids()
    closes = demo.truth()["closes"]
    games = {event_of(row["event"], event_ids) for row in closes} - {None}
    kept = {
        (
            *(row["event_id"], row["provider"], row["bookmaker"], row["market"], row["selection"]),
            *(number(row["close"]["line"]), number(row["close"]["price"])),
        )
        for event_id in games
        for row in demo.rows(f"movements/{event_id}")
        if row["close"] is not None
    }
    return [row for row in closes if _close(row, event_ids) not in kept]


def _close(row: Row, event_ids: EventIds) -> tuple[Any, ...]:
    return (
        *(event_of(row["event"], event_ids), row["provider"], row["bookmaker"], row["market"], row["selection"]),
        *(number(row["line"]), number(row["price"])),
    )
