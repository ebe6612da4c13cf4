"""The past: movements of prices, changes of prices and props, results."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime
from starlette.requests import Request
from starlette.responses import Response

from a1_gateway.dependencies import State
from a1_gateway.errors import unknown_parameter
from a1_gateway.examples import GAME_ID
from a1_gateway.history import movements as of_games
from a1_gateway.history import past
from a1_gateway.history.shapes import Movements, PastPrices, PastProps, PastResults
from a1_gateway.operations import problems
from a1_gateway.snapshot.parameters import DEFAULT_LIMIT, MAX_CURSOR, MAX_LIMIT, MAX_TEXT, MAX_VALUES
from a1_schemas.leagues import League
from a1_schemas.vocabulary import MarketKey, Period, Selection

_encode = msgspec.json.Encoder(decimal_format="number").encode


def known_parameters(request: Request) -> None:
    """Raise Problem for a parameter that the route does not have."""
    known = [parameter.alias for parameter in request.scope["route"].dependant.query_params]
    for name in request.query_params:
        if name not in known:
            raise unknown_parameter(name[:MAX_TEXT], known)


router = APIRouter(prefix="/api/v1", tags=["history"], dependencies=[Depends(known_parameters)])

_Text = Annotated[str, Query(min_length=1, max_length=MAX_TEXT)]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Rows in a page.")]
Cursor = Annotated[
    str | None, Query(min_length=1, max_length=MAX_CURSOR, description="`meta.next_cursor` of the page before.")
]
OfLeague = Annotated[League | None, Query(description="The league; this or a game is needed.")]
OfEvent = Annotated[
    str | None,
    Query(min_length=1, max_length=MAX_TEXT, description="Our id of a game.", examples=[GAME_ID]),
]
From = Annotated[AwareDatetime | None, Query(alias="from", description="At or after this time.")]
To = Annotated[AwareDatetime | None, Query(description="At or before this time.")]


@router.get("/movements/{event_id}", responses={200: {"model": Movements}} | problems(404, 422, 503))
async def get_movements(
    event_id: str,
    state: State,
    market: Annotated[list[MarketKey] | None, Query(max_length=MAX_VALUES, description="A market's key.")] = None,
    bookmaker: Annotated[list[_Text] | None, Query(max_length=MAX_VALUES, description="A bookmaker's key.")] = None,
    selection: Annotated[list[Selection] | None, Query(max_length=MAX_VALUES, description="A selection.")] = None,
    period: Annotated[list[Period] | None, Query(max_length=MAX_VALUES, description="A part of the game.")] = None,
    include: Annotated[
        list[Literal["changes"]] | None, Query(description="`changes`: each row lists every change.")
    ] = None,
    limit: Limit = MAX_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """How each bookmaker's quotes of a game moved: opening, extremes, closing price, steam, and every change."""
    query = of_games.MovementQuery(
        *(event_id, market or (), bookmaker or (), selection or (), period or ()),
        with_changes="changes" in (include or ()),
        limit=limit,
        cursor=cursor,
    )
    return _answer(await of_games.movements(state.history, query))


@router.get("/history/odds", responses={200: {"model": PastPrices}} | problems(422, 503))
async def list_past_odds(
    state: State,
    league: OfLeague = None,
    event_id: OfEvent = None,
    from_: From = None,
    to: To = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """Every change of a price, the oldest first, by when it was fetched."""
    query = past.PastQuery(league, event_id, from_, to, limit, cursor).checked()
    return _answer(await past.changes(state.history, "price_changes", query))


@router.get("/history/props", responses={200: {"model": PastProps}} | problems(422, 503))
async def list_past_props(
    state: State,
    league: OfLeague = None,
    event_id: OfEvent = None,
    from_: From = None,
    to: To = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """Every change of a prop, the oldest first, by when it was fetched."""
    query = past.PastQuery(league, event_id, from_, to, limit, cursor).checked()
    return _answer(await past.changes(state.history, "prop_changes", query))


@router.get("/history/results", responses={200: {"model": PastResults}} | problems(422, 503))
async def list_past_results(
    state: State,
    league: OfLeague = None,
    event_id: OfEvent = None,
    from_: From = None,
    to: To = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """How games ended, the oldest first, observed and imported ones."""
    query = past.PastQuery(league, event_id, from_, to, limit, cursor).checked()
    return _answer(await past.results(state.history, query))


def _answer(body: Mapping[str, Any]) -> Response:
    return Response(_encode(body), media_type="application/json")
