"""The words of a player's place on a roster."""

from enum import StrEnum


class RosterStatus(StrEnum):
    """A player's place on a roster. Availability for a game is an `InjuryStatus`."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    INJURED_RESERVE = "injured-reserve"
    SUSPENDED = "suspended"
    PRACTICE_SQUAD = "practice-squad"
    MINOR_LEAGUE = "minor-league"
    TWO_WAY = "two-way"
    FREE_AGENT = "free-agent"
    RETIRED = "retired"
