"""Builds the page of one game: the game, and the parts of the view about it that `include` names."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

import msgspec

from a1_gateway.snapshot.box_score import box_score
from a1_gateway.snapshot.builders import Part
from a1_gateway.snapshot.crosswalk import crosswalk_of
from a1_gateway.snapshot.game_shapes import GameMeta, game_player, game_prop
from a1_gateway.snapshot.items import Item, Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.page import Page, tagged_page
from a1_gateway.snapshot.parameters import BEST, GAME, IDS, INJURIES, NEWS, ODDS, PROPS, STATS
from a1_gateway.snapshot.prop_rows import prop_row
from a1_gateway.snapshot.queries import Query, parse_parameters
from a1_gateway.snapshot.view_facts import source_rows, worst_state
from a1_schemas import fast
from a1_schemas.vocabulary import Kind

_encode = msgspec.json.Encoder().encode
_EMPTY = b"[]"


def parse_game_query(query_string: bytes) -> Query:
    """Return the query of the route. Raises Problem."""
    return parse_parameters(GAME, query_string)


def build_game_page(view: LeagueView, event_id: str, query: Query, now: datetime) -> Page:
    """Return the page of a game that the view holds. Its tag covers data and freshness, not the times of polls."""
    parts = [b'{"data":{"game":', _game(view, event_id)]
    for word, part_of in _PARTS.items():
        if word in query.include:
            parts += (b',"', word.encode(), b'":', part_of(view, event_id))
    sources = source_rows((view,), now)
    meta = GameMeta(generated_at=now, view=worst_state((view,)), sources=sources, cursor=view.cursor())
    freshness = _encode([meta.view, [source.believed for source in sources]])
    data = b"".join(parts)
    return tagged_page(b"".join((data, b'},"meta":', _encode(meta), b"}")), freshness + data)


def _game(view: LeagueView, event_id: str) -> bytes:
    game = view.item(Resource.GAMES, event_id)
    assert game is not None  # noqa: S101  # the view holds the game
    return view.body(Resource.GAMES, game)


def _of_odds(part: Part, view: LeagueView, event_id: str) -> bytes:
    odds = view.item(Resource.ODDS, event_id)
    return _EMPTY if odds is None else view.part(Resource.ODDS, odds, part)


def _offers(view: LeagueView, event_id: str) -> bytes:
    return _of_odds(Part.OFFERS, view, event_id)


def _best(view: LeagueView, event_id: str) -> bytes:
    return _of_odds(Part.BEST, view, event_id)


def _props(view: LeagueView, event_id: str) -> bytes:
    keys = view.records.keys_of_event(Kind.PROPS, event_id)
    found = (view.item(Resource.PROPS, key) for key in keys)
    items = sorted((item for item in found if item is not None), key=lambda item: item.order)
    return _encode([game_prop(prop_row(view.records, item.key)) for item in items])


def _statistics(view: LeagueView, event_id: str) -> bytes:
    return _encode([game_player(player) for player in box_score(view.records, event_id)])


def _news(view: LeagueView, event_id: str) -> bytes:
    return _matching(view, Resource.NEWS, Query(event_id=frozenset((event_id,))))


def _injuries(view: LeagueView, event_id: str) -> bytes:
    event: fast.SportingEvent = view.records.record(Kind.EVENTS, event_id)
    teams = frozenset(side.team_id for side in (event.home, event.away) if side.team_id)
    return _matching(view, Resource.INJURIES, Query(team=teams)) if teams else _EMPTY


def _ids(view: LeagueView, event_id: str) -> bytes:
    return crosswalk_of(view, event_id).model_dump_json().encode()


def _matching(view: LeagueView, resource: Resource, query: Query) -> bytes:
    items: Iterable[Item] = query.admitted(view.items(resource))
    return _joined(view.body(resource, item) for item in items)


def _joined(bodies: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(bodies) + b"]"


_PARTS: Mapping[str, Callable[[LeagueView, str], bytes]] = MappingProxyType(
    {
        ODDS: _offers,
        BEST: _best,
        PROPS: _props,
        STATS: _statistics,
        NEWS: _news,
        INJURIES: _injuries,
        IDS: _ids,
    }
)
"""The parts by their word in `include`, in the order of the answer."""
