"""Errors as clients see them: the problem documents of the REST API, each with the close that follows it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from a1_edge_kit.nearest import nearest
from a1_edge_kit.refused_credential import RefusedCredentialError
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
    near: Sequence[str] | None = None
    """Values that are nearly the one sent."""

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
            near=self.near or None,
        )


def bad_parameter(name: str, detail: str, allowed: Sequence[str] | None = None, word: str = "") -> Problem:
    """Return the problem of a value that cannot be; the connection goes on. `word` is what was written in place of an
    allowed one.
    """
    near = nearest(word, allowed or ())
    return Problem("bad-parameter", "Bad parameter", 422, detail, parameter=name, allowed=allowed, near=near)


def of_filter(problem: FilterProblem) -> Problem:
    """Return the problem of a filter; the connection goes on."""
    return Problem(problem.code, problem.title, problem.status, problem.detail, **more_of(problem))


def more_of(problem: FilterProblem) -> dict[str, Any]:
    """Return the further fields of a filter's problem, with the words that are nearly the one sent."""
    more = problem.more
    return more | {"near": more.get("near") or nearest(problem.word or "", more.get("allowed", ()))}


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


def token_refused(error: RefusedCredentialError) -> Problem:
    """Return the problem of a token that renews nothing; the connection goes on until its own ends."""
    return Problem(error.code, error.title, error.status, error.detail, parameter="jwt")


def time_unread() -> Problem:
    detail = "The log cannot be asked for a time just now. Subscribe again in a few seconds."
    return Problem("not-ready", "Not ready", 503, detail, parameter="since")


def credential_ended() -> Problem:
    detail = "The key was revoked, or the token has expired. Connect again with a good one."
    return Problem("unauthorized", "Unauthorized", 401, detail, CloseCode.UNAUTHORIZED)


def ticket_spent() -> Problem:
    detail = "This ticket was taken before. Ask for another one."
    return Problem("unauthorized", "Unauthorized", 401, detail, CloseCode.UNAUTHORIZED)


def tickets_away() -> Problem:
    detail = "It cannot be seen whether this ticket was taken before. Connect again soon, with another one."
    return Problem("tickets-unavailable", "Tickets unavailable", 503, detail, CloseCode.TRY_AGAIN)
