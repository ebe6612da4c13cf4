"""The frames of `a1.stream.v1`: one JSON object each. A frame of records is the interval `(from, to]` of the log."""

from collections.abc import Iterable, Sequence
from enum import IntEnum, StrEnum
from typing import Annotated

import msgspec

from a1_streaming.change_map import Change
from a1_streaming.filters import FILTERED

PROTOCOL = "a1.stream.v1"
"""The WebSocket's subprotocol."""
MAX_CLIENT_FRAME = 4_096
"""The longest frame of a client, in bytes."""
NOW = "now"  # the cursor of a reader that begins at the end
MAX_CONFLATE_MS = 5_000
PART_BYTES = 256 * 1024
"""A frame of records ends with the one that reaches this size, which may be larger alone."""


class CloseCode(IntEnum):
    """Why the server closes a connection."""

    RESTART = 1012
    """After `reconnect`: connect again with your cursors."""
    TRY_AGAIN = 1013
    """A ticket could not be spent: connect again with another one."""
    BAD_REQUEST = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    HELLO_LATE = 4408
    """No subscription within the first seconds."""
    TOO_MANY_STREAMS = 4409
    STALLED = 4410
    """Nothing could be written for a minute."""
    TOO_LARGE = 4413
    RATE = 4429


class Why(StrEnum):
    """Why a delta leaves out changes that newer ones of the same record follow."""

    RESUME = "resume"
    SLOW_CLIENT = "slow-client"
    ASKED = "asked"


class Record(msgspec.Struct, frozen=True):
    """A record as every transport sends it."""

    kind: str
    key: str
    version: int
    value: msgspec.Raw
    """The message as it lies in the log; null where `removed` has a reason."""
    removed: str | None
    """Why it was removed: a reason of the contract, or `filtered` where it lives and no longer passes the filters."""


NULL = msgspec.Raw(b"null")  # the value of a removed record


class Limits(msgspec.Struct, frozen=True):
    """What a connection may do: so many subscriptions, values of filters in each, and so on."""

    streams: int
    filters: int
    frame_bytes: int
    frames_per_s: int
    heartbeat_s: float


class ResumeUntil(msgspec.Struct, frozen=True):
    """For how long a cursor is good, in seconds."""

    every_change: int
    """Every change is still there, and `every_change` is possible."""
    latest: int
    """The latest change of each record that changed is there."""


class _Server(msgspec.Struct, frozen=True, tag_field="op", kw_only=True, rename={"from_": "from"}):
    """A frame of the server."""


class Hello(_Server, frozen=True, tag="hello"):
    """The first frame."""

    protocol: str
    epoch: str
    server: str
    limits: Limits
    resume_until: ResumeUntil


class Snapshot(_Server, frozen=True, tag="snapshot"):
    """A part of the whole state at `to`. The parts of one snapshot replace what the client held."""

    id: str
    to: str
    part: int
    parts: int
    reason: str | None
    """Of the resnapshot; null where the client asked for a snapshot."""
    records: Sequence[Record]


class Delta(_Server, frozen=True, tag="delta"):
    """What changed in `(from, to]`."""

    id: str
    from_: str
    to: str
    con: int
    """Changes left out because a newer one of the same record follows; at most so many where that is not known."""
    why: Why | None
    records: Sequence[Record]


class Live(_Server, frozen=True, tag="live"):
    """The client has caught up."""

    id: str
    at: str


class Mark(_Server, frozen=True, tag="mark"):
    """Moves the cursor over what the filters hid, proves life, and says how late the truth is."""

    id: str
    from_: str
    to: str
    digest: str
    """The digest of the stream's records at `to`."""
    count: int
    """How many records these are."""
    sources: str | None
    """The worst state of the league's sources; null where it has none."""


class Resnapshot(_Server, frozen=True, tag="resnapshot"):
    """The cursor cannot be resumed; a snapshot follows by itself."""

    id: str
    reason: str
    retry_ms: int


class Unsubscribed(_Server, frozen=True, tag="unsubscribed"):
    """Nothing more comes for this id."""

    id: str


class Pong(_Server, frozen=True, tag="pong"):
    """The answer to `ping`."""


class Renewed(_Server, frozen=True, tag="renewed"):
    """The connection goes on with the other token."""

    until: str
    """When that one ends."""


class Reconnect(_Server, frozen=True, tag="reconnect"):
    """The server will close; connect again at a random time within `spread_ms`, and before `within_ms`."""

    reason: str
    within_ms: int
    spread_ms: int


class Error(_Server, frozen=True, tag="error", omit_defaults=True):
    """A problem document, as REST answers. A close follows where the connection cannot go on."""

    type: str
    title: str
    status: int
    detail: str
    id: str | None = None
    """The subscription at fault."""
    parameter: str | None = None
    allowed: Sequence[str] | None = None
    near: Sequence[str] | None = None
    """Values that are nearly the one sent, the nearest first."""


ServerFrame = Hello | Snapshot | Delta | Live | Mark | Resnapshot | Unsubscribed | Pong | Renewed | Reconnect | Error

_Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]


class Scope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A league and kinds of records."""

    league: str
    kinds: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=32)]


class _Client(msgspec.Struct, frozen=True, tag_field="op", kw_only=True, forbid_unknown_fields=True):
    """A frame of a client."""


class Subscribe(_Client, frozen=True, tag="subscribe"):
    """Begin a stream: with a snapshot, after a cursor, or at a time."""

    id: _Id
    scope: Scope
    filters: dict[str, tuple[str, ...]] = {}
    cursor: str | None = None
    """Or `now`: after what the log has now."""
    since: str | None = None
    """A time of RFC 3339, in place of a cursor: after what the log had then."""
    every_change: bool = False
    conflate_ms: int = 0
    """Deltas come at most each so many milliseconds, up to `MAX_CONFLATE_MS`."""


class Update(_Client, frozen=True, tag="update"):
    """Other filters for a stream; it begins again with a snapshot."""

    id: _Id
    filters: dict[str, tuple[str, ...]]


class Unsubscribe(_Client, frozen=True, tag="unsubscribe"):
    """End a stream."""

    id: _Id


class Token(_Client, frozen=True, tag="token"):
    """Renew the token of this connection."""

    jwt: str


class Ping(_Client, frozen=True, tag="ping"):
    """Ask for a sign of life."""


ClientFrame = Subscribe | Update | Unsubscribe | Token | Ping

encode = msgspec.json.Encoder().encode
read_client_frame = msgspec.json.Decoder(ClientFrame).decode
"""Returns a frame. Raises msgspec.DecodeError for anything else."""
read_server_frame = msgspec.json.Decoder(ServerFrame).decode


def record_json(change: Change) -> bytes:
    """Return the JSON of a `Record`. The value is copied as it is."""
    value = b"null" if change.value is None else change.value
    return b'{"kind":"%b","key":%b,"version":%d,"value":%b,"removed":%b}' % (
        change.kind.encode(),
        encode(change.key),
        change.version,
        value,
        b"null" if change.removed is None else encode(change.removed),
    )


def left_json(change: Change) -> bytes:
    """Return the JSON of the `Record` that takes a living record from a filtered stream."""
    return b'{"kind":"%b","key":%b,"version":%d,"value":null,"removed":"%b"}' % (
        change.kind.encode(),
        encode(change.key),
        change.version,
        FILTERED.encode(),
    )


def head(op: str, subscription: str, start: str) -> bytes:
    """Return the beginning of a `delta` or `mark`: what differs between clients that get the same."""
    return b'{"op":"%b","id":%b,"from":"%b",' % (op.encode(), encode(subscription), start.encode())


def delta_rest(to: str, con: int, why: Why | None, records: Iterable[bytes]) -> bytes:
    """Return a `delta` after its head. `records` are JSON."""
    reason = b"null" if why is None else b'"%b"' % why.encode()
    return b'"to":"%b","con":%d,"why":%b,"records":[%b]}' % (to.encode(), con, reason, b",".join(records))


def mark_rest(to: str, digest: str, count: int, sources: str | None) -> bytes:
    """Return a `mark` after its head."""
    worst = b"null" if sources is None else b'"%b"' % sources.encode()
    return b'"to":"%b","digest":"%b","count":%d,"sources":%b}' % (to.encode(), digest.encode(), count, worst)


def snapshot_part(subscription: str, to: str, part: int, parts: int, reason: str | None, body: bytes) -> bytes:
    """Return a `snapshot`. `body` is the JSON of its records between commas."""
    return b'{"op":"snapshot","id":%b,"to":"%b","part":%d,"parts":%d,"reason":%b,"records":[%b]}' % (
        encode(subscription),
        to.encode(),
        part,
        parts,
        encode(reason),
        body,
    )
