"""Reads what a client subscribes to: the scope, where to begin, and how changes come."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from a1_edge_kit.identity import Identity
from a1_edge_kit.scopes import stream_scope
from a1_schemas.analytics_words import VIEW_KINDS, ViewKind
from a1_schemas.leagues import League
from a1_schemas.raw import parse_time
from a1_stream.client_bounds import check_filter_values
from a1_stream.fanout import Fanout
from a1_stream.problems import Problem, bad_parameter, lacking_scope, of_filter
from a1_stream.subscription import Pace, Scope
from a1_streaming.cursors import BadCursorError, Cursor, decode_cursor
from a1_streaming.filters import FilterProblem, filters_of
from a1_streaming.frames import MAX_CONFLATE_MS, NOW, Subscribe

_KINDS: Mapping[str, ViewKind] = {str(kind): kind for kind in VIEW_KINDS}


class RefusedError(Exception):
    """A subscription that cannot be."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


class Start(NamedTuple):
    """Where a subscription begins: with a snapshot, unless one of these is given."""

    text: str | None = None
    """A cursor as the client wrote it."""
    cursor: Cursor | None = None
    since: datetime | None = None
    is_now: bool = False


class Wanted(NamedTuple):
    """A subscription that can be."""

    fanout: Fanout
    scope: Scope
    start: Start
    every_change: bool
    pace: Pace | None


def read_subscription(frame: Subscribe, fanouts: Mapping[League, Fanout], identity: Identity) -> Wanted:
    """Return what is subscribed to by this client. Raises RefusedError."""
    fanout = fanouts.get(frame.scope.league)  # type: ignore[call-overload]  # a StrEnum member equals its text
    if fanout is None:
        leagues, asked = sorted(fanouts), frame.scope.league
        raise RefusedError(bad_parameter("scope.league", "It is no league.", leagues, asked))
    kinds = _kinds(frame.scope.kinds)
    for kind in kinds:
        if stream_scope(kind) not in identity.scopes:
            raise RefusedError(lacking_scope(stream_scope(kind)))
    try:
        scope = Scope(kinds, filters_of(frame.scope.league, kinds, frame.filters))
        check_filter_values(scope.filters, identity)
    except FilterProblem as problem:
        raise RefusedError(of_filter(problem)) from None
    return Wanted(fanout, scope, _start(frame), frame.every_change, _pace(frame))


def _kinds(words: tuple[str, ...]) -> tuple[ViewKind, ...]:
    """Return the kinds of a scope, in the order of the contract. Raises RefusedError."""
    unknown = [word for word in words if word not in _KINDS]
    if unknown or len(set(words)) != len(words):
        asked = unknown[0] if unknown else ""
        raise RefusedError(bad_parameter("scope.kinds", "Each is a kind of records, once.", sorted(_KINDS), asked))
    return tuple(kind for word, kind in _KINDS.items() if word in words)


def _start(frame: Subscribe) -> Start:
    if frame.since is not None and frame.cursor is not None:
        raise RefusedError(bad_parameter("since", "It is given in place of a cursor."))
    if frame.since is not None:
        try:
            return Start(since=parse_time(frame.since))
        except ValueError:
            detail = "It is a time of RFC 3339 with its zone, as 2026-11-29T08:00:00Z."
            raise RefusedError(bad_parameter("since", detail)) from None
    if frame.cursor is None or frame.cursor == NOW:
        return Start(is_now=frame.cursor == NOW)
    try:
        return Start(frame.cursor, decode_cursor(frame.cursor))
    except BadCursorError as error:
        raise RefusedError(bad_parameter("cursor", f"It is `{NOW}` or a cursor: {error}.")) from None


def _pace(frame: Subscribe) -> Pace | None:
    if not 0 <= frame.conflate_ms <= MAX_CONFLATE_MS:
        raise RefusedError(bad_parameter("conflate_ms", f"It is between 0 and {MAX_CONFLATE_MS}."))
    if frame.conflate_ms and frame.every_change:
        raise RefusedError(bad_parameter("conflate_ms", "With `every_change` nothing is left out."))
    return Pace(frame.conflate_ms / 1_000) if frame.conflate_ms else None
