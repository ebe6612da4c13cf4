"""The requests to PrizePicks: the leagues, then the boards of each."""

from collections.abc import Generator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from a1_ingest_kit.requests import Cadence, Request, Source, every
from a1_ingest_prizepicks import client
from a1_ingest_prizepicks.settings import PrizePicksSettings
from a1_schemas.leagues import League, prizepicks_boards
from a1_schemas.segment_boards import prizepicks_segments
from a1_schemas.topics import MULTI

PAGES = 20
"""More than any board has had. Bounds the requests that a wrong page count can cause."""


class _LeagueAttributes(msgspec.Struct):
    name: str | None = None


class _League(msgspec.Struct):
    id: str
    attributes: _LeagueAttributes = msgspec.field(default_factory=_LeagueAttributes)


class _Leagues(msgspec.Struct):
    data: list[_League]


class _Meta(msgspec.Struct):
    total_pages: int | None = None


class _Board(msgspec.Struct):
    meta: _Meta | None = None


def read_leagues(body: bytes) -> Mapping[str, str]:
    """Return league ids by name, from the catalogue."""
    listed = msgspec.json.decode(body, type=_Leagues).data
    return {each.attributes.name: each.id for each in listed if each.attributes.name is not None}


def read_pages(body: bytes) -> int:
    """Return the number of pages that a board reports."""
    meta = msgspec.json.decode(body, type=_Board).meta
    pages = None if meta is None else meta.total_pages
    return 1 if pages is None else min(max(pages, 1), PAGES)


def boards(settings: PrizePicksSettings) -> Source:
    """Return the source of the catalogue and of each owned league's boards: of its games, then of their parts.

    The owner of `multi` polls the catalogue. Board ids are stable, so the boards do not depend on it.
    """
    daily = every(timedelta(seconds=settings.leagues_every_s))
    cadence = every(timedelta(seconds=settings.projections_every_s))
    segment_cadence = every(timedelta(seconds=settings.segments_every_s))

    def source(owned: tuple[str, ...], _now: datetime) -> Generator[Request, Any, None]:
        listed: Mapping[str, str] | None = None
        if MULTI in owned:
            listed = yield client.leagues(cadence=daily, read=read_leagues)
        ids = listed or {}
        for board, leagues in prizepicks_boards().items():
            ours = [league for league in leagues if league in owned]
            if not ours:
                continue
            yield from _pages(ids.get(board.name, board.id), ours, cadence)
            for part in prizepicks_segments(board):
                if part.segment in settings.segments:
                    yield from _pages(ids.get(part.board.name, part.board.id), ours, segment_cadence)

    return source


def _pages(league_id: str, leagues: Sequence[League], cadence: Cadence) -> Generator[Request, Any, None]:
    pages: int | None = yield client.projections(league_id, 1, leagues, cadence=cadence, read=read_pages)
    for page in range(2, (pages or 1) + 1):
        yield client.projections(league_id, page, leagues, cadence=cadence, read=read_pages)
