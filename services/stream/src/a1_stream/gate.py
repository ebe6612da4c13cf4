"""Decides about handshakes: the path, the origin, the subprotocol, the credential."""

import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

from a1_edge_kit.origins import Origins
from a1_streaming.frames import PROTOCOL

PATH = "/api/v1/ws"


class Refusal(NamedTuple):
    """Why a handshake is refused."""

    reason: str
    """The metric's label."""
    status: int
    body: bytes


def _refusal(reason: str, status: int, code: str, title: str, detail: str) -> Refusal:
    problem = {"type": f"urn:a1betting:problem:{code}", "title": title, "status": status, "detail": detail}
    return Refusal(reason, status, json.dumps(problem).encode())


_NOT_FOUND = _refusal("path", 404, "not-found", "Not found", f"WebSockets are served at {PATH}.")
_BAD_ORIGIN = _refusal("origin", 403, "origin-refused", "Origin refused", "Pages of this origin may not connect.")
_BAD_PROTOCOL = _refusal(
    "protocol", 400, "bad-protocol", "Bad subprotocol", f"The subprotocol is {PROTOCOL}; offer it, or none."
)
NOT_READY = _refusal(
    "not-ready", 503, "not-ready", "Not ready", "This server reads the log, or is about to stop; connect again soon."
)


class Gate:
    """What a handshake has to fulfil."""

    def __init__(self, origins: Origins, is_ready: Callable[[], bool]) -> None:
        self._origins = origins
        self._is_ready = is_ready

    def refusal(self, path: bytes, headers: Mapping[str, str]) -> Refusal | None:
        """Return why a handshake is refused, or None. A query is refused too: it would carry secrets into logs."""
        if path != PATH.encode():
            return _NOT_FOUND
        if not self._origins.allows(headers.get("Origin")):
            return _BAD_ORIGIN
        offered = headers.get("Sec-WebSocket-Protocol")
        if offered is not None and PROTOCOL not in (word.strip() for word in offered.split(",")):
            return _BAD_PROTOCOL
        return None if self._is_ready() else NOT_READY
