"""What OpenAPI says of credentials: the ways to send one, and for each operation the scopes and the refusals."""

from typing import Any

from a1_edge_kit.settings import Auth
from a1_gateway.operations import problems
from a1_gateway.route_scopes import needed_scopes

_BEARER, _API_KEY = "bearer", "apiKey"
_NAMES = {401: "Unauthorized", 403: "Forbidden", 503: "Unavailable"}
SECURITY_SCHEMES: dict[str, Any] = {
    _BEARER: {"type": "http", "scheme": "bearer", "description": "A key (`a1_…`) or an access token (`at+jwt`)."},
    _API_KEY: {"type": "apiKey", "in": "header", "name": "X-Api-Key", "description": "A key (`a1_…`)."},
}
REFUSALS: dict[str, Any] = {_NAMES[int(status)]: response for status, response in problems(*_NAMES).items()}
"""The answers to those that may not, by their name among the components."""
_REFERENCES = {str(status): {"$ref": f"#/components/responses/{name}"} for status, name in _NAMES.items()}


def secure(path: str, operation: dict[str, Any], auth: Auth) -> None:
    """Add the credentials, the scopes and the refusals of an operation. Where the edge is open, none is required."""
    scopes = needed_scopes({"path": path, "query_string": b""})
    if scopes is None:
        return
    named = list(scopes)
    operation["security"] = [{_BEARER: named}, {_API_KEY: named}, *([{}] if auth is Auth.OPEN else [])]
    responses: dict[str, Any] = operation["responses"]
    operation["responses"] = dict(sorted({**_REFERENCES, **responses}.items()))
