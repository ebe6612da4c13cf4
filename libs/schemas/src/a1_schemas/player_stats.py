"""One player's statistics in one event, as one provider reports them."""

from a1_schemas.base import ExactNumber, Message
from a1_schemas.leagues import League
from a1_schemas.player_prop import PropPlayer
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus


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
    game_status: EventStatus | None = None
    """The status of the game in the same body. Figures of a game in play need not be the final ones."""
