"""An article about a league, its teams or its players."""

from a1_schemas.base import Frozen, Message, UtcTime
from a1_schemas.leagues import League
from a1_schemas.providers import Provider


class NewsImage(Frozen):
    """A picture of an article."""

    url: str
    """Where the picture is, https."""
    width: int | None = None
    """In pixels."""
    height: int | None = None
    """In pixels."""
    caption: str | None = None
    """What it shows, in the provider's words."""


class NewsPlayer(Frozen):
    """A player that an article is about."""

    player_id: str
    """Our id of the player, by the rosters of the league, else by name."""
    name: str
    """The player's name."""
    native_id: str | None = None
    """The provider's own id of the player."""


class NewsItem(Message):
    """Topic `normalized.news`, key `league|provider|native_id`."""

    league: League
    provider: Provider
    native_id: str
    """The provider's own id of the article."""
    headline: str
    """The headline."""
    description: str | None = None
    """The first sentences, or a summary."""
    article_type: str | None = None
    """The provider's own word: `Story`, `Recap`, `Media`."""
    url: str | None = None
    """Where it can be read, https."""
    byline: str | None = None
    """Its authors."""
    published_at: UtcTime | None = None
    """When it was published."""
    premium: bool | None = None
    """Whether only subscribers of the provider can read it."""
    team_ids: tuple[str, ...] = ()
    """The teams that it is about."""
    event_ids: tuple[str, ...] = ()
    """The games that it is about."""
    players: tuple[NewsPlayer, ...] = ()
    """The players that it is about."""
    images: tuple[NewsImage, ...] = ()
    """Its first pictures, in the provider's order."""
