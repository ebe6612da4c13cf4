"""The scopes that each route needs. A test compares the table with the routes, so that none is without a row."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from urllib.parse import parse_qsl

from starlette.types import Scope

from a1_edge_kit.scopes import read_scope
from a1_gateway.routes.documents import ASYNCAPI, ASYNCAPI_PAGE, REDOC_SCRIPT, STREAM_OPENAPI, STREAM_PAGE, VIEWER
from a1_gateway.serving import API, DATA
from a1_gateway.snapshot.parameters import BEST, INJURIES, NEWS, ODDS, PROPS, STATS

_DOCUMENTS = (
    *("/openapi.json", ASYNCAPI, STREAM_OPENAPI),
    *("/docs", "/docs/oauth2-redirect", ASYNCAPI_PAGE, STREAM_PAGE, VIEWER, "/redoc", REDOC_SCRIPT),
)
FREE = frozenset({"/health", "/health/detailed", f"{API}/health", API, *_DOCUMENTS})
"""What everyone may ask."""
_FREE_BELOW = "/static-offline-docs/"
"""The scripts and styles of the documents' pages."""
ANY_CREDENTIAL = frozenset(
    {
        "/metrics",
        *(f"{API}/{name}" for name in ("sports", "leagues", "markets", "stat-types", "contests", "bookmakers")),
    }
)
"""What needs a credential and no scope: the words of the other routes."""
_BY_SCOPE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "games": (f"{DATA}/unified-games", f"{API}/live-games", f"{DATA}/games", f"{API}/ids"),
        "odds": (f"{DATA}/unified-odds",),
        "props": (f"{DATA}/player-props",),
        "stats": (f"{DATA}/player-stats",),
        "news": (f"{DATA}/sports-news",),
        "injuries": (f"{DATA}/injuries",),
        "teams": (f"{API}/teams", f"{API}/standings"),
        "players": (f"{API}/players",),
        "analytics": (
            f"{API}/analytics/best-prices",
            f"{API}/analytics/fair",
            f"{API}/analytics/props",
            f"{API}/betting-opportunities",
            f"{API}/analytics/arbitrage",
            f"{API}/arbitrage",
            f"{API}/analytics/ev",
            f"{API}/analytics/middles",
            f"{API}/analytics/low-holds",
            f"{API}/analytics/refusals",
            f"{API}/analytics/performance",
            f"{API}/predictions",
            f"{API}/grades",
            f"{API}/kelly",
            f"{API}/clv",
        ),
        "history": (f"{API}/movements", *(f"{API}/history/{name}" for name in ("odds", "props", "results"))),
    }
)
"""By scope the routes, without their parameter."""
_SCOPES = {route: (read_scope(name),) for name, routes in _BY_SCOPE.items() for route in routes}
_INCLUDING = frozenset({f"{DATA}/unified-games", f"{API}/live-games", f"{DATA}/games"})
_OF_PARTS = {
    ODDS: read_scope("odds"),
    BEST: read_scope("odds"),
    PROPS: read_scope("props"),
    STATS: read_scope("stats"),
    NEWS: read_scope("news"),
    INJURIES: read_scope("injuries"),
}
"""The scopes of what `include` adds to a game."""


def route_of(path: str) -> str | None:
    """Return the row of a path: its own, or the nearest above it; None if it has none."""
    if path in _ROWS:
        return path
    above = path.rpartition("/")[0]
    while above and above not in _SCOPES:
        above = above.rpartition("/")[0]
    return above or None


def needed_scopes(scope: Scope) -> Collection[str] | None:
    """Return the scopes that a request needs; None for what is free.

    A path that there is not needs a credential, so that it says nothing to those without one.
    """
    path: str = scope["path"]
    if path in FREE or path.startswith(_FREE_BELOW):
        return None
    route = route_of(path)
    scopes = _SCOPES.get(route or "", ())
    if route in _INCLUDING and scope["query_string"]:
        return (*scopes, *_of_parts(scope["query_string"]))
    return scopes


_ROWS = FREE | ANY_CREDENTIAL | _SCOPES.keys()


def _of_parts(query_string: bytes) -> Iterator[str]:
    try:
        pairs = parse_qsl(query_string.decode(), keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError:  # the route refuses it
        return
    for name, value in pairs:
        if name == "include":
            for word in value.split(","):
                if scope := _OF_PARTS.get(word.strip().casefold()):
                    yield scope
