"""Builds the OpenAPI document: routes from FastAPI, and the shapes of what is served.

Prepared responses are response models of no route. Encoded structs are documented by themselves; the contract's
messages and their parts are documented by its models.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from a1_edge_kit.settings import Auth
from a1_gateway.errors import ProblemDetails
from a1_gateway.examples import of_responses
from a1_gateway.limited_operations import limit
from a1_gateway.routes.clv import ClvRequest
from a1_gateway.routes.kelly import KellyRequest
from a1_gateway.security_operations import REFUSALS, SECURITY_SCHEMES, secure
from a1_gateway.snapshot.annotations import COMPONENTS, MEANINGS
from a1_gateway.snapshot.answers import ABSENT, Page
from a1_gateway.snapshot.crosswalk import Crosswalk
from a1_gateway.snapshot.field_docs import documented_structs
from a1_gateway.snapshot.game_shapes import GamePage
from a1_gateway.snapshot.grades_page import GradeRow
from a1_gateway.snapshot.page_shapes import PAGES, items_of
from a1_gateway.snapshot.player_rows import PlayerPage
from a1_gateway.snapshot.proof_page import PredictionProof
from a1_gateway.snapshot.team_rows import LeagueTeam
from a1_schemas.analytics_words import GradeResult, GradeRule
from a1_schemas.betting_odds import OfferMarket
from a1_schemas.grade import Correction, GradeEvidence
from a1_schemas.player_prop import PropLine, PropPlayer
from a1_schemas.roster_status import RosterStatus
from a1_schemas.vocabulary import Kind, RemovalReason, SourceReason, SourceState

_DESCRIPTION = """
Games, odds, props, statistics, news and injuries of four providers, merged.

* **Lists** answer `{"data": [...], "meta": {...}}`. `meta.next_cursor` fetches the next page; `meta.sources` states
  the freshness of each provider's feed. The last records of a source that is down are served, marked `stale`.
* **ETags** cover data and freshness, not the times of the last polls: send `If-None-Match`, get 304.
* **Keys** go into `Authorization: Bearer` or `X-Api-Key`, never into a query. A credential that is not good is always
  the same 401; one without the route's scope is 403. Where no credential is required, none has to be sent.
* **Errors** are `application/problem+json` (RFC 9457), all of one shape. Unknown parameters are rejected.
* **Changes** as they happen, by WebSocket or from the log: [AsyncAPI](/docs/asyncapi) ([document](/asyncapi.json)).
* **The stream over HTTP**, tickets, keys and webhooks: [OpenAPI](/docs/stream) ([document](/stream-openapi.json)).
""".strip()


_CONTRACT = (
    *(Correction, GradeEvidence),
    *(Crosswalk, OfferMarket, PropLine, PropPlayer, RosterStatus),
    *(GradeResult, GradeRule),
    *(Kind, RemovalReason, SourceReason, SourceState),
)
"""What structs name of the contract and of models, beyond what its messages name themselves."""


_POSTED = (ClvRequest, KellyRequest)
"""The bodies of requests. Their fields with a default may be absent."""


def build_openapi(api: FastAPI, auth: Auth) -> dict[str, Any]:
    """Return the document. Built once."""
    if api.openapi_schema is None:
        document = get_openapi(
            title=api.title,
            version=api.version,
            summary=api.summary,
            description=_DESCRIPTION,
            servers=[{"url": "/", "description": "The gateway that serves this document."}],
            routes=api.routes,
        )
        models = {**document["components"]["schemas"], **_of_models()}
        for name, shape in models.items():
            if "properties" in shape:  # defaults are written too
                shape["required"] = [each for each in shape["properties"] if (name, each) not in ABSENT]
        shapes = {**_of_structs(), **models, **posted_shapes()}
        for part in _objects(shapes):
            _tidy(part)
        declared = documented_structs()
        for name, shape in shapes.items():
            _describe(shape, declared.get(name, {}))
        document["components"]["schemas"] = dict(sorted(shapes.items()))
        for path, methods in document["paths"].items():
            for operation in methods.values():
                _show_example(operation)
                secure(path, operation, auth)
                limit(path, operation)
        document["components"] |= {"responses": REFUSALS, "securitySchemes": SECURITY_SCHEMES}
        api.openapi_schema = document
    return api.openapi_schema


def _show_example(operation: dict[str, Any]) -> None:
    example = of_responses().get(operation["operationId"])
    if example is not None:
        operation["responses"]["200"]["content"]["application/json"]["example"] = example


def _of_structs() -> dict[str, Any]:
    """Return the schemas of all encoded structs."""
    types = [*PAGES.values(), GamePage, Page[GradeRow], Page[LeagueTeam], Page[PredictionProof], PlayerPage]
    types.append(ProblemDetails)
    return msgspec.json.schema_components(types, schema_hook=_model, ref_template=COMPONENTS + "{name}")[1]


def _of_models() -> dict[str, Any]:
    """Return the schemas of the contract's messages. They replace the structs of the same name."""
    models = [item for page in PAGES.values() for item in items_of(page) if issubclass(item, BaseModel)]
    adapters: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
        (each.__name__, "serialization", TypeAdapter(each)) for each in (*models, *_CONTRACT)
    ]
    _, definitions = TypeAdapter.json_schemas(adapters, ref_template=COMPONENTS + "{model}")
    return definitions["$defs"]


def posted_shapes() -> dict[str, Any]:
    """Return the schemas of the bodies of requests, by name."""
    adapters: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
        (each.__name__, "validation", TypeAdapter(each)) for each in _POSTED
    ]
    _, definitions = TypeAdapter.json_schemas(adapters, ref_template=COMPONENTS + "{model}")
    return definitions["$defs"]


def _model(model: type[BaseModel]) -> dict[str, Any]:
    return {"$ref": COMPONENTS + model.__name__}


def _tidy(part: dict[str, Any]) -> None:
    """Make schemas of structs and models uniform: a reference implies its type, and an absent default is none."""
    if "$ref" in part:
        part.pop("type", None)
    if part.get("default", "") is None:
        del part["default"]


def _describe(shape: dict[str, Any], declared: dict[str, str]) -> None:
    """Give fields their description: where they are declared, else what their name means everywhere."""
    for name, field in shape.get("properties", {}).items():
        if name in declared:
            field.setdefault("description", declared[name])
        elif name in MEANINGS:
            field.setdefault("description", MEANINGS[name])


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Iterate over every JSON object in a document, outermost first."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each)
