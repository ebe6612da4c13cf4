"""A request about keys or webhooks, read and bounded."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError
from starlette.types import Receive

from a1_edge_kit.identity import Identity
from a1_stream.http.edge.operations import Operation
from a1_stream.http.edge.shapes import Sent
from a1_stream.http.problem import Problem

MAX_BYTES = 16_384
_JSON = "application/json"
_IDEMPOTENCY_KEY = re.compile(r"[!-~]{1,200}")
_BODY = "body"
"""The name of the whole body, where a problem lies in no field."""
SentT = TypeVar("SentT", bound=Sent)


class Asked(NamedTuple):
    """A request of a client that may ask. `repeat` is its `Idempotency-Key`."""

    identity: Identity
    id: str
    body: Sent | None
    repeat: str | None

    def sent(self, model: type[SentT]) -> SentT:
        """Return the body, or what an absent one means."""
        return self.body if isinstance(self.body, model) else model()


def refused_field(name: str, detail: str, allowed: tuple[str, ...] = ()) -> Problem:
    """Return the problem of a field that cannot be."""
    return Problem(422, "bad-parameter", "Bad parameter", detail, parameter=name, allowed=list(allowed))


async def read_body(receive: Receive) -> bytes:
    """Return the whole body. Raises Problem above 16 KiB and for a client that is gone."""
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise refused_field(_BODY, "It did not arrive whole.")
        body += message.get("body", b"")
        if len(body) > MAX_BYTES:
            raise Problem(413, "request-too-large", "Body too large", f"At most {MAX_BYTES} bytes.")
        if not message.get("more_body", False):
            return body


def read_sent(operation: Operation, body: bytes, headers: Mapping[bytes, bytes]) -> Sent | None:
    """Return what was sent. Raises Problem: 415 for another type than JSON, 422 by the first field at fault.

    A page of another origin cannot send JSON without asking first, so no stranger's page writes for its visitor.
    """
    if operation.body is None:
        if body:
            raise refused_field(_BODY, "This takes none.")
        return None
    if operation.optional and not body:
        return None
    if headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower() != _JSON:
        raise Problem(415, "unsupported-media-type", "Unsupported media type", f"The body is {_JSON}.")
    try:
        return operation.body.model_validate_json(body)
    except ValidationError as error:
        raise _problem_of(error.errors(include_url=False, include_context=False, include_input=False)[0]) from None


def read_repeat(operation: Operation, headers: Mapping[bytes, bytes]) -> str | None:
    """Return the `Idempotency-Key` of an operation that takes one. Raises Problem for one that is none."""
    value = headers.get(b"idempotency-key") if operation.idempotent else None
    if value is None:
        return None
    text = value.decode("latin-1")
    if not _IDEMPOTENCY_KEY.fullmatch(text):
        raise refused_field("Idempotency-Key", "It has 1 to 200 visible ASCII characters.")
    return text


def _problem_of(fault: Mapping[str, Any]) -> Problem:
    name = ".".join(map(str, fault["loc"])) or _BODY
    if fault["type"] == "extra_forbidden":
        return Problem(422, "unknown-parameter", "Unknown parameter", "The body has no such field.", parameter=name)
    return refused_field(name, f"{fault['msg']}.")
