"""Errors as clients see them: the problem documents of the REST API, each with the close that follows it."""

from collections.abc import Sequence
from typing import NamedTuple

from a1_streaming.filters import FilterProblem
from a1_streaming.frames import CloseCode, Error


class Problem(NamedTuple):
    """What is wrong with a frame or a connection."""

    code: str
    title: str
    status: int
    detail: str
    close: CloseCode | None = None
    """How the connection ends; None where it goes on."""
    parameter: str | None = None
    allowed: Sequence[str] | None = None

    def frame(self, subscription: str | None = None) -> Error:
        """Return the `error` frame."""
        return Error(
            type=f"urn:a1betting:problem:{self.code}",
            title=self.title,
            status=self.status,
            detail=self.detail,
            id=subscription,
            parameter=self.parameter,
            allowed=self.allowed,
        )


def bad_parameter(name: str, detail: str, allowed: Sequence[str] | None = None) -> Problem:
    """Return the problem of a value that cannot be; the connection goes on."""
    return Problem("bad-parameter", "Bad parameter", 422, detail, parameter=name, allowed=allowed)


def of_filter(problem: FilterProblem) -> Problem:
    """Return the problem of a filter; the connection goes on."""
    allowed = problem.more.get("allowed")
    return Problem(
        problem.code,
        problem.title,
        problem.status,
        problem.detail,
        parameter=problem.more.get("parameter"),
        allowed=allowed,
    )


def bad_frame(detail: str) -> Problem:
    return Problem("bad-frame", "Bad frame", 400, detail, CloseCode.BAD_REQUEST)


def too_large(most: int) -> Problem:
    detail = f"A frame of a client has at most {most} bytes."
    return Problem("frame-too-large", "Frame too large", 413, detail, CloseCode.TOO_LARGE)


def too_many_frames(most: int) -> Problem:
    detail = f"A client sends at most {most} frames a second."
    return Problem("rate-limited", "Too many frames", 429, detail, CloseCode.RATE)


def too_many_connections() -> Problem:
    detail = "The server, or your address, has as many connections as it may."
    return Problem("rate-limited", "Too many connections", 429, detail, CloseCode.RATE)


def too_many_streams(most: int) -> Problem:
    detail = f"A connection has at most {most} subscriptions."
    return Problem("too-many-streams", "Too many streams", 409, detail, CloseCode.TOO_MANY_STREAMS)


def no_subscription(within_s: float) -> Problem:
    detail = f"Nothing was subscribed to within {within_s:g} s."
    return Problem("hello-late", "No subscription", 408, detail, CloseCode.HELLO_LATE)


def stalled(after_s: float) -> Problem:
    detail = f"Nothing was read for {after_s:g} s. Connect again with your cursors."
    return Problem("stalled", "Stalled", 408, detail, CloseCode.STALLED)


def lacking_scope(scope: str) -> Problem:
    detail = f"The credential does not have the scope `{scope}`."
    return Problem("forbidden", "Forbidden", 403, detail, CloseCode.FORBIDDEN)


def credential_ended() -> Problem:
    detail = "The key was revoked, or the token has expired. Connect again with a good one."
    return Problem("unauthorized", "Unauthorized", 401, detail, CloseCode.UNAUTHORIZED)


def ticket_spent() -> Problem:
    detail = "This ticket was taken before. Ask for another one."
    return Problem("unauthorized", "Unauthorized", 401, detail, CloseCode.UNAUTHORIZED)


def tickets_away() -> Problem:
    detail = "It cannot be seen whether this ticket was taken before. Connect again soon, with another one."
    return Problem("tickets-unavailable", "Tickets unavailable", 503, detail, CloseCode.TRY_AGAIN)


NO_EVERY_CHANGE = bad_parameter(
    "every_change", "This server sends the newest change of each record; read the topics for every change.", ["false"]
)
