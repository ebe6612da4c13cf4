"""A1Betting's REST API and stream: typed, resuming, checked."""

from a1betting.changes import Change
from a1betting.checker import Breach, Checker, Rule
from a1betting.client import Client
from a1betting.connection import RefusedError
from a1betting.errors import A1Error, BreachError, Problem, ProblemError, UnreachableError, UnreadableError
from a1betting.mirror import Mirror
from a1betting.pages import Pages
from a1betting.stream import Stream

__all__ = [
    "A1Error",
    "Breach",
    "BreachError",
    "Change",
    "Checker",
    "Client",
    "Mirror",
    "Pages",
    "Problem",
    "ProblemError",
    "RefusedError",
    "Rule",
    "Stream",
    "UnreachableError",
    "UnreadableError",
]
