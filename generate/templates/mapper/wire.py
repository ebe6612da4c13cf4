"""The fields of NewProvider's bodies that are read, by the provider's own names."""

import msgspec


class Team(msgspec.Struct, frozen=True, gc=False):
    """A side of a game."""

    id: str
    name: str | None = None
    score: int | None = None


class Game(msgspec.Struct, frozen=True, gc=False):
    """A game."""

    id: str
    home: Team
    away: Team
    start_time: str | None = None
    status: str | None = None


class Games(msgspec.Struct, frozen=True, gc=False):
    """A league's games, each still unread."""

    games: list[msgspec.Raw]


class ErrorBody(msgspec.Struct, frozen=True, gc=False):
    """What stands instead of an answer."""

    error: str
