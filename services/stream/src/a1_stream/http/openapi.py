"""Builds the OpenAPI document of the HTTP side: streams and tickets, and the table of keys and webhooks."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from pydantic import BaseModel, TypeAdapter

from a1_edge_kit.scopes import STREAM
from a1_edge_kit.ticket_route import PATH as TICKETS
from a1_edge_kit.tickets import GOOD_FOR
from a1_schemas.analytics_words import VIEW_KINDS
from a1_schemas.leagues import League
from a1_service_kit.refusals import PROBLEM_TYPE
from a1_stream.http.edge.operations import ID, OPERATIONS, Operation, resource_of
from a1_stream.http.request import PREFIX, Live
from a1_streaming.filters import FILTERS_OF_KIND, MAX_VALUES
from a1_streaming.frames import Record

Part = dict[str, Any]
COMPONENTS = "#/components/schemas/"
_VERSION = "1"
_DESCRIPTION = """
The log over HTTP, tickets for browsers, and what writes: keys and webhooks. Served at `links.stream` of `GET /api/v1`.

* **Credentials** go into `Authorization: Bearer` or `X-Api-Key`, never into a query. One that is not good is always the
  same 401; one without the scope is 403.
* **Secrets** are shown once: the text of a key, the secret of a webhook.
* **Repeating** a POST that makes something is safe with the same `Idempotency-Key`. Pausing and revoking twice change
  nothing; rotating twice replaces twice.
* **Errors** are `application/problem+json` (RFC 9457), as everywhere.
""".strip()
_MEANINGS: Mapping[int, str] = {
    400: "A parameter of the protocol that cannot be.",
    401: "No credential, or one that is not good: always this answer.",
    403: "The credential lacks the scope, or pages of the origin may not ask.",
    404: "There is no such thing, or it is another's.",
    409: "It cannot be done as things are: made before, revoked, or as many as the plan has.",
    410: "The cursor cannot be resumed: begin again at `-1`.",
    413: "The body is too large.",
    415: "The body is no JSON.",
    422: "A value that cannot be; `parameter` names it.",
    429: "Above the limit a minute.",
    503: "Not now: the log or the keys do not answer, or nothing of this is set up here.",
}
_PROBLEM: Part = {
    "description": "An error (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "detail", "request_id"],
    "properties": {
        "type": {"type": "string", "description": "A URN that ends with the code of the problem."},
        "title": {"type": "string", "description": "What the code means, the same for every request."},
        "status": {"type": "integer", "description": "The HTTP status."},
        "detail": {"type": "string", "description": "What is wrong with this request."},
        "request_id": {"type": "string", "description": "The request in our logs, as in `x-request-id`."},
        "parameter": {"type": "string", "description": "The parameter or the field at fault."},
        "allowed": {"type": "array", "items": {"type": "string"}, "description": "What it may be."},
        "near": {"type": "array", "items": {"type": "string"}, "description": "Values that are nearly the one sent."},
        "reason": {"type": "string", "description": "Why a cursor cannot be resumed, or the log is not ready."},
        "leagues": {"type": "array", "items": {"type": "string"}, "description": "Of an unknown stream: all leagues."},
        "kinds": {"type": "array", "items": {"type": "string"}, "description": "Of an unknown stream: all kinds."},
    },
}
_TICKET: Part = {
    "description": "A ticket for one connection.",
    "type": "object",
    "required": ["ticket", "expires_in"],
    "properties": {
        "ticket": {"type": "string", "description": "Offered as the subprotocol `ticket.<ticket>`."},
        "expires_in": {"type": "integer", "description": f"Seconds: {GOOD_FOR.total_seconds():g}."},
    },
}
_NEXT = {"Stream-Next-Offset": {"description": "Where to go on.", "schema": {"type": "string"}}}


def build_openapi() -> Part:
    """Return the document."""
    paths: dict[str, Part] = {f"{PREFIX}{{league}}/{{kind}}": _streams(), TICKETS: {"post": _tickets()}}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "A1Betting: the stream over HTTP",
            "version": _VERSION,
            "summary": "The log, tickets, keys and webhooks",
            "description": _DESCRIPTION,
        },
        "servers": [{"url": "/", "description": "The one origin, else links.stream of GET /api/v1."}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted((_shapes() | {"ProblemDetails": _PROBLEM, "Ticket": _TICKET}).items())),
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": "A key (`a1_…`) or an access token."},
                "apiKey": {"type": "apiKey", "in": "header", "name": "X-Api-Key", "description": "A key (`a1_…`)."},
            },
        },
    }


def _operation(operation: Operation) -> Part:
    resource = resource_of(operation.path)
    assert resource is not None  # noqa: S101  # the table has no other paths
    if operation.answer is None:
        answer: Part = {"description": "Done."}
    else:
        answer = _json_answer(operation.answer.__name__)
    found: Part = {
        "operationId": operation.name,
        "tags": [resource.mode],
        "summary": operation.summary,
        "description": f"Needs the scope `{resource.scope}`.",
        "parameters": list(_parameters(operation)),
        "responses": {str(int(operation.status)): answer, **_problems(_statuses(operation))},
        **_security([resource.scope]),
    }
    if operation.body is not None:
        content = {"application/json": {"schema": {"$ref": COMPONENTS + operation.body.__name__}}}
        found["requestBody"] = {"required": not operation.optional, "content": content}
    return found


def _statuses(operation: Operation) -> list[int]:
    found = [401, 403, 422, 429, 503]
    if ID in operation.path:
        found.append(404)
    if operation.body is not None:
        found += [409, 413, 415]
    return sorted(found)


def _parameters(operation: Operation) -> Iterable[Part]:
    if ID in operation.path:
        yield {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    if operation.idempotent:
        yield {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "A word of yours: the same request with it makes nothing twice.",
            "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
        }


def _streams() -> Part:
    names = sorted({name for names in FILTERS_OF_KIND.values() for name in names})
    words = {"type": "array", "items": {"type": "string"}, "maxItems": MAX_VALUES}
    parameters: list[Part] = [
        {"name": "league", "in": "path", "required": True, "schema": {"enum": [*League]}},
        {"name": "kind", "in": "path", "required": True, "schema": {"enum": [*map(str, VIEW_KINDS)]}},
        _query("offset", {"type": "string"}, "`-1` (the default) the beginning, `now` the end, or any cursor."),
        _query("live", {"enum": [Live.LONG_POLL, Live.SSE]}, "How to wait; without it the answer comes at once."),
        _query("cursor", {"type": "string", "pattern": "^[0-9]{1,20}$"}, "The `Stream-Cursor` of the answer before."),
        *(_query(name, words, "A filter; which a kind has is in the documentation of the stream.") for name in names),
    ]
    records = {"schema": {"type": "array", "items": {"$ref": COMPONENTS + Record.__name__}}}
    events = {"schema": {"type": "string"}}
    read: Part = {
        "tags": ["streams"],
        "parameters": parameters,
        **_security([f"{STREAM}{{kind}}"]),
    }
    refusals = _problems([400, 401, 403, 404, 410, 422, 429, 503])
    return {
        "get": {
            "operationId": "read_stream",
            "summary": "The records of a stream from an offset on (Durable Streams 1.0)",
            **read,
            "responses": {
                "200": {
                    "description": "Records in the order of the log.",
                    "headers": _NEXT,
                    "content": {"application/json": records, "text/event-stream": events},
                },
                "204": {"description": "Nothing came in the time of a long poll.", "headers": _NEXT},
                "304": {"description": "You have this chunk."},
                **refusals,
            },
        },
        "head": {
            "operationId": "find_tail",
            "summary": "Where a stream ends now",
            **read,
            "responses": {"200": {"description": "`Stream-Next-Offset` is the end.", "headers": _NEXT}, **refusals},
        },
    }


def _tickets() -> Part:
    return {
        "operationId": "create_ticket",
        "tags": ["tickets"],
        "summary": "A ticket for one connection of a browser within 30 s",
        "responses": {"201": _json_answer("Ticket"), **_problems([401, 429, 503])},
        **_security([]),
    }


def _query(name: str, schema: Part, description: str) -> Part:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _json_answer(shape: str) -> Part:
    return {"description": "The answer.", "content": {"application/json": {"schema": {"$ref": COMPONENTS + shape}}}}


def _problems(statuses: Iterable[int]) -> Part:
    content = {PROBLEM_TYPE: {"schema": {"$ref": COMPONENTS + "ProblemDetails"}}}
    return {str(status): {"description": _MEANINGS[status], "content": content} for status in statuses}


def _security(scopes: list[str]) -> Part:
    return {"security": [{"bearer": scopes}, {"apiKey": scopes}]}


def _shapes() -> dict[str, Part]:
    bodies = {each.body for each in OPERATIONS if each.body is not None}
    answers = {each.answer for each in OPERATIONS if each.answer is not None}
    _, record = msgspec.json.schema_components([Record], ref_template=COMPONENTS + "{name}")
    return {**record, **_of_models(bodies, "validation"), **_of_models(answers, "serialization")}


def _of_models(models: Iterable[type[BaseModel]], mode: Any) -> dict[str, Part]:
    adapters = [(each.__name__, mode, TypeAdapter(each)) for each in sorted(models, key=lambda each: each.__name__)]
    _, definitions = TypeAdapter.json_schemas(adapters, ref_template=COMPONENTS + "{model}")
    return definitions["$defs"]
