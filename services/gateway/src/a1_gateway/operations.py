"""The OpenAPI operations of list routes: their parameters, responses and errors."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec
from pydantic import BaseModel

from a1_gateway.errors import ProblemDetails
from a1_gateway.examples import OF_PARAMETERS
from a1_gateway.snapshot.annotations import COMPONENTS
from a1_gateway.snapshot.game_shapes import GamePage
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.page_shapes import PAGES, name_of
from a1_gateway.snapshot.parameters import (
    ARRANGEMENTS,
    DEFAULT_LIMIT,
    GAME,
    GRADES,
    MAX_CURSOR,
    MAX_LIMIT,
    MAX_TEXT,
    MAX_VALUES,
    PARAMETERS,
    TEAMS,
    Form,
    Parameter,
)
from a1_service_kit.refusals import PROBLEM_TYPE

Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """Return the error responses of a route."""
    schema = {"schema": {"$ref": COMPONENTS + ProblemDetails.__name__}}
    return {
        status: {
            "description": _MEANINGS[status],
            "headers": _IDENTIFIED | _OF_STATUS.get(status, {}),
            "content": {PROBLEM_TYPE: schema},
        }
        for status in sorted(statuses)
    }


def page_of(resource: Resource) -> Responses:
    """Return the responses of a list route."""
    shown = [resource, *(instead for (path, _, _), instead in ARRANGEMENTS.items() if path is resource)]
    shapes = [{"$ref": COMPONENTS + name_of(PAGES[each])} for each in shown]
    return _answers(shapes[0] if len(shapes) == 1 else {"anyOf": shapes})


def page_of_game() -> Responses:
    """Return the responses of the route of one game."""
    return _answers({"$ref": COMPONENTS + GamePage.__name__})


def game_operation() -> dict[str, Any]:
    """Return the parameters of the route of one game."""
    return {"parameters": [_EVENT_ID, *(_in_query(*each) for each in GAME.items()), _IF_NONE_MATCH]}


def grades_operation() -> dict[str, Any]:
    """Return the parameters of the route of a game's grades."""
    return {"parameters": [_EVENT_ID, *(_in_query(*each) for each in GRADES.items()), _IF_NONE_MATCH]}


def proof_operation() -> dict[str, Any]:
    """Return the parameters of the route of the proofs of a game's predictions."""
    return {"parameters": [_EVENT_ID, _IF_NONE_MATCH]}


def page_of_shape(page: type[msgspec.Struct]) -> Responses:
    """Return the responses of a route with a page of this shape."""
    return _answers({"$ref": COMPONENTS + name_of(page)})


def teams_operation() -> dict[str, Any]:
    """Return the parameters of the routes of teams."""
    return {"parameters": [_SPORT, *(_in_query(*each) for each in TEAMS.items()), _IF_NONE_MATCH]}


def player_operation() -> dict[str, Any]:
    """Return the parameters of the route of one player."""
    return {"parameters": [_in_path("player_id", "Our id of a player."), _IF_NONE_MATCH]}


def _answers(schema: dict[str, Any]) -> Responses:
    page = {"description": "The page.", "headers": _TAGGED, "content": {"application/json": {"schema": schema}}}
    unchanged = {"description": "What `If-None-Match` names still holds.", "headers": _TAGGED}
    return {200: page, 304: unchanged} | problems(404, 422, 503)


def listing_of(model: type[BaseModel]) -> Responses:
    """Return the responses of a list that has one page."""
    unchanged = {"description": "What `If-None-Match` names still holds.", "headers": _TAGGED}
    return {200: {"model": model, "description": "The list.", "headers": _TAGGED}, 304: unchanged}


def parameters_of(resource: Resource) -> dict[str, Any]:
    """Return the parameters of a list route, as OpenAPI describes them."""
    path = _GAME_ID if resource is Resource.STATS else _SPORT
    in_query = (_in_query(name, each) for name, each in PARAMETERS[resource].items())
    return {"parameters": [path, *in_query, _IF_NONE_MATCH]}


_MEANINGS = {
    401: "A credential that is missing where one is required, or not good.",
    403: "A good credential without the scope of what is asked for.",
    404: "Unknown sport, game, player or id.",
    413: "A body above 64 KiB.",
    422: "A parameter or field that cannot be used or does not exist.",
    429: "Above the limit a minute.",
    503: "The view has not been read yet, or the past cannot be read.",
}
_SINGLE: dict[Form, dict[str, Any]] = {
    Form.LIMIT: {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    Form.CURSOR: {"type": "string", "maxLength": MAX_CURSOR},
    Form.FLAG: {"type": "boolean", "default": False},
    Form.NUMBER: {"type": "number"},
    Form.TIME: {"type": "string", "format": "date-time"},
}


def _in_query(name: str, parameter: Parameter) -> dict[str, Any]:
    if parameter.form is Form.CHOICE:
        schema: dict[str, Any] = {"type": "string", "enum": list(parameter.words), "default": parameter.words[0]}
    else:
        schema = _SINGLE.get(parameter.form) or {"type": "array", "maxItems": MAX_VALUES, "items": _word(parameter)}
    between_commas = {"style": "form", "explode": False} if parameter.form is Form.LIST else {}
    example = parameter.words[0] if parameter.words else OF_PARAMETERS[name]
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": parameter.meaning,
        "schema": schema,
        "example": [example] if schema["type"] == "array" else example,
        **between_commas,
    }


def _word(parameter: Parameter) -> dict[str, Any]:
    text = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}
    if not parameter.words:
        return text
    words = {"type": "string", "enum": list(parameter.words)}
    return {"anyOf": [words, text | {"pattern": f"^{parameter.open_form}"}]} if parameter.open_form else words


def _in_path(name: str, meaning: str) -> dict[str, Any]:
    schema = {"type": "string"}
    example = OF_PARAMETERS[name]
    return {"name": name, "in": "path", "required": True, "schema": schema, "description": meaning, "example": example}


def _text_header(meaning: str) -> dict[str, Any]:
    return {"description": meaning, "schema": {"type": "string"}}


_IDENTIFIED = {"x-request-id": _text_header("The request in our logs: the one that was sent, or a new one.")}
_TAGGED = _IDENTIFIED | {"ETag": _text_header("Covers data and freshness, not the times of polls.")}
_RETRIED = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
_LIMITED = {
    "RateLimit": _text_header('What is left, and seconds until more is: `"minute";r=99;t=1`.'),
    "RateLimit-Policy": _text_header('The limit: `"minute";q=100;w=60`.'),
}
_OF_STATUS: Mapping[int, dict[str, Any]] = MappingProxyType({429: _LIMITED | _RETRIED, 503: _RETRIED})
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The `ETag` of the page that the client has.",
    "schema": {"type": "string"},
    "example": OF_PARAMETERS["If-None-Match"],
}
_SPORT = _in_path(
    "sport", "A league (`nba`), a sport (`basketball`), The Odds API's key (`basketball_nba`), or `all` leagues."
)
_GAME_ID = _in_path("game_id", PARAMETERS[Resource.GAMES]["event_id"].meaning)
_EVENT_ID = _in_path("event_id", PARAMETERS[Resource.GAMES]["event_id"].meaning)
