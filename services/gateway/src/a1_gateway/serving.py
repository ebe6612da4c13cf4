"""Turns a page into a response: not modified, compressed or plain.

List routes parse path and query themselves, because FastAPI's validation would cost more than the response.
"""

from functools import partial

from fastapi import Request
from starlette.responses import Response

from a1_gateway.dependencies import GatewayState, state_of
from a1_gateway.errors import Problem, ProblemCode, no_view
from a1_gateway.snapshot.grades_page import build_grades_page
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.page import Page
from a1_gateway.snapshot.parameters import ONE_KIND
from a1_gateway.snapshot.profile_pages import TeamOrder, build_player_page, build_team_page
from a1_gateway.snapshot.proof_page import build_proof_page
from a1_schemas.ids import league_of_player

DATA = "/api/v1/data"
API = "/api/v1"
Headers = list[tuple[bytes, bytes]]
RawResponse = tuple[int, Headers, bytes]


def answer_page(page: Page, if_none_match: bytes | None, accept_encoding: bytes) -> RawResponse:
    """Return status, headers and body for this client."""
    if if_none_match is not None and page.matches(if_none_match):
        return 304, page.not_modified_headers, b""
    if _accepts_gzip(accept_encoding):
        body, headers = page.compressed
        return 200, headers, body
    return 200, page.headers, page.body


def list_response(request: Request, resource: Resource) -> Response:
    """Return a page of a league's or a sport's list."""
    state = state_of(request)
    views = state.views.of(request.path_params["sport"])
    if not state.views.readable:
        raise no_view()
    return page_response(request, state.pages.page(resource, views, request.scope["query_string"], state.now()))


def records_of_game_response(request: Request, resource: Resource) -> Response:
    """Return a page of the records of one game, found by its id or an alias."""
    state = state_of(request)
    view, event_id = _game(state, request.path_params["game_id"])
    page = state.pages.page(resource, (view,), request.scope["query_string"], state.now(), event_id)
    return page_response(request, page)


def game_response(request: Request) -> Response:
    """Return the page of one game, found by its id or an alias."""
    state = state_of(request)
    view, event_id = _game(state, request.path_params["event_id"])
    return page_response(request, state.pages.game(view, event_id, request.scope["query_string"], state.now()))


def grades_response(request: Request) -> Response:
    """Return a page of the grades of one game, found by its id or an alias."""
    state = state_of(request)
    view, event_id = _game(state, request.path_params["event_id"])
    query_string, now = request.scope["query_string"], state.now()
    build = partial(build_grades_page, view, event_id, query_string, now)
    return page_response(request, state.pages.cached(("grades", event_id, query_string), (view,), now, build))


def proof_response(request: Request) -> Response:
    """Return the page of the proofs of one game's predictions; the game is found by its id or an alias."""
    state = state_of(request)
    view, event_id = _game(state, request.path_params["event_id"])
    query_string, now = request.scope["query_string"], state.now()
    build = partial(build_proof_page, view, event_id, query_string, now)
    return page_response(request, state.pages.cached(("proof", event_id, query_string), (view,), now, build))


def teams_response(request: Request, order: TeamOrder) -> Response:
    """Return the teams of a league or a sport in this order."""
    state = state_of(request)
    views = state.views.of(request.path_params["sport"])
    if not state.views.readable:
        raise no_view()
    query_string, now = request.scope["query_string"], state.now()
    key = (order, views[0].league, len(views), query_string)
    build = partial(build_team_page, order, views, query_string, now)
    return page_response(request, state.pages.cached(key, views, now, build))


def player_response(request: Request) -> Response:
    """Return the page of one player, found by our id."""
    state = state_of(request)
    if not state.views.readable:
        raise no_view()
    player_id: str = request.path_params["player_id"]
    view = state.views.leagues.get(league_of_player(player_id) or "")
    if view is None or not view.records.player(player_id):
        raise Problem(
            404, ProblemCode.UNKNOWN_PLAYER, "Unknown player", "No roster in the view has a player of this id."
        )
    query_string, now = request.scope["query_string"], state.now()
    build = partial(build_player_page, view, player_id, query_string, now)
    return page_response(request, state.pages.cached((player_id, query_string), (view,), now, build))


def path_of(resource: Resource) -> str:
    """Return the path of a list before its `{sport}`."""
    return f"{_ABOVE.get(resource, DATA)}/{resource}"


_OF_ANALYTICS = (
    *(Resource.BEST_PRICES, Resource.FAIR, Resource.FAIR_PROPS, Resource.OPPORTUNITIES, *ONE_KIND),
    *(Resource.REFUSALS, Resource.PERFORMANCE, Resource.PREDICTIONS),
)
_ABOVE = dict.fromkeys((Resource.LIVE_GAMES, *_OF_ANALYTICS), API)
"""Where lists lie that are not below `DATA`."""


def _game(state: GatewayState, event_id: str) -> tuple[LeagueView, str]:
    if not state.views.readable:
        raise no_view()
    found = state.views.of_event(event_id)
    if found is None:
        raise Problem(404, ProblemCode.UNKNOWN_GAME, "Unknown game", "The view has no game of this id.")
    return found


class _Ready(Response):
    """A response whose headers are complete."""

    def __init__(self, status: int, headers: Headers, body: bytes) -> None:
        self.status_code = status
        self.body = body
        self.raw_headers = headers
        self.background = None


def page_response(request: Request, page: Page) -> Response:
    """Return a page as this client asks for it."""
    if_none_match, accept_encoding = None, b""
    for name, value in request.scope["headers"]:
        if name == b"if-none-match":
            if_none_match = value
        elif name == b"accept-encoding":
            accept_encoding = value
    return _Ready(*answer_page(page, if_none_match, accept_encoding))


def _accepts_gzip(accept_encoding: bytes) -> bool:
    for offer in accept_encoding.split(b","):
        coding, _, weight = offer.partition(b";")
        if coding.strip().lower() in (b"gzip", b"*"):
            return weight.strip().replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    return False
