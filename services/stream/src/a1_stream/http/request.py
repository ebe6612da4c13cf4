"""Reads what a client asks of the HTTP side: the stream, where to begin, and how to wait."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import parse_qsl

from a1_schemas.analytics_words import VIEW_KINDS, ViewKind
from a1_schemas.leagues import League
from a1_stream.http.problem import bad_request, newest_only, no_stream
from a1_streaming import frames
from a1_streaming.cursors import START, BadCursorError, Cursor, decode_cursor
from a1_streaming.filters import Filters, filters_of

PREFIX = "/api/v1/streams/"
_KINDS: Mapping[str, ViewKind] = {str(kind): kind for kind in VIEW_KINDS}
_OWN = ("offset", "live", "cursor")
_LONGEST_ECHO = 20


class Live(StrEnum):
    """How a client waits for what does not exist yet."""

    NO = "no"
    LONG_POLL = "long-poll"
    SSE = "sse"


class Place(StrEnum):
    """Where a reader without a cursor begins."""

    BEGINNING = "-1"
    NOW = frames.NOW


class StreamRequest(NamedTuple):
    """What is asked for. `echo` is the `Stream-Cursor` of the answer before."""

    league: League
    kind: ViewKind
    offset: Cursor | Place
    live: Live
    echo: int | None
    filters: Filters


def stream_of(path: str) -> tuple[League, ViewKind]:
    """Return the league and the kind of a stream's path. Raises Problem for any other path."""
    league, _, kind = path.removeprefix(PREFIX).partition("/")
    if not path.startswith(PREFIX) or league not in tuple(League) or kind not in _KINDS:
        raise no_stream(f"{PREFIX}{{league}}/{{kind}}", (*League,), tuple(_KINDS))
    return League(league), _KINDS[kind]


def read_request(path: str, query: bytes, last_event_id: str | None = None) -> StreamRequest:
    """Return what a GET asks for. Raises Problem, or FilterProblem as REST does.

    A browser's `EventSource` connects again to the same address with the id of the last event, which wins.
    """
    league, kind = stream_of(path)
    asked: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict"):
            asked.setdefault(name, []).append(value)
    except ValueError:
        raise bad_request("offset", "The query is no text in UTF-8.") from None
    if "every_change" in asked:
        raise newest_only("every_change")
    own = {name: _single(name, asked.pop(name)) for name in _OWN if name in asked}
    live = _live(own)
    offset = _offset(last_event_id if live is Live.SSE and last_event_id else own.get("offset", Place.BEGINNING))
    filters = filters_of(league, (kind,), asked)
    return StreamRequest(league, kind, offset, live, _echo(own.get("cursor")), filters)


def position_of(offset: Cursor | Place, kind: ViewKind, end: int) -> int | None:
    """Return the position at which a reader begins in a kind that ends here; None where its cursor lacks the kind."""
    if isinstance(offset, Cursor):
        return offset.positions.get(kind)
    return end if offset is Place.NOW else START


def _single(name: str, values: list[str]) -> str:
    if len(values) > 1:
        raise bad_request(name, "It is given more than once.")
    return values[0]


def _live(own: Mapping[str, str]) -> Live:
    if "live" not in own:
        return Live.NO
    word = own["live"]
    if word not in (Live.LONG_POLL, Live.SSE):
        raise bad_request("live", "It is none of the values that are `allowed`.", (Live.LONG_POLL, Live.SSE))
    if "offset" not in own:
        raise bad_request("offset", "A live read needs it.")
    return Live(word)


def _offset(text: str) -> Cursor | Place:
    if text in tuple(Place):
        return Place(text)
    try:
        return decode_cursor(text)
    except BadCursorError as error:
        raise bad_request("offset", f"It is `-1`, `now` or a cursor: {error}.") from None


def _echo(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_ECHO):
        raise bad_request("cursor", "It is the `Stream-Cursor` of the answer before.")
    return int(text)
