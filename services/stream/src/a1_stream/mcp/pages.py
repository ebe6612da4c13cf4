"""The gateway's pages, as far as an answer is made of them."""

from datetime import datetime
from typing import Any

import msgspec


class PageSource(msgspec.Struct, frozen=True):
    """The state of one provider's feed of a league."""

    provider: str
    feed: str
    state: str
    reason: str
    last_success_at: datetime | None


class PageMeta(msgspec.Struct, frozen=True):
    """What a page of the view says of itself. The page of one game has no next one."""

    generated_at: datetime
    view: str
    sources: tuple[PageSource, ...]
    cursor: str | None
    next_cursor: str | None = None


class ListPage(msgspec.Struct, frozen=True):
    """A page of a list."""

    data: list[dict[str, Any]]
    meta: PageMeta


class GamePage(msgspec.Struct, frozen=True):
    """The page of one game."""

    data: dict[str, Any]
    meta: PageMeta


class PastMeta(msgspec.Struct, frozen=True):
    """What a page of movements says of itself: the past knows no sources and no cursor of the stream."""

    league: str
    next_cursor: str | None


class PastPage(msgspec.Struct, frozen=True):
    """A page of movements."""

    data: list[dict[str, Any]]
    meta: PastMeta


class HealthSource(PageSource, frozen=True, kw_only=True):
    """The same, of any league."""

    league: str
    valid_until: datetime


class LeagueView(msgspec.Struct, frozen=True):
    """How current a league's part of the view is."""

    league: str
    state: str


class Reachable(msgspec.Struct, frozen=True):
    """Whether something answers."""

    state: str


class ServiceHealth(msgspec.Struct, frozen=True):
    """A service by its heartbeats."""

    service: str
    state: str
    reason: str | None
    lag: int | None
    findings: list[str]


class HealthPage(msgspec.Struct, frozen=True):
    """The detailed health."""

    status: str
    timestamp: datetime
    redis: Reachable
    sources: tuple[HealthSource, ...]
    services: tuple[ServiceHealth, ...]
    views: tuple[LeagueView, ...]
