"""How the tools ask the gateway: a list, one game, the past of a game, and what a league rests on."""

from collections.abc import Awaitable, Callable, Collection, Iterator
from typing import Any, TypeVar

import msgspec

from a1_stream.mcp.answer import Answer
from a1_stream.mcp.arguments import Arguments, GamePart, GameState, ListOfLeague, Movements, OfLeague
from a1_stream.mcp.freshness import (
    EVERY_FEED,
    OF_GAMES,
    OF_INJURIES,
    OF_NEWS,
    OF_ODDS,
    OF_STATISTICS,
    basis_of,
    source_age,
)
from a1_stream.mcp.gateway import Caller, Gateway, Parameters
from a1_stream.mcp.pages import GamePage, HealthPage, ListPage, PageMeta, PastPage
from a1_stream.mcp.refused import gateway_unavailable

_API = "/api/v1"
_DATA = f"{_API}/data"
_GAMES = f"{_DATA}/unified-games"
_ONE = (("limit", "1"),)
Answerer = Callable[[Gateway, Caller, Any], Awaitable[Answer]]
PageT = TypeVar("PageT")
_OF_PARTS = {
    GamePart.BEST: OF_ODDS,
    GamePart.INJURIES: OF_INJURIES,
    GamePart.STATS: OF_STATISTICS,
    GamePart.NEWS: OF_NEWS,
    GamePart.IDS: OF_GAMES,
}
"""The feeds that each part of a game's page rests on."""


def list_of(path: str, feeds: Collection[str], fixed: Parameters = ()) -> Answerer:
    """Return what answers with a list of a league, which rests on these feeds, always with the fixed parameters."""

    async def answer(gateway: Gateway, caller: Caller, arguments: ListOfLeague) -> Answer:
        parameters = [*parameters_of(arguments, "league"), *fixed]
        page = _read(await gateway.get(caller, f"{path}/{arguments.league}", parameters), ListPage)
        return _answer(page.meta, page.data, feeds, page.meta.next_cursor)

    return answer


async def game_state(gateway: Gateway, caller: Caller, arguments: GameState) -> Answer:
    """Return one game with its parts, as one row."""
    parameters = [("include", ",".join(arguments.include))] if arguments.include else []
    body = await gateway.get(caller, f"{_DATA}/games/{arguments.event_id}", parameters)
    page = _read(body, GamePage)
    return _answer(page.meta, [page.data], OF_GAMES.union(*(_OF_PARTS[part] for part in arguments.include)))


async def movements(gateway: Gateway, caller: Caller, arguments: Movements) -> Answer:
    """Return how a game's quotes moved. What is known now comes from the list of games: the past has no sources."""
    path = f"{_API}/movements/{arguments.event_id}"
    past = _read(await gateway.get(caller, path, parameters_of(arguments, "event_id")), PastPage)
    now = await _now(gateway, caller, past.meta.league)
    return _answer(now, past.data, OF_ODDS, past.meta.next_cursor)


async def explain_freshness(gateway: Gateway, caller: Caller, arguments: OfLeague) -> Answer:
    """Return what a league's records rest on, as one row."""
    league = str(arguments.league)
    now = await _now(gateway, caller, league)
    health = _read(await gateway.get(caller, "/health/detailed"), HealthPage)
    return _answer(now, [_explained(health, league)], EVERY_FEED)


def parameters_of(arguments: Arguments, *in_path: str) -> list[tuple[str, str]]:
    """Return the parameters of the REST API; the names in the path are left out."""
    sent: dict[str, Any] = arguments.model_dump(mode="json", exclude_none=True, exclude=set(in_path))
    return [(name, str(value)) for name, values in sent.items() for value in _each(values)]


def _each(values: Any) -> Iterator[Any]:
    yield from values if isinstance(values, list) else (values,)


async def _now(gateway: Gateway, caller: Caller, league: str) -> PageMeta:
    return _read(await gateway.get(caller, f"{_GAMES}/{league}", _ONE), ListPage).meta


def _answer(meta: PageMeta, rows: list[dict[str, Any]], feeds: Collection[str], next_page: str | None = None) -> Answer:
    basis = basis_of(meta, rows, feeds)
    return Answer(**basis.model_dump(), cursor=meta.cursor, data=rows, next_page=next_page)


def _explained(health: HealthPage, league: str) -> dict[str, Any]:
    return {
        "status": health.status,
        "redis": health.redis.state,
        "view": next((view.state for view in health.views if view.league == league), None),
        "sources": [
            source_age(each, health.timestamp).model_dump()
            | {"valid_for_s": round((each.valid_until - health.timestamp).total_seconds(), 1)}
            for each in health.sources
            if each.league == league
        ],
        "services": [msgspec.to_builtins(each) for each in health.services],
    }


def _read(body: bytes, shape: type[PageT]) -> PageT:
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise gateway_unavailable("The gateway answered what is no page.") from error
