"""Who asks: an unknown client, a key, or the subject of a token."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from a1_edge_kit.plans import FREE, Plan
from a1_edge_kit.scopes import OPEN_SCOPES


class IdentityKind(StrEnum):
    """By what a client is known."""

    ANONYMOUS = "anonymous"
    KEY = "key"
    TOKEN = "token"  # noqa: S105  # a word, not a token


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A client. It is the same for each request of one credential."""

    kind: IdentityKind
    id: str
    """A key's id, or `token:` and the token's subject; empty for an anonymous client."""
    scopes: frozenset[str]
    plan: Plan
    until: datetime | None = None
    """When the credential expires."""


ANONYMOUS = Identity(kind=IdentityKind.ANONYMOUS, id="", scopes=OPEN_SCOPES, plan=FREE)
"""A client without a credential, where the edge is open."""
