"""A player, as one roster lists the player."""

from pydantic import Field

from a1_schemas.base import Message
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.roster_status import RosterStatus


class PlayerProfile(Message):
    """Topic `normalized.players`, key `league|provider|feed|team_id|player_id`. What it lacks is null."""

    player_id: str
    league: League
    provider: Provider
    feed: str
    target: str
    name: str
    """The player's name as the roster writes it."""
    team_id: str
    """The team whose roster it is."""
    position: str | None = None
    """As the provider writes it: `SF`, `QB`, `goalkeeper`."""
    jersey: str | None = None
    """The number on the shirt."""
    headshot: str | None = None
    """A link to an image."""
    status: RosterStatus | None = None
    """Null also where the provider's word is in no vocabulary."""
    native_status: str | None = None
    """The provider's own word: `Active`, `ACT`, `IR`."""
    provider_ids: dict[str, str] = Field(default_factory=dict[str, str])
    """The provider's own id of the player, by provider."""
