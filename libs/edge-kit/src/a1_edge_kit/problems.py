"""The problem document (RFC 9457) of a request that is refused in front of the framework."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from starlette.types import Scope, Send

from a1_service_kit.refusals import PROBLEM_TYPE


def problem_body(request_id: str, status: int, code: str, title: str, detail: str) -> bytes:
    """Return the document as UTF-8. `code` is the last part of its `type`."""
    document = {
        "type": f"urn:a1betting:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "request_id": request_id,
    }
    return json.dumps(document, separators=(",", ":")).encode()


async def send_problem(
    scope: Scope,
    send: Send,
    status: int,
    code: str,
    title: str,
    detail: str,
    headers: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Answer with a problem and these headers beside those of its body.

    The document names the `request_id` in the state of the scope, and gives the request one if it has none.
    """
    state: dict[str, Any] = scope.setdefault("state", {})
    request_id: str = state.setdefault("request_id", uuid4().hex)
    body = problem_body(request_id, status, code, title, detail)
    of_body = [(b"content-type", PROBLEM_TYPE.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*of_body, *headers]})
    await send({"type": "http.response.body", "body": body})
