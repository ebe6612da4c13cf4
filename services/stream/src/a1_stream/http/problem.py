"""Errors of the HTTP side, of the shape that the REST API has (RFC 9457)."""

from collections.abc import Sequence

import msgspec

from a1_stream.problems import more_of
from a1_streaming.filters import FilterProblem
from a1_streaming.resuming import ResnapshotReason

_RETRY_S = 2
_REASONS = {
    ResnapshotReason.EPOCH_CHANGED: "The log was made again, or the cursor is of another one.",
    ResnapshotReason.CURSOR_EXPIRED: "Removals that followed the cursor are no longer in the log.",
    ResnapshotReason.CURSOR_AHEAD: "The log ends before the cursor.",
}


class Problem(Exception):  # noqa: N818  # the word of RFC 9457
    """A request that cannot be answered. `headers` go with the answer."""

    def __init__(self, status: int, code: str, title: str, detail: str, **more: object) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.more = {name: value for name, value in more.items() if value}
        self.headers: list[tuple[bytes, bytes]] = []

    def body(self, request_id: str) -> bytes:
        """Return the problem document."""
        fixed = {
            "type": f"urn:a1betting:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "request_id": request_id,
        }
        return msgspec.json.encode(fixed | self.more)


def bad_request(name: str, detail: str, allowed: Sequence[str] = ()) -> Problem:
    """Return the problem of a parameter of the protocol."""
    return Problem(400, "bad-parameter", "Bad parameter", detail, parameter=name, allowed=list(allowed))


def newest_only(name: str) -> Problem:
    """Return the problem of a read that wants every change: a cache could not keep what compaction takes away."""
    detail = "Reads over HTTP have the newest change of each record; WebSockets have every one."
    return Problem(422, "unknown-parameter", "Unknown parameter", detail, parameter=name)


def of_filter(problem: FilterProblem) -> Problem:
    """Return the problem of a filter."""
    return Problem(problem.status, problem.code, problem.title, problem.detail, **more_of(problem))


def no_stream(form: str, leagues: Sequence[str], kinds: Sequence[str]) -> Problem:
    """Return the problem of a path that is no stream's."""
    return Problem(404, "not-found", "Not found", f"Streams are at {form}.", leagues=list(leagues), kinds=list(kinds))


def read_only() -> Problem:
    """Return the problem of a method that writes."""
    problem = Problem(405, "method-not-allowed", "Method not allowed", "Streams are read with GET and HEAD.")
    problem.headers.append((b"allow", b"GET, HEAD"))
    return problem


def posted_only(detail: str) -> Problem:
    """Return the problem of a method at a path that takes POST alone."""
    problem = Problem(405, "method-not-allowed", "Method not allowed", detail)
    problem.headers.append((b"allow", b"POST"))
    return problem


def origin_refused() -> Problem:
    """Return the problem of a page that may not ask."""
    return Problem(403, "origin-refused", "Origin refused", "Pages of this origin may not ask.")


def gone(reason: ResnapshotReason) -> Problem:
    """Return the problem of a cursor that cannot be resumed: its reader begins again at `-1`."""
    detail = f"{_REASONS.get(reason, 'The cursor cannot be resumed.')} Begin again with offset=-1."
    return Problem(410, reason.value, "Begin again", detail, reason=reason.value)


def not_ready() -> Problem:
    """Return the problem of a log that is being read."""
    reason = ResnapshotReason.VIEW_REBUILDING.value
    problem = Problem(503, reason, "Not ready", "The log is being read; try again in a few seconds.", reason=reason)
    problem.headers.append((b"retry-after", str(_RETRY_S).encode()))
    return problem


def internal_fault() -> Problem:
    """Return the problem of a bug of ours."""
    return Problem(500, "internal", "Internal error", "A fault of ours; it has been logged.")
