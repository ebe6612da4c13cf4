"""A player, as one roster lists the player."""

from pydantic import Field

from a1_schemas.base import Message, UtcTime
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.roster_status import RosterStatus


class PlayerProfile(Message):
    """Topic `normalized.players`, key `league|provider|feed|team_id|player_id`. What it lacks is null."""

    player_id: str
    """Our id of the player: that of the first roster that listed the person (see `a1_identity.persons`)."""
    league: League
    provider: Provider
    feed: str
    target: str
    name: str
    """The player's name: one spelling in all records of this id (see `a1_identity.spelling`)."""
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
    written: str | None = None
    """The name as the roster writes it. Null where that is `name`."""
    first_listed_at: UtcTime | None = None
    """When this roster listed the player first. Null in records of before, where `changed_at` stands for it."""
    pinned: str | None = None
    """The player that a person said this one is, as `provider/native id`; its own if it is one apart."""
