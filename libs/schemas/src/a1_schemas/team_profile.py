"""A team, as one feed describes it."""

from a1_schemas.base import Frozen, Message
from a1_schemas.leagues import League
from a1_schemas.providers import Provider


class TeamRecord(Frozen):
    """A team's results in the season so far."""

    wins: int
    """Games won."""
    losses: int
    """Games lost, in overtime too where the league counts no overtime losses."""
    ties: int | None = None
    """Games drawn. Null where the feed reports none."""
    overtime_losses: int | None = None
    """Games lost after regulation. Null where the league counts none apart."""


class TeamProfile(Message):
    """Topic `normalized.teams`, key `league|provider|feed|team_id`. A field that the feed does not have is null."""

    team_id: str
    league: League
    provider: Provider
    feed: str
    target: str
    native_id: str | None = None
    """The provider's own id of the team."""
    name: str
    """The registered name, the same in every feed: `Los Angeles Lakers`."""
    nickname: str | None = None
    """The name without its place: `Lakers`."""
    abbreviation: str | None = None
    """As the feed abbreviates it."""
    city: str | None = None
    """The place in the team's name, which may be a state or a school."""
    colors: tuple[str, ...] = ()
    """The first colour first, as `#552583`."""
    logo: str | None = None
    """A link to an image."""
    conference: str | None = None
    """As the feed writes it. Baseball's leagues count as conferences."""
    division: str | None = None
    """As the feed writes it."""
    record: TeamRecord | None = None
    """The results of the season."""
    rank: int | None = None
    """The place in the feed's table, from 1: of the conference, of the division, or of the league."""
    standing: str | None = None
    """The same in the feed's words: `1st in Pacific Division`, `Champions League`."""
