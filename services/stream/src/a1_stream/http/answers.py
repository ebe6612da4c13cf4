"""What the HTTP side answers: Durable Streams 1.0, read-only."""

from typing import NamedTuple

import msgspec

from a1_stream.http.chunks import Chunk

Headers = list[tuple[bytes, bytes]]
JSON, EVENTS, PROBLEM = b"application/json", b"text/event-stream", b"application/problem+json"
_NO_STORE = (b"cache-control", b"no-store")
_EMBEDDABLE = (b"cross-origin-resource-policy", b"cross-origin")
"""Which origins may read is decided by CORS."""


class Answer(NamedTuple):
    """A whole answer."""

    status: int
    headers: Headers
    body: bytes = b""


class Sharing(NamedTuple):
    """Who may keep an answer: shared caches, or the client alone where answers depend on its credential."""

    is_public: bool

    @property
    def headers(self) -> Headers:
        """The headers of what may be kept: what lies in a range of the log stays true, and newer changes follow it."""
        word = b"public" if self.is_public else b"private"
        kept = (b"cache-control", word + b", max-age=60, stale-while-revalidate=300")
        return [kept] if self.is_public else [kept, (b"vary", b"authorization, x-api-key")]


def standing(next_offset: str, cursor: int | None = None, *, is_up_to_date: bool) -> Headers:
    """Return the headers that say where the reader stands."""
    headers = [(b"stream-next-offset", next_offset.encode()), _EMBEDDABLE]
    if cursor is not None:
        headers.append((b"stream-cursor", str(cursor).encode()))
    if is_up_to_date:
        headers.append((b"stream-up-to-date", b"true"))
    return headers


def head_answer(tail: str) -> Answer:
    """Return the answer to HEAD: where the stream ends now."""
    return Answer(200, [(b"content-type", JSON), _NO_STORE, *standing(tail, is_up_to_date=False)])


def now_answer(tail: str) -> Answer:
    """Return the answer to a reader that begins at the end and does not wait."""
    return Answer(200, [(b"content-type", JSON), _NO_STORE, *standing(tail, is_up_to_date=True)], b"[]")


def chunk_answer(
    chunk: Chunk, place: Headers, tag: bytes, sharing: Sharing | None, if_none_match: bytes | None
) -> Answer:
    """Return a chunk, or 304 where the client has it. An empty one is asked for again each time.

    Without `sharing` it has no beginning that an address names, so nothing keeps it.
    """
    if sharing is None:
        return Answer(200, [(b"content-type", JSON), _NO_STORE, *place], chunk.body)
    headers = [*place, (b"etag", tag), *(sharing.headers if chunk.records else [(b"cache-control", b"no-cache")])]
    if if_none_match is not None and _is_named(tag, if_none_match):
        return Answer(304, headers)
    return Answer(200, [(b"content-type", JSON), *headers], chunk.body)


def nothing_new(place: Headers) -> Answer:
    """Return the answer to a long poll in whose time nothing came."""
    return Answer(204, [_NO_STORE, *place])


def tag_of(epoch: str, kind: str, start: int, chunk: Chunk) -> bytes:
    """Return the tag of a chunk. It is weak: a change that a newer one replaced may have left the range."""
    return f'W/"{epoch}:{kind}:{start}:{chunk.position}"'.encode()


def events_head() -> Answer:
    """Return the beginning of server-sent events. A proxy must not hold them back."""
    no_buffer = (b"x-accel-buffering", b"no")
    return Answer(200, [(b"content-type", EVENTS), (b"cache-control", b"no-cache"), no_buffer, _EMBEDDABLE])


def data_event(chunk: Chunk) -> bytes:
    """Return the records as an event. JSON has line ends between tokens alone, where a space means the same."""
    return b"event: data\ndata:%b\n\n" % chunk.body.replace(b"\r", b" ").replace(b"\n", b" ")


def control_event(next_offset: str, cursor: int, *, is_up_to_date: bool) -> bytes:
    """Return the event that says where the reader stands. Its id is the offset, for `EventSource`."""
    control: dict[str, object] = {"streamNextOffset": next_offset, "streamCursor": str(cursor)}
    if is_up_to_date:
        control["upToDate"] = True
    return b"event: control\ndata:%b\nid:%b\n\n" % (msgspec.json.encode(control), next_offset.encode())


ALIVE = b": alive\n\n"
"""A comment that proves life."""


def _is_named(tag: bytes, if_none_match: bytes) -> bool:
    opaque = tag.removeprefix(b"W/")
    named = (each.strip().removeprefix(b"W/") for each in if_none_match.split(b","))
    return if_none_match.strip() == b"*" or opaque in named
