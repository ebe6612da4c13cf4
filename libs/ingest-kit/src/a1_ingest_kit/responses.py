"""Classifies responses for the next poll. Each provider's rules are a value; this module knows no provider."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from a1_schemas.vocabulary import PollReason

SNIFFED_BYTES = 4096
"""The bytes of a body that the rules search."""


@dataclass(frozen=True, slots=True)
class ResponseClass:
    """Why a response brings no body to publish.

    `retry`: an immediate retry may help. `pause`: how long the whole provider must wait.
    """

    reason: PollReason
    retry: bool = False
    pause: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row of a provider's table. All conditions that are set must hold."""

    status: int
    header: str | None = None
    """The header to search instead of the body."""
    says: re.Pattern[str] | None = None
    lacks: re.Pattern[str] | None = None
    response_class: ResponseClass

    def holds(self, status: int, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether this rule matches the response."""
        if status != self.status:
            return False
        text = body[:SNIFFED_BYTES].decode("utf-8", "replace") if self.header is None else headers.get(self.header, "")
        if self.says is not None and not self.says.search(text):
            return False
        return self.lacks is None or not self.lacks.search(text)


BY_STATUS = {
    400: ResponseClass(PollReason.BAD_REQUEST),
    401: ResponseClass(PollReason.INVALID_KEY, pause=timedelta(minutes=15)),
    403: ResponseClass(PollReason.BLOCKED, pause=timedelta(minutes=15)),
    404: ResponseClass(PollReason.NOT_FOUND),
    408: ResponseClass(PollReason.TIMEOUT, retry=True),
    410: ResponseClass(PollReason.NOT_FOUND),
    422: ResponseClass(PollReason.BAD_REQUEST),
    429: ResponseClass(PollReason.RATE_LIMITED, retry=True),
}
"""The class of a status that no rule of the provider matches."""


def classify(status: int, headers: Mapping[str, str], body: bytes, rules: Sequence[Rule]) -> ResponseClass | None:
    """Return why this response brings no body, or None if its body is to be published.

    The first matching rule wins.
    """
    for rule in rules:
        if rule.holds(status, headers, body):
            return rule.response_class
    if status in BY_STATUS:
        return BY_STATUS[status]
    if status >= 500:
        return ResponseClass(PollReason.SERVER_ERROR, retry=True)
    if status != 200:
        return ResponseClass(PollReason.UNEXPECTED_STATUS)
    return classify_json(body)


def classify_json(body: bytes) -> ResponseClass | None:
    """Return NOT_JSON or TRUNCATED, or None for a complete JSON body."""
    try:
        msgspec.json.decode(body, type=msgspec.Raw)
    except RecursionError:
        return None  # the mapper decides how deep is too deep, and the dead letter keeps the bytes
    except msgspec.DecodeError as error:
        is_cut_off = body.lstrip()[:1] in (b"{", b"[") and _is_about_the_end(str(error), body)
        return ResponseClass(PollReason.TRUNCATED if is_cut_off else PollReason.NOT_JSON, retry=is_cut_off)
    return None


def _is_about_the_end(fault: str, body: bytes) -> bool:
    """Whether the parser failed at the end of the body. A cut within a number is reported at its last byte."""
    return "truncated" in fault or (fault.endswith(f"(byte {len(body)})") and "trailing" not in fault)
