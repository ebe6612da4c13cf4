"""A player's availability, as one provider reports it."""

from datetime import date

from a1_schemas.base import Message
from a1_schemas.leagues import League
from a1_schemas.player_prop import PropPlayer
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import InjuryStatus


class Injury(Message):
    """Topic `normalized.injuries`, key `league|provider|feed|team|player_id`."""

    league: League
    provider: Provider
    feed: str
    target: str
    player: PropPlayer
    status: InjuryStatus
    native_status: str
    """The provider's own word: `Out`, `Day-To-Day`."""
    body_part: str | None = None
    """The provider's own word."""
    comment: str | None = None
    """The provider's own text."""
    expected_return_on: date | None = None
    """The day on which the player is expected back."""
