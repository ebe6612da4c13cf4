"""What an answer means for the next poll. Each provider's table of rules is a value; nothing here knows a provider."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from a1_schemas.vocabulary import PollReason

SNIFFED_BYTES = 4096
"""How much of a body the rules look at."""


@dataclass(frozen=True, slots=True)
class ResponseClass:
    """Why an answer brought nothing. `retry`: asking again at once may help. `pause`: the whole provider waits."""

    reason: PollReason
    retry: bool = False
    pause: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line of a provider's table: the conditions that are given must all hold."""

    status: int
    header: str | None = None
    """Look into this header instead of the body."""
    says: re.Pattern[str] | None = None
    lacks: re.Pattern[str] | None = None
    response_class: ResponseClass

    def holds(self, status: int, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether this rule is about that answer."""
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
"""What a status means where no rule of the provider says otherwise."""


def classify(status: int, headers: Mapping[str, str], body: bytes, rules: Sequence[Rule]) -> ResponseClass | None:
    """Why this answer brings nothing, or None where its body is one to publish. The first rule that holds wins."""
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
    """NOT_JSON or TRUNCATED, or None for a body that is whole JSON."""
    try:
        msgspec.json.decode(body, type=msgspec.Raw)
    except RecursionError:
        return None  # how deep is too deep is the mapper's to say, and the dead letter keeps the bytes
    except msgspec.DecodeError as error:
        is_cut_off = body.lstrip()[:1] in (b"{", b"[") and _is_about_the_end(str(error), body)
        return ResponseClass(PollReason.TRUNCATED if is_cut_off else PollReason.NOT_JSON, retry=is_cut_off)
    return None


def _is_about_the_end(fault: str, body: bytes) -> bool:
    """A cut within a number is reported as a fault of its last byte."""
    return "truncated" in fault or (fault.endswith(f"(byte {len(body)})") and "trailing" not in fault)
