"""The shapes of the page of one game. Its bytes are joined, and the OpenAPI document is generated from them."""

from typing import Annotated

import msgspec

from a1_gateway.snapshot.annotations import Moment, one_of
from a1_gateway.snapshot.answers import Article, BestMarket, FreshOrStale, Game, Offer, StreamCursor, ViewState
from a1_gateway.snapshot.box_score_shapes import BY_STATISTIC, Figure, PlayerFigures, Side
from a1_gateway.snapshot.crosswalk import Crosswalk
from a1_gateway.snapshot.freshness import Source
from a1_gateway.snapshot.injury_rows import PlayerInjury
from a1_gateway.snapshot.prop_rows import Lines, Prop
from a1_gateway.snapshot.reported_players import ReportedPlayer
from a1_schemas import fast
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Period


class GameMeta(msgspec.Struct, frozen=True):
    """The metadata of a page of one game."""

    generated_at: Moment
    """When the page was built."""
    view: ViewState
    """Whether what is served is all there is, or what was there before an outage."""
    sources: list[Source]
    cursor: StreamCursor


class GamePlayer(msgspec.Struct, frozen=True, kw_only=True):
    """A player of the game's box score, without the reports that were merged."""

    player: ReportedPlayer
    side: Side | None
    """The player's side of the game; null where it is unknown."""
    starter: bool | None
    """Whether the player started, where a provider reports it."""
    seconds: int | None
    """Seconds played, where a provider reports them; `minutes` are the same as a decimal number."""
    stats: Annotated[dict[str, Figure], BY_STATISTIC]
    """The figures by statistic."""
    changed_at: Moment
    """The newest of its reports."""
    freshness: FreshOrStale
    """Stale only where every report is."""


def game_player(figures: PlayerFigures) -> GamePlayer:
    """Return a row of a box score as the page of its game shows it."""
    return GamePlayer(**{name: getattr(figures, name) for name in GamePlayer.__struct_fields__})


class GameProp(msgspec.Struct, frozen=True, kw_only=True):
    """One source's ladder of lines for one player and one statistic, without the facts of the game."""

    stat_type: Annotated[str, one_of(StatType)]
    native_stat: str | None
    """The statistic in the provider's words, where no vocabulary of ours has it."""
    period: Annotated[str, one_of(Period)]
    player: fast.PropPlayer
    """The first of `players`."""
    players: tuple[fast.PropPlayer, ...]
    """One player, or up to four of a combo."""
    source: Annotated[str, one_of(Provider)]
    feed: str
    bookmaker: str
    lines: Lines
    observed_at: Moment | None
    changed_at: Moment
    freshness: FreshOrStale


def game_prop(prop: Prop) -> GameProp:
    """Return a row of the list of props as the page of its game shows it."""
    return GameProp(**{name: getattr(prop, name) for name in GameProp.__struct_fields__})


class GameParts(msgspec.Struct, frozen=True):
    """A game with the parts that were asked for; the others are absent."""  # its bytes are spliced from theirs

    game: Game
    """The game."""
    odds: list[Offer] | msgspec.UnsetType = msgspec.UNSET
    """All offers."""
    best: list[BestMarket] | msgspec.UnsetType = msgspec.UNSET
    """The best prices of what can be bet on now."""
    props: list[GameProp] | msgspec.UnsetType = msgspec.UNSET
    """The ladders of lines, in the order of their list."""
    stats: list[GamePlayer] | msgspec.UnsetType = msgspec.UNSET
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
