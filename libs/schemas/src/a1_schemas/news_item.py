"""An article about a league, its teams or its players."""

from a1_schemas.base import Message, UtcTime
from a1_schemas.leagues import League
from a1_schemas.providers import Provider


class NewsItem(Message):
    """Topic `normalized.news`, key `league|provider|native_id`."""

    league: League
    provider: Provider
    native_id: str
    headline: str
    description: str | None = None
    article_type: str | None = None
    url: str | None = None
    byline: str | None = None
    published_at: UtcTime | None = None
    premium: bool | None = None
    team_ids: tuple[str, ...] = ()
    event_ids: tuple[str, ...] = ()
