"""The OpenAPI document: FastAPI's for the routes, with the shapes of what is served.

Prepared answers are response models of no route. What is encoded from structs is documented by those structs; what is
the contract's own message, or a part of one, is documented by the contract's model.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from a1_gateway.errors import ProblemDetails
from a1_gateway.snapshot.annotations import COMPONENTS
from a1_gateway.snapshot.answers import ITEMS, Page
from a1_schemas.betting_odds import OfferMarket
from a1_schemas.player_prop import PropLine, PropPlayer
from a1_schemas.vocabulary import SourceReason, SourceState

_DESCRIPTION = """
Games, odds, props, statistics, news and injuries of four providers, merged.

* **Lists** answer `{"data": [...], "meta": {...}}`. `meta.next_cursor` fetches the next page; `meta.sources` says how
  far each provider's feed can be believed. What a source that is down said last is served, marked `stale`.
* **ETags** cover data and verdicts, not the times of the last polls: send `If-None-Match`, get 304.
* **Errors** are `application/problem+json` (RFC 9457), all of one shape. Unknown parameters are refused.
""".strip()


_CONTRACT = (OfferMarket, PropLine, PropPlayer, SourceReason, SourceState)
"""What structs name of the contract, beyond what its messages name themselves."""


def build_openapi(api: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if api.openapi_schema is None:
        document = get_openapi(
            title=api.title,
            version=api.version,
            summary=api.summary,
            description=_DESCRIPTION,
            routes=api.routes,
        )
        shapes = {**document["components"]["schemas"], **_of_structs(), **_of_models()}
        for part in _objects(shapes):
            _tidy(part)
        document["components"]["schemas"] = dict(sorted(shapes.items()))
        api.openapi_schema = document
    return api.openapi_schema


def _of_structs() -> dict[str, Any]:
    """The shapes of all that is encoded from structs."""
    pages = [Page[item] for item in ITEMS.values()]
    types = [*pages, ProblemDetails]
    return msgspec.json.schema_components(types, schema_hook=_model, ref_template=COMPONENTS + "{name}")[1]


def _of_models() -> dict[str, Any]:
    """The shapes of the contract's own messages; they stand for the structs of the same name."""
    models = [item for item in ITEMS.values() if issubclass(item, BaseModel)]
    adapters: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
        (each.__name__, "serialization", TypeAdapter(each)) for each in (*models, *_CONTRACT)
    ]
    _, definitions = TypeAdapter.json_schemas(adapters, ref_template=COMPONENTS + "{model}")
    return definitions["$defs"]


def _model(model: type[BaseModel]) -> dict[str, Any]:
    return {"$ref": COMPONENTS + model.__name__}


def _tidy(part: dict[str, Any]) -> None:
    """Make structs and models speak alike: a reference says the type, and an absent default is none."""
    if "$ref" in part:
        part.pop("type", None)
    if part.get("default", "") is None:
        del part["default"]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object in a document, outermost first."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each)
