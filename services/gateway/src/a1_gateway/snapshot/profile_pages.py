"""Builds the pages of teams, of standings and of one player."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import Enum
from typing import Any

import msgspec

from a1_gateway.snapshot.answers import Meta
from a1_gateway.snapshot.items import Item, as_words, distinct
from a1_gateway.snapshot.known_values import refuse_unknown
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.page import Page, tagged_page
from a1_gateway.snapshot.parameters import TEAMS
from a1_gateway.snapshot.player_rows import PlayerMeta, player_row
from a1_gateway.snapshot.queries import parse_parameters
from a1_gateway.snapshot.team_rows import LeagueTeam, by_name, by_standing, team_row
from a1_gateway.snapshot.view_facts import cursor_of, source_rows, worst_state

_encode = msgspec.json.Encoder().encode
Views = tuple[LeagueView, ...]


class TeamOrder(Enum):
    """The orders of a league's teams."""

    NAME = "teams"
    STANDING = "standings"


_PLACES: dict[TeamOrder, Callable[[LeagueTeam], Any]] = {TeamOrder.NAME: by_name, TeamOrder.STANDING: by_standing}


def build_team_page(order: TeamOrder, views: Views, query_string: bytes, now: datetime) -> Page:
    """Return the page of all teams that a query asks for, league by league. Raises Problem for an invalid query."""
    query = parse_parameters(TEAMS, query_string)
    refuse_unknown(query, views)
    shown: list[LeagueTeam] = []
    for view in views:
        rows = {team.team_id: team for team in _teams(order, view)}
        shown += [rows[item.key] for item in query.admitted(map(_item, rows.values()))]
    sources = source_rows(views, now)
    meta = Meta(
        count=len(shown),
        next_cursor=None,
        generated_at=now,
        view=worst_state(views),
        sources=sources,
        removed=None,
        cursor=cursor_of(views),
    )
    freshness = _encode([meta.view, [source.believed for source in sources]])
    return _page(_encode(shown), meta, freshness)


def build_player_page(view: LeagueView, player_id: str, query_string: bytes, now: datetime) -> Page:
    """Return the page of a player whom the view holds. Raises Problem for an invalid query."""
    parse_parameters({}, query_string)
    sources = source_rows((view,), now)
    meta = PlayerMeta(generated_at=now, view=worst_state((view,)), sources=sources, cursor=view.cursor())
    freshness = _encode([meta.view, [source.believed for source in sources]])
    return _page(_encode(player_row(view.records.player(player_id), view.records.freshness)), meta, freshness)


def _teams(order: TeamOrder, view: LeagueView) -> Iterable[LeagueTeam]:
    rows = (team_row(profiles, view.records.freshness) for profiles in view.records.teams())
    return sorted(rows, key=_PLACES[order])


def _item(team: LeagueTeam) -> Item:
    """Return the facts of a team that filters compare."""
    words = (team.team_id, team.name, team.abbreviation, team.nickname)
    return Item(
        at=0,
        key=team.team_id,
        changed_at=team.changed_at,
        sources=distinct(source.provider for source in team.sources),
        teams=as_words(tuple(word.casefold() for word in words if word)),
    )


def _page(data: bytes, meta: object, freshness: bytes) -> Page:
    """Return the page. Its tag covers data and freshness, not the times of the last polls."""
    return tagged_page(b"".join((b'{"data":', data, b',"meta":', _encode(meta), b"}")), freshness + data)
