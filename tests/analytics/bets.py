"""Bets as the gateway has them, and as the sandbox's truth has them."""

from typing import Any

Row = dict[str, Any]
Bets = frozenset[tuple[Any, ...]]
EventIds = dict[tuple[str, str], str]
"""Provider and native id → our id of the game."""


def event_of(event: Row, event_ids: EventIds) -> str | None:
    """Our id of a game of the truth, by whichever provider's id is known."""
    known = (event_ids.get(key) for key in event["native_ids"].items())
    return next((each for each in known if each is not None), None)


def number(value: object) -> float | None:
    """A number as it is compared."""
    return None if value is None else round(float(str(value)), 4)


def served_bets(row: Row) -> Bets:
    """The bets of an opportunity as the gateway has it; those of an entry by their game alone."""
    if row["kind"] == "entry":
        return frozenset((leg["event_id"],) for leg in row["legs"])
    return frozenset(
        (
            *(leg["event_id"], leg["provider"], leg["bookmaker"], leg["selection"]),
            *(number(leg["line"]), number(leg["price"])),
        )
        for leg in row["legs"]
    )


def true_bets(planted: Row, event_ids: EventIds) -> Bets:
    """The bets of an opportunity or a trap as the world has planted it."""
    if planted["kind"] == "entry":
        return frozenset((event_of(leg["event"], event_ids),) for leg in planted["legs"])
    return frozenset(
        (
            *(event_of(leg["event"], event_ids), leg["provider"], leg["bookmaker"], leg["selection"]),
            *(number(leg["line"]), number(leg["price"])),
        )
        for leg in planted["legs"]
    )
