"""A person's decision about a provider's listing of a game."""

from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from a1_schemas.base import Frozen, UtcTime
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import DecisionAction

Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]


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
