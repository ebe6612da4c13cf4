"""A person's decision about a provider's listing of a game, or of a player on rosters."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from a1_schemas.base import Frozen, UtcTime
from a1_schemas.leagues import League
from a1_schemas.providers import Provider

Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class DecisionAction(StrEnum):
    """What a person decides about a listing or a player."""

    PIN = "pin"
    """It is the given game or player, regardless of names, times and teams."""
    SPLIT = "split"
    """It is a game or a player of its own. Only what is pinned to it joins it."""
    UNPIN = "unpin"
    """It is resolved from its own facts again."""


class DecisionSubject(StrEnum):
    """What a decision is about."""

    LISTING = "listing"
    """A provider's listing of a game."""
    PLAYER = "player"
    """A provider's player on rosters."""


class IdentityDecision(Frozen):
    """Topic `raw.operator`, key = target. The newest decision about a listing or a player applies.

    `target` is `operator/identity/<league>/<provider>/<native id>` (`a1_schemas.targets`), of a player
    `operator/players/…`.
    """

    target: str
    subject: DecisionSubject = DecisionSubject.LISTING
    """What `provider` and `native_id` name. A listing in decisions of before."""
    action: DecisionAction
    league: League
    provider: Provider
    native_id: Text
    event_id: str | None = None
    """The game the listing is pinned to: its id or an alias."""
    player_id: str | None = None
    """The player that the player is pinned to."""
    reason: Text
    decided_by: Text
    decided_at: UtcTime

    @model_validator(mode="after")
    def _names_a_game_or_a_player(self) -> Self:
        is_pin, is_of_player = self.action is DecisionAction.PIN, self.subject is DecisionSubject.PLAYER
        if (self.event_id is not None) is not (is_pin and not is_of_player):
            raise ValueError("a pin of a listing names a game, and nothing else does")
        if (self.player_id is not None) is not (is_pin and is_of_player):
            raise ValueError("a pin of a player names a player, and nothing else does")
        return self
