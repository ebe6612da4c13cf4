"""The fields of PrizePicks' JSON:API bodies that are read, under its own names.

Absent and null differ by the API's age and mean the same here. `rank`, `trending_count` and `updated_at` change with
every poll and are not read.
"""

from decimal import Decimal

import msgspec


class Ref(msgspec.Struct, frozen=True, gc=False):
    """The target of a relationship. Ids are unique per type only."""

    type: str
    id: str


class Link(msgspec.Struct, frozen=True, gc=False):
    """A relationship to at most one resource."""

    data: Ref | None = None


class Meta(msgspec.Struct, frozen=True, gc=False):
    """The paging of the board."""

    total_pages: int | None = None


class Board(msgspec.Struct, frozen=True):
    """The body of `/projections`. An empty board has no `included` at all."""

    data: list[msgspec.Raw]
    included: list[msgspec.Raw] | None = None
    meta: Meta | None = None


class Resource(msgspec.Struct, frozen=True):
    """An included resource; its attributes stay bytes."""

    type: str
    id: str
    attributes: msgspec.Raw = msgspec.Raw(b"{}")
    relationships: msgspec.Raw = msgspec.Raw(b"{}")


class ProjectionAttributes(msgspec.Struct, frozen=True):
    """One line of one player's ladder."""

    line_score: Decimal | None = None
    flash_sale_line_score: Decimal | None = None
    is_promo: bool | None = None
    odds_type: str | None = None
    allowed_wager_types: str | None = None
    adjusted_odds: bool | None = None
    status: str | None = None
    stat_type: str | None = None
    description: str | None = None
    game_id: str | None = None
    start_time: str | None = None


class ProjectionLinks(msgspec.Struct, frozen=True):
    """The resources a line is about."""

    duration: Link = Link()
    game: Link = Link()
    league: Link = Link()
    new_player: Link = Link()
    score: Link = Link()
    stat_type: Link = Link()


class Projection(msgspec.Struct, frozen=True):
    """A row of the board."""

    id: str
    attributes: ProjectionAttributes
    relationships: ProjectionLinks = ProjectionLinks()


class WholeBoard(msgspec.Struct, frozen=True):
    """The body of `/projections` where each piece of it has the expected shape."""

    data: list[Projection]
    included: list[Resource] | None = None
    meta: Meta | None = None


class Player(msgspec.Struct, frozen=True):
    """`new_player`. In individual sports `team` is the player; `name` joins several with `combo`."""

    name: str | None = None
    combo: bool | None = None
    team: str | None = None
    market: str | None = None
    team_name: str | None = None
    position: str | None = None
    jersey_number: str | int | None = None
    league: str | None = None


class Named(msgspec.Struct, frozen=True):
    """`duration`, `stat_type` and `league`: only the name is read."""

    name: str | None = None


class Team(msgspec.Struct, frozen=True):
    """`team`. `market` and `name` are null outside North America's leagues."""

    abbreviation: str | None = None
    market: str | None = None
    name: str | None = None


class League(msgspec.Struct, frozen=True):
    """An entry of `/leagues`. Ids are strings, but the parent's id is an integer."""

    name: str
    active: bool = False
    parent_id: int | str | None = None


class Score(msgspec.Struct, frozen=True):
    """`score`. `details` is the box score so far, without values of zero."""

    details: dict[str, msgspec.Raw] | None = None


class GameSide(msgspec.Struct, frozen=True):
    """A side in a game's metadata. Its code can differ from the rows' (PHO, PHX)."""

    abbreviation: str | None = None
    name: str | None = None


class GameSides(msgspec.Struct, frozen=True):
    """Both sides; missing in some games."""

    home: GameSide = GameSide()
    away: GameSide = GameSide()


class GameScore(msgspec.Struct, frozen=True):
    """The score so far."""

    home: int | None = None
    away: int | None = None


class GameFacts(msgspec.Struct, frozen=True):
    """`metadata.game_info`."""

    teams: GameSides = GameSides()
    score: GameScore | None = None
    period: int | None = None
    clock: str | None = None


class GameMetadata(msgspec.Struct, frozen=True):
    """`metadata`: a record of the game from another data supplier."""

    game_info: GameFacts = GameFacts()
    league_name: str | None = None


class GameAttributes(msgspec.Struct, frozen=True):
    """`game`, since 2025."""

    external_game_id: str | None = None
    status: str | None = None
    start_time: str | None = None
    metadata: GameMetadata | None = None


class GameLinks(msgspec.Struct, frozen=True):
    """A game's teams."""

    home_team_data: Link = Link()
    away_team_data: Link = Link()
