"""The form of a play, for all sports."""

from typing import NamedTuple

from a1_schemas.stats import StatType


class Credit(NamedTuple):
    """What a play adds to a player's box score."""

    side: int
    slot: int
    stat: StatType
    amount: int = 1


class Play(NamedTuple):
    """Something that happened, `second` seconds of play into the game (from 1)."""

    second: int
    side: int
    points: int
    credits: tuple[Credit, ...]


def settled(plays: list[Play], decider: Play) -> list[Play]:
    """The plays, with one more at the end where the score would be level."""
    score = [0, 0]
    for play in plays:
        score[play.side] += play.points
    return [*plays, decider] if score[0] == score[1] else plays
