"""A1Betting's REST API and stream: typed, resuming, checked."""

from a1betting.client import Client
from a1betting.errors import A1Error, Problem, ProblemError, UnreachableError, UnreadableError
from a1betting.pages import Pages

__all__ = ["A1Error", "Client", "Pages", "Problem", "ProblemError", "UnreachableError", "UnreadableError"]
