"""The rules of a profile, as they stand in its file: each states one thing, for leagues and families, with a source."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from a1_grading.families import Family
from a1_schemas.leagues import League


class Basis(StrEnum):
    """How near a source is to the bookmaker."""

    OWN = "own"
    """The bookmaker's own page, or for the neutral profile our decision."""
    ABOUT = "about"
    """A page of others about this bookmaker."""
    CUSTOM = "custom"
    """A page about the custom of bookmakers, without this one's name."""


class Participation(StrEnum):
    """What a player must have done for a prop to stand."""

    PLATE_APPEARANCE = "plate-appearance"
    PITCH = "pitch"
    SNAP = "snap"
    PLAY = "play"
    START = "start"


class Pitchers(StrEnum):
    """Whether a change of the starting pitchers matters."""

    ACTION = "action"
    """It does not."""
    LISTED = "listed"
    """The bet is void."""


class Ending(StrEnum):
    """What becomes of bets on a game that is not played to its end as scheduled."""

    VOID = "void"
    """They are void."""
    VOID_UNLESS_DECIDED = "void-unless-decided"
    """Those that were decided by then stand."""


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Minimum(_Closed):
    """How much must be played. Exactly one field is set."""

    innings: int | None = Field(default=None, ge=1, le=9)
    """Innings; half an inning less where the home side leads."""
    minutes: int | None = Field(default=None, ge=1, le=90)
    """Minutes of play."""
    whole: bool | None = None
    """True: the part that is bet on must be over."""

    @model_validator(mode="after")
    def _has_one(self) -> "Minimum":
        if [self.innings, self.minutes, self.whole].count(None) != 2 or self.whole is False:
            raise ValueError("either innings, or minutes, or whole = true")
        return self


class Rule(_Closed):
    """One rule with its source. It states exactly one of `FACTS`."""

    leagues: Annotated[tuple[League, ...], Field(min_length=1)]
    families: Annotated[tuple[Family, ...], Field(min_length=1)]
    minimum: Minimum | None = None
    """How much must be played for action."""
    decided_stands: bool | None = None
    """Whether a bet that was decided before play stopped stands though too little was played."""
    participation: Participation | None = None
    """What a player must have done for action."""
    pitchers: Pitchers | None = None
    """Baseball: whether other starting pitchers make a bet void."""
    postponed: Ending | None = None
    """A game that is moved to another day before its start."""
    cancelled: Ending | None = None
    """A game that never started."""
    abandoned: Ending | None = None
    """A game that was stopped and not resumed."""
    basis: Basis
    source: Annotated[str, Field(min_length=1)]
    """The address of the page."""
    dated: date | None = None
    """The day that the page gives; missing where it gives none."""
    read: date
    """The day on which the page was read."""

    @property
    def stated(self) -> dict[str, object]:
        """The one fact that the rule states, by its name."""
        return {name: fact for name in FACTS if (fact := getattr(self, name)) is not None}

    @model_validator(mode="after")
    def _states_one(self) -> "Rule":
        if len(self.stated) != 1:
            raise ValueError(f"a rule states one of {', '.join(FACTS)}")
        return self


FACTS = ("minimum", "decided_stands", "participation", "pitchers", "postponed", "cancelled", "abandoned")
"""What a rule can state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that a profile states of one family in one league. None: it is not known."""

    minimum: Minimum | None = None
    decided_stands: bool | None = None
    participation: Participation | None = None
    pitchers: Pitchers | None = None
    postponed: Ending | None = None
    cancelled: Ending | None = None
    abandoned: Ending | None = None


UNKNOWN = Rules()
