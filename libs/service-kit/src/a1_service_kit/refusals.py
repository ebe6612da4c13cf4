"""Why a port refuses a connection, and the problem document (RFC 9457) that says so."""

import json
from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from types import MappingProxyType
from typing import NamedTuple
from uuid import uuid4

PROBLEM_TYPE = "application/problem+json"
MAX_TARGET_BYTES = 8_192
MAX_HEADER_BYTES = 16_384
MAX_BODY_BYTES = 65_536


class Refused(StrEnum):
    """The closed reasons of `<service>_refused_connections_total`."""

    SILENT = "silent"
    HEADERS_LATE = "headers-timeout"
    BODY_LATE = "body-timeout"
    ADDRESS_TOO_LONG = "address-too-long"
    HEADERS_TOO_LARGE = "headers-too-large"
    BODY_TOO_LARGE = "body-too-large"
    MALFORMED = "malformed"
    PIPELINED = "pipelined"
    UPGRADE = "upgrade"
    EVICTED = "evicted"
    ADDRESS_FULL = "address-connections"
    FULL = "connections"
    SLOW_READER = "slow-reader"


class _Problem(NamedTuple):
    status: HTTPStatus
    code: str
    title: str
    detail: str


_PROBLEMS: Mapping[Refused, _Problem] = MappingProxyType(
    {
        Refused.HEADERS_LATE: _Problem(
            HTTPStatus.REQUEST_TIMEOUT, "request-timeout", "Headers too late", "The headers did not end in time."
        ),
        Refused.BODY_LATE: _Problem(
            HTTPStatus.REQUEST_TIMEOUT, "request-timeout", "Body too late", "The body did not end in time."
        ),
        Refused.ADDRESS_TOO_LONG: _Problem(
            HTTPStatus.REQUEST_URI_TOO_LONG,
            "request-too-large",
            "Address too long",
            f"At most {MAX_TARGET_BYTES} bytes.",
        ),
        Refused.HEADERS_TOO_LARGE: _Problem(
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
            "request-too-large",
            "Headers too large",
            f"At most {MAX_HEADER_BYTES} bytes.",
        ),
        Refused.BODY_TOO_LARGE: _Problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "request-too-large",
            "Body too large",
            f"At most {MAX_BODY_BYTES} bytes.",
        ),
        Refused.MALFORMED: _Problem(
            HTTPStatus.BAD_REQUEST, "malformed-request", "Malformed request", "This is not HTTP/1.1."
        ),
        Refused.UPGRADE: _Problem(
            HTTPStatus.NOT_IMPLEMENTED,
            "not-implemented",
            "Not implemented",
            "This port has no tunnels and no WebSockets.",
        ),
        Refused.EVICTED: _Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "too-many-connections",
            "Too many connections",
            "An unfinished request made room for a newer connection; try again.",
        ),
        Refused.ADDRESS_FULL: _Problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            "too-many-connections",
            "Too many connections",
            "All connections that an address may have are in use; use those again.",
        ),
        Refused.FULL: _Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "too-many-connections",
            "Too many connections",
            "All connections are in use; try again in a few seconds.",
        ),
    }
)
"""The others are closed without an answer: nothing was asked, or an answer is already on its way."""

_RETRY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


def answer_to(refusal: Refused) -> bytes | None:
    """Return the whole HTTP/1.1 response, which closes the connection; None for a refusal without an answer."""
    problem = _PROBLEMS.get(refusal)
    if problem is None:
        return None
    request_id = uuid4().hex
    document = {
        "type": f"urn:a1betting:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "request_id": request_id,
    }
    body = json.dumps(document, separators=(",", ":"))
    head = [
        f"HTTP/1.1 {problem.status.value} {problem.status.phrase}",
        f"content-type: {PROBLEM_TYPE}",
        f"content-length: {len(body)}",
        f"x-request-id: {request_id}",
        "x-content-type-options: nosniff",
        "connection: close",
        *(["retry-after: 2"] if problem.status in _RETRY else []),
    ]
    return "\r\n".join([*head, "", body]).encode()
