"""Why a call is refused, in the words of the REST API's problems."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

_URN = "urn:a1betting:problem"
_PASSED_ON = ("title", "detail", "parameter", "allowed", "near", "leagues", "request_id")
GATEWAY_UNAVAILABLE = "gateway-unavailable"
ANSWER_TOO_LARGE = "answer-too-large"
_read = msgspec.json.Decoder(dict[str, Any]).decode


class RefusedError(Exception):
    """A call that cannot be answered. `reason` is the code of the problem that the REST API has for it."""

    def __init__(self, reason: str, title: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.reason = reason
        self.fields: dict[str, Any] = {"reason": reason, "title": title, "detail": detail} | more


def bad_argument(name: str, detail: str, allowed: Iterable[str] = ()) -> RefusedError:
    """Return the refusal of an argument's value."""
    lists = {"allowed": list(allowed)} if allowed else {}
    return RefusedError("bad-parameter", "Bad parameter", detail, parameter=name, **lists)


def unknown_argument(name: str, allowed: Iterable[str]) -> RefusedError:
    """Return the refusal of an argument that the tool does not have."""
    detail = "The tool has no such argument; `allowed` lists those it has."
    return RefusedError("unknown-parameter", "Unknown parameter", detail, parameter=name, allowed=sorted(allowed))


def gateway_unavailable(detail: str) -> RefusedError:
    """Return the refusal where the gateway gave no answer that can be read."""
    return RefusedError(GATEWAY_UNAVAILABLE, "Gateway unavailable", detail, retry_after_s=2)


def too_large(most: int) -> RefusedError:
    """Return the refusal of an answer that is too large for its reader."""
    detail = f"The answer has more than {most} bytes. Ask with filters, fewer parts or a smaller limit."
    return RefusedError(ANSWER_TOO_LARGE, "Answer too large", detail)


def refusal_of(status: int, body: bytes, headers: Mapping[str, str]) -> RefusedError:
    """Return the refusal that an answer of the gateway says; an answer that is no problem document says none."""
    problem: dict[str, Any] = {}
    try:
        problem = _read(body)
        urn, _, reason = str(problem["type"]).rpartition(":")
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
        urn = reason = ""
    if urn != _URN:
        return gateway_unavailable(f"The gateway answered {status} without a reason.")
    more = {name: problem[name] for name in _PASSED_ON if name in problem}
    retry = headers.get("retry-after", "")
    if retry.isdecimal():
        more["retry_after_s"] = int(retry)
    title, detail = str(more.pop("title", "")), str(more.pop("detail", ""))
    return RefusedError(reason, title, detail, **more)
