"""What can go wrong, as exceptions. All of them are an `A1Error`."""

from collections.abc import Sequence

import msgspec


class A1Error(Exception):
    """Anything that this library raises by itself."""


class UnreachableError(A1Error):
    """No answer, after all attempts."""


class UnreadableError(A1Error):
    """An answer that is not what the document says."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A refusal of the server, as it stands in the answer's body (RFC 9457)."""

    type: str
    """A URN that ends with the code."""
    title: str
    """What the code means, the same for every request."""
    status: int
    """The HTTP status."""
    detail: str
    """What is wrong with this request."""
    request_id: str | None = None
    """The request in the server's logs."""
    parameter: str | None = None
    """The parameter at fault."""
    allowed: Sequence[str] | None = None
    """What it may be."""
    near: Sequence[str] | None = None
    """Values that are nearly the one sent, the nearest first."""
    reason: str | None = None
    """Why a cursor cannot be resumed."""

    @property
    def code(self) -> str:
        """The word of the closed list in the documentation: `bad-parameter`."""
        return self.type.rpartition(":")[2]


class ProblemError(A1Error):
    """The server refused, and said why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        hints = (
            f"parameter {problem.parameter}" if problem.parameter else "",
            f"nearest: {', '.join(problem.near)}" if problem.near else "",
            f"reason: {problem.reason}" if problem.reason else "",
            f"request {problem.request_id}" if problem.request_id else "",
        )
        known = "; ".join(filter(None, hints))
        said = f"{problem.status} {problem.code}: {problem.detail}"
        super().__init__(f"{said} ({known})" if known else said)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.problem.status

    @property
    def code(self) -> str:
        """The word of the closed list in the documentation: `bad-parameter`."""
        return self.problem.code

    @property
    def near(self) -> Sequence[str]:
        """Values that are nearly the one sent, the nearest first."""
        return self.problem.near or ()


class BreachError(A1Error):
    """What arrived breaks a promise of the protocol, so the state that is held may be wrong."""

    def __init__(self, rule: str, detail: str) -> None:
        super().__init__(f"rule {rule}: {detail}")
        self.rule = rule
        self.detail = detail


def refusal(body: bytes, status: int, request: str) -> ProblemError | UnreadableError:
    """Return the error of a refusal, from the body of its answer."""
    try:
        return ProblemError(msgspec.json.decode(body, type=Problem))
    except msgspec.DecodeError:
        return UnreadableError(f"{request}: status {status} without a problem document")
