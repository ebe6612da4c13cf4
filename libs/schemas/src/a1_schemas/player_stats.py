"""One player's statistics in one event, as one provider reports them."""

from a1_schemas.base import ExactNumber, Message
from a1_schemas.leagues import League
from a1_schemas.player_prop import PropPlayer
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType


class PlayerStats(Message):
    """Topic `normalized.player-stats`, key `event_id|provider|feed|player_id`."""

    event_id: str
    league: League
    provider: Provider
    feed: str
    target: str
    native_event_id: str
    """The provider's own id of the game."""
    player: PropPlayer
    starter: bool | None = None
    """Whether the player started, where the provider reports it."""
    stats: dict[StatType, ExactNumber]
    """The figures by statistic."""
