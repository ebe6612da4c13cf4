"""The OpenAPI document: FastAPI's, with the one shape of errors, which is no response model of any route."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from a1_gateway.answers import ProblemDetails

_DESCRIPTION = """
Games, odds, props, statistics, news and injuries of four providers, merged.

* **Lists** answer `{"data": [...], "meta": {...}}`. `meta.next_cursor` fetches the next page; `meta.sources` says how
  far each provider's feed can be believed. What a source that is down said last is served, marked `stale`.
* **ETags** cover data and verdicts, not the times of the last polls: send `If-None-Match`, get 304.
* **Errors** are `application/problem+json` (RFC 9457), all of one shape. Unknown parameters are refused.
""".strip()


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
        document["components"]["schemas"]["ProblemDetails"] = ProblemDetails.model_json_schema()
        api.openapi_schema = document
    return api.openapi_schema
