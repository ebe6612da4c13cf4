"""The closed vocabularies of a game and of the bets on it. As in `vocabulary`, words are added and never removed."""

from enum import StrEnum


class PeriodType(StrEnum):
    """What a period of a line score is."""

    REGULAR = "regular"
    OVERTIME = "overtime"
    SHOOTOUT = "shootout"


class InningHalf(StrEnum):
    """The half of an inning: the away side bats in the top."""

    TOP = "top"
    BOTTOM = "bottom"


class ClockDirection(StrEnum):
    """Whether a clock counts down to the end of a period or up from the start of the match."""

    DOWN = "down"
    UP = "up"


class HomeOrAway(StrEnum):
    """One of the two sides of a game."""

    HOME = "home"
    AWAY = "away"


class SeasonType(StrEnum):
    """The part of a season."""

    PRESEASON = "preseason"
    REGULAR = "regular"
    POSTSEASON = "postseason"


class MarketPhase(StrEnum):
    """When a market can be bet on. A closed one keeps its last price and cannot be bet on."""

    PREMATCH = "prematch"
    LIVE = "live"
    CLOSED = "closed"


class PropSide(StrEnum):
    """A side of a prop's line that can be taken."""

    OVER = "over"
    UNDER = "under"
