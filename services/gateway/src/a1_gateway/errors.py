"""Errors as clients see them, all of one shape: `application/problem+json` (RFC 9457)."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any

import msgspec
from starlette.responses import Response
from starlette.types import Scope, Send

from a1_schemas.leagues import League
from a1_service_kit.refusals import PROBLEM_TYPE


class ProblemCode(StrEnum):
    """Why a request failed. It is the last part of a problem's `type`."""

    BAD_PARAMETER = "bad-parameter"
    UNKNOWN_PARAMETER = "unknown-parameter"
    UNKNOWN_SPORT = "unknown-sport"
    UNKNOWN_GAME = "unknown-game"
    UNKNOWN_ID = "unknown-id"
    UNKNOWN_PLAYER = "unknown-player"
    NOT_FOUND = "not-found"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    REQUEST_TOO_LARGE = "request-too-large"
    CORRELATED_LEGS = "correlated-legs"
    NO_VIEW = "no-view"
    HISTORY_UNAVAILABLE = "history-unavailable"
    INTERNAL = "internal"


class ProblemDetails(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An error (RFC 9457)."""

    type: Annotated[str, msgspec.Meta(description="A URN that ends with the code of the problem.")]
    title: Annotated[str, msgspec.Meta(description="What the code means, the same for every request.")]
    status: Annotated[int, msgspec.Meta(description="The HTTP status.")]
    detail: Annotated[str, msgspec.Meta(description="What is wrong with this request.")]
    request_id: Annotated[str, msgspec.Meta(description="The request in our logs, as in `x-request-id`.")]
    parameter: Annotated[str | None, msgspec.Meta(description="The parameter at fault.")] = None
    allowed: Annotated[list[str] | None, msgspec.Meta(description="What it may be.")] = None
    near: Annotated[
        list[str] | None, msgspec.Meta(description="Values that are nearly the one sent, the nearest first.")
    ] = None
    leagues: Annotated[
        list[dict[str, str]] | None, msgspec.Meta(description="For an unknown sport: all leagues there are.")
    ] = None


class Problem(Exception):  # noqa: N818  # the word of RFC 9457
    """A request that cannot be answered. `more` are the optional fields of `ProblemDetails`."""

    def __init__(self, status: int, code: ProblemCode, title: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.more = more


def bad_parameter(name: str, detail: str, allowed: Iterable[str] = (), near: Iterable[str] = ()) -> Problem:
    """Return the problem of an invalid parameter value."""
    lists = {"allowed": sorted(allowed), "near": list(near)}
    more = {name: words for name, words in lists.items() if words}
    return Problem(422, ProblemCode.BAD_PARAMETER, "Bad parameter", detail, parameter=name, **more)


def unknown_parameter(name: str, allowed: Iterable[str]) -> Problem:
    """Return the problem of a parameter that the route does not have."""
    detail = "The route has no such parameter; `allowed` lists those it has."
    return Problem(
        422, ProblemCode.UNKNOWN_PARAMETER, "Unknown parameter", detail, parameter=name, allowed=sorted(allowed)
    )


def unknown_sport() -> Problem:
    """Return the problem of an unknown or ambiguous sport (`football`)."""
    detail = "It is no league, sport or odds key known here, or names more than one; `leagues` lists all there are."
    leagues = [
        {"league": league, "sport": league.traits.sport, "odds_api_key": league.traits.odds_api_key}
        for league in League
    ]
    return Problem(404, ProblemCode.UNKNOWN_SPORT, "Unknown sport", detail, leagues=leagues)


def no_view() -> Problem:
    """Return the problem of a view that was never read from Redis."""
    detail = "The view has not been read yet; try again in a few seconds."
    return Problem(503, ProblemCode.NO_VIEW, "No view yet", detail)


def internal_fault() -> Problem:
    """Return the problem of a bug of ours."""
    return Problem(500, ProblemCode.INTERNAL, "Internal error", "A fault of ours; it has been logged.")


def problem_body(problem: Problem, request_id: str) -> bytes:
    details = ProblemDetails(
        type=f"urn:a1betting:problem:{problem.code}",
        title=problem.title,
        status=problem.status,
        detail=problem.detail,
        request_id=request_id,
        **problem.more,
    )
    return msgspec.json.encode(details)


async def send_problem(scope: Scope, send: Send, problem: Problem) -> None:
    """Answer with a problem in front of the framework."""
    body = problem_body(problem, scope["state"]["request_id"])
    headers = [(b"content-type", PROBLEM_TYPE.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def problem_response(problem: Problem, request_id: str) -> Response:
    headers = {"retry-after": "2"} if problem.status == 503 else None
    return Response(problem_body(problem, request_id), problem.status, headers, PROBLEM_TYPE)
