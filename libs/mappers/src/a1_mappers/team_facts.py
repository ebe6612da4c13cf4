"""What a body says of a team besides its ids and names."""

import re
from collections.abc import Iterable

import msgspec

from a1_schemas.team_profile import TeamRecord


class TeamFacts(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The facts of `a1_schemas.team_profile`. None, or empty, where the body does not have one."""

    nickname: str | None = None
    city: str | None = None
    colors: tuple[str, ...] = ()
    logo: str | None = None
    conference: str | None = None
    division: str | None = None
    record: TeamRecord | None = None
    rank: int | None = None
    standing: str | None = None


_HEX = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)


def colours(written: Iterable[object]) -> tuple[str, ...]:
    """Return colours as `#552583`, each once. What is none is left out."""
    found = (_HEX.fullmatch(each) for each in written if isinstance(each, str))
    return tuple(dict.fromkeys(f"#{match[1].lower()}" for match in found if match is not None))


def record_of(
    wins: int | None, losses: int | None, ties: int | None = None, overtime_losses: int | None = None
) -> TeamRecord | None:
    """Return the record, or None where wins or losses are unknown or a number is below zero."""
    if wins is None or losses is None or min(wins, losses, ties or 0, overtime_losses or 0) < 0:
        return None
    return TeamRecord(wins=wins, losses=losses, ties=ties, overtime_losses=overtime_losses)


def rank_of(place: int | None) -> int | None:
    """Return a place in a table, or None where it is none: feeds write 0 before the first game."""
    return place if place is not None and place > 0 else None
