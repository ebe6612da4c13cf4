"""The closed list of scopes: what a key or a token may be for."""

from collections.abc import Iterable

from a1_schemas.analytics_words import VIEW_KINDS, ViewKind

READ = ("games", "odds", "props", "stats", "news", "injuries", "teams", "players", "analytics", "history")
"""What the gateway serves, as scopes divide it."""
STREAM = "stream:"
"""Begins the scopes of the stream."""
WEBHOOKS_WRITE, ADMIN_KEYS = "webhooks:write", "admin:keys"
ALL_OF = ":*"
"""Ends `read:*` and `stream:*`, which `expand` replaces by all scopes that begin so."""


def read_scope(name: str) -> str:
    """Return the scope of one of `READ`."""
    return f"read:{name}"


def stream_scope(kind: ViewKind) -> str:
    """Return the scope of a kind of records on the stream."""
    return f"{STREAM}{kind}"


SCOPES = (*map(read_scope, READ), *map(stream_scope, VIEW_KINDS), WEBHOOKS_WRITE, ADMIN_KEYS)
"""All scopes, in the order in which they are listed."""
OPEN_SCOPES = frozenset(SCOPES) - {ADMIN_KEYS}
"""What everyone has where `EDGE__AUTH` is open."""


class UnknownScopeError(ValueError):
    """A word that is no scope."""


def expand(words: Iterable[str]) -> tuple[str, ...]:
    """Return these scopes once each, in their order. Raises UnknownScopeError.

    `read:*` and `stream:*` are all that there are now: a later scope is not granted by an earlier key.
    """
    wanted: set[str] = set()
    for word in words:
        found = {scope for scope in SCOPES if word.endswith(ALL_OF) and scope.startswith(word[:-1])}
        if not found and word not in SCOPES:
            raise UnknownScopeError(word)
        wanted |= found or {word}
    return tuple(scope for scope in SCOPES if scope in wanted)
