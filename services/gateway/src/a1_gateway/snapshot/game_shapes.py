"""The shapes of the page of one game. Its bytes are joined, and the OpenAPI document is generated from them."""

import msgspec

from a1_gateway.snapshot.annotations import Moment
from a1_gateway.snapshot.answers import Article, BestMarket, Game, Offer, Prop, ViewState
from a1_gateway.snapshot.box_score_shapes import PlayerFigures
from a1_gateway.snapshot.crosswalk import Crosswalk
from a1_gateway.snapshot.freshness import Source
from a1_gateway.snapshot.injury_rows import PlayerInjury


class GameMeta(msgspec.Struct, frozen=True):
    """The metadata of a page of one game."""

    generated_at: Moment
    """When the page was built."""
    view: ViewState
    """Whether what is served is all there is, or what was there before an outage."""
    sources: list[Source]


class GameParts(msgspec.Struct, frozen=True):
    """A game with the parts that were asked for; the others are absent."""  # its bytes are spliced from theirs

    game: Game
    """The game."""
    odds: list[Offer] | msgspec.UnsetType = msgspec.UNSET
    """All offers."""
    best: list[BestMarket] | msgspec.UnsetType = msgspec.UNSET
    """The best prices of what can be bet on now."""
    props: list[Prop] | msgspec.UnsetType = msgspec.UNSET
    """The ladders of lines, in the order of their list."""
    stats: list[PlayerFigures] | msgspec.UnsetType = msgspec.UNSET
    """The players of the box score."""
    news: list[Article] | msgspec.UnsetType = msgspec.UNSET
    """The articles about the game, newest first."""
    injuries: list[PlayerInjury] | msgspec.UnsetType = msgspec.UNSET
    """Of the players of both teams."""
    ids: Crosswalk | msgspec.UnsetType = msgspec.UNSET
    """The providers' own ids of the game."""


class GamePage(msgspec.Struct, frozen=True):
    """A page of one game."""

    data: GameParts
    meta: GameMeta
