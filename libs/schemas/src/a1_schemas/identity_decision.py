"""A person's decision about a provider's listing of a game."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from a1_schemas.base import Frozen, UtcTime
from a1_schemas.leagues import League
from a1_schemas.providers import Provider

Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class DecisionAction(StrEnum):
    """What a person decides about a listing."""

    PIN = "pin"
    """It is the given game, regardless of its names and times."""
    SPLIT = "split"
    """It is a game of its own. Only listings pinned to it join it."""
    UNPIN = "unpin"
    """It is resolved from its own facts again."""


class IdentityDecision(Frozen):
    """Topic `raw.operator`, key = target. The newest decision about a listing applies.

    `target` is `operator/identity/<league>/<provider>/<native id>` (`a1_schemas.targets`).
    """

    target: str
    action: DecisionAction
    league: League
    provider: Provider
    native_id: Text
    event_id: str | None = None
    """The game the listing is pinned to: its id or an alias."""
    reason: Text
    decided_by: Text
    decided_at: UtcTime

    @model_validator(mode="after")
    def _names_a_game(self) -> Self:
        if (self.event_id is not None) is not (self.action is DecisionAction.PIN):
            raise ValueError("a pin names a game, and nothing else does")
        return self
