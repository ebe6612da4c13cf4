"""What the WebSocket port refuses: a row each, with its name."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from a1_testkit.bad_tokens import signed

from .raw_client import raw_frame

EVENT_OF_NHL = "evt_nhl_aaaaaaaaaaaaaaaaaaaaaaaaaa"
CURSOR = "v1.0123456789ab.O0"
KNOWN = {"op": "subscribe", "id": "known", "scope": {"league": "nba", "kinds": ["odds"]}}
PING = b'{"op":"ping"}'
TEXT, FINAL, RESERVED = 0x1, 0x80, 0x40
PIECE, BINARY, UNKNOWN, PING_FRAME, PONG_FRAME = 0x0, 0x2, 0x3, 0x9, 0xA
NOTHING = '{"op":"unsubscribe","id":"x"}'


class Handshake(NamedTuple):
    """A handshake, and how it is refused. A refusal of the library has no problem document."""

    status: int
    code: str
    headers: Mapping[str, str | None] = {}
    path: str = "/api/v1/ws"
    start: str = "GET {path} HTTP/1.1"
    more: Sequence[tuple[str, str]] = ()


def origin(text: str) -> Handshake:
    return Handshake(403, "origin-refused", {"Origin": text})


def protocol(text: str) -> Handshake:
    return Handshake(400, "bad-protocol", {"Sec-WebSocket-Protocol": text})


def upgrade(**headers: str | None) -> Handshake:
    return Handshake(400, "bad-handshake", {name.replace("_", "-"): value for name, value in headers.items()})


HANDSHAKES = {
    "another path": Handshake(404, "not-found", path="/api/v1/wss"),
    "a path below": Handshake(404, "not-found", path="/api/v1/ws/nba"),
    "the root": Handshake(404, "not-found", path="/"),
    "a path in capitals": Handshake(404, "not-found", path="/API/v1/ws"),
    "an encoded path": Handshake(404, "not-found", path="/api/v1/%77s"),
    "a key in the query": Handshake(404, "not-found", path="/api/v1/ws?api_key=secret"),
    "an empty query": Handshake(404, "not-found", path="/api/v1/ws?"),
    "no upgrade": upgrade(Upgrade=None),
    "an upgrade to HTTP/2": upgrade(Upgrade="h2c"),
    "a connection that is kept alive": upgrade(Connection="keep-alive"),
    "an old version": upgrade(Sec_WebSocket_Version="8"),
    "no version": upgrade(Sec_WebSocket_Version=None),
    "no key": upgrade(Sec_WebSocket_Key=None),
    "a short key": upgrade(Sec_WebSocket_Key="c2hvcnQ="),
    "a key that is no base64": upgrade(Sec_WebSocket_Key="not base64 at all, not at all"),
    "POST": Handshake(400, "", start="POST {path} HTTP/1.1"),
    "HTTP/1.0": Handshake(400, "", start="GET {path} HTTP/1.0"),
    "a body": Handshake(400, "", {"Content-Length": "5"}),
    "a header without a name": Handshake(400, "", more=[("", "x")]),
    "a page of a stranger": origin("https://evil.example"),
    "a page without an origin": origin("null"),
    "a file": origin("file://"),
    "a host that begins like this machine": origin("http://localhost.evil.example"),
    "a host that ends like this machine": origin("http://evil-localhost"),
    "a user that is called like this machine": origin("http://localhost@evil.example"),
    "another version of the protocol": protocol("a1.stream.v2"),
    "another protocol": protocol("graphql-ws, chat"),
    "the protocol in capitals": protocol("A1.STREAM.V1"),
    "a ticket without the protocol": protocol("ticket.abc"),
    "a ticket that was never issued": Handshake(
        401, "unauthorized", {"Sec-WebSocket-Protocol": "a1.stream.v1, ticket.abc"}
    ),
}


class Frames(NamedTuple):
    """What is sent after `hello`, and the refusal: a close code, or None where the connection goes on; then the reason
    and the parameter at fault.
    """

    code: int | None
    reason: str | None
    parameter: str | None
    sent: Sequence[str | bytes]


def closes(code: int, reason: str | None, *sent: str | bytes) -> Frames:
    return Frames(code, reason, None, sent)


def subscribe(parameter: str, /, **changed: Any) -> Frames:
    """A subscription that is refused for a parameter; the connection goes on."""
    reason = "unknown-parameter" if changed.pop("is_unknown", False) else "bad-parameter"
    return Frames(None, reason, parameter, [json.dumps(KNOWN | {"id": "x"} | changed)])


def scoped(parameter: str, /, **changed: Any) -> Frames:
    return subscribe(parameter, scope={"league": "nba", "kinds": ["odds"]} | changed)


def filtered(name: str, /, *values: str, **more: Any) -> Frames:
    return subscribe(name, filters={name: values}, **more)


def renewed(reason: str, token: str) -> Frames:
    return Frames(None, reason, "jwt", [json.dumps({"op": "token", "jwt": token})])


def malformed(**changed: Any) -> Frames:
    return closes(4400, "bad-frame", json.dumps({"op": "subscribe", "id": "x", "scope": KNOWN["scope"]} | changed))


FRAMES = {
    "no JSON": closes(4400, "bad-frame", "subscribe"),
    "nothing": closes(4400, "bad-frame", ""),
    "a list": closes(4400, "bad-frame", "[]"),
    "null": closes(4400, "bad-frame", "null"),
    "two documents": closes(4400, "bad-frame", '{"op":"ping"}{"op":"ping"}'),
    "no op": closes(4400, "bad-frame", '{"id":"x"}'),
    "an unknown op": closes(4400, "bad-frame", '{"op":"shout"}'),
    "an op of the server": closes(4400, "bad-frame", '{"op":"pong"}'),
    "an unknown field": closes(4400, "bad-frame", '{"op":"ping","more":1}'),
    "a deep document": closes(4400, "bad-frame", "[" * 2_000),
    "no scope": closes(4400, "bad-frame", '{"op":"subscribe","id":"x"}'),
    "no id": closes(4400, "bad-frame", json.dumps({"op": "subscribe", "scope": KNOWN["scope"]})),
    "an empty id": malformed(id=""),
    "a long id": malformed(id="x" * 65),
    "an id that is a number": malformed(id=7),
    "no kinds": malformed(scope={"league": "nba", "kinds": []}),
    "kinds that are a text": malformed(scope={"league": "nba", "kinds": "odds"}),
    "too many kinds": malformed(scope={"league": "nba", "kinds": ["odds"] * 33}),
    "a scope with an unknown field": malformed(scope={"league": "nba", "kinds": ["odds"], "sport": "x"}),
    "filters that are a list": malformed(filters=["market"]),
    "a filter that is a text": malformed(filters={"market": "spread"}),
    "every_change as a text": malformed(every_change="yes"),
    "conflate_ms as a text": malformed(conflate_ms="100"),
    "a binary frame": closes(4400, "bad-frame", raw_frame(FINAL | BINARY, PING)),
    "a message in pieces": closes(4400, "bad-frame", raw_frame(TEXT, PING)),
    "a piece that follows nothing": closes(4400, "bad-frame", raw_frame(FINAL | PIECE, PING)),
    "a text that is no UTF-8": closes(4400, "bad-frame", raw_frame(FINAL | TEXT, b'{"op":"ping\xff"}')),
    "a frame without a mask": closes(1002, None, raw_frame(FINAL | TEXT, PING, is_masked=False)),
    "a compressed frame": closes(4400, "bad-frame", raw_frame(FINAL | RESERVED | TEXT, PING)),
    "an unknown opcode": closes(1002, None, raw_frame(FINAL | UNKNOWN, b"")),
    "a control frame in pieces": closes(1002, None, raw_frame(PING_FRAME, b"")),
    "a large control frame": closes(1002, None, raw_frame(FINAL | PING_FRAME, b"x" * 126)),
    "a frame over 4 KiB": closes(4413, "frame-too-large", '{"op":"ping"}' + " " * 4_096),
    "a frame over 64 KiB": closes(1009, None, "x" * 70_000),
    "too many frames": closes(4429, "rate-limited", *[NOTHING] * 40),
    "too many pings": closes(4429, "rate-limited", *[raw_frame(FINAL | PING_FRAME, b"")] * 40),
    "too many pongs": closes(4429, "rate-limited", *[raw_frame(FINAL | PONG_FRAME, b"")] * 40),
    "too many subscriptions": closes(
        4409, "too-many-streams", *(json.dumps(KNOWN | {"id": str(number)}) for number in range(5))
    ),
    "an unknown league": scoped("scope.league", league="nbl"),
    "an unknown kind": scoped("scope.kinds", kinds=["odd"]),
    "a kind of another case": scoped("scope.kinds", kinds=["Odds"]),
    "a kind twice": scoped("scope.kinds", kinds=["odds", "odds"]),
    "an id that is taken": Frames(None, "bad-parameter", "id", [json.dumps(KNOWN), json.dumps(KNOWN)]),
    "an update of nothing": Frames(None, "bad-parameter", "id", ['{"op":"update","id":"x","filters":{}}']),
    "the end of nothing": Frames(None, "bad-parameter", "id", [NOTHING]),
    "an unknown filter": filtered("colour", "red", is_unknown=True),
    "a filter of other kinds": filtered("team", "BOS", is_unknown=True),
    "a filter without values": filtered("market"),
    "a filter of too many values": filtered("market", *["spread"] * 51),
    "an empty value": filtered("market", " "),
    "a value with a control character": filtered("bookmaker", "bet\nmgm"),
    "a long value": filtered("bookmaker", "x" * 201),
    "an unknown market": filtered("market", "spreads"),
    "an unknown bookmaker": filtered("bookmaker", "drafkings"),
    "an event of another league": filtered("event_id", EVENT_OF_NHL),
    "an event that is no id": filtered("event_id", "1234"),
    "an update to an unknown market": Frames(
        None,
        "bad-parameter",
        "market",
        [json.dumps(KNOWN), '{"op":"update","id":"known","filters":{"market":["spreads"]}}'],
    ),
    "a cursor that is none": subscribe("cursor", cursor="yesterday"),
    "an empty cursor": subscribe("cursor", cursor=""),
    "a cursor of another form": subscribe("cursor", cursor=CURSOR.replace("v1", "v2")),
    "a cursor of an unknown kind": subscribe("cursor", cursor=CURSOR.replace("O", "Z")),
    "a long cursor": subscribe("cursor", cursor=CURSOR + "0" * 200),
    "a time that is none": subscribe("since", since="yesterday"),
    "a time without a zone": subscribe("since", since="2026-11-29T08:00:00"),
    "a time and a cursor": subscribe("since", since="2026-11-29T08:00:00Z", cursor="now"),
    "a rate below nothing": subscribe("conflate_ms", conflate_ms=-1),
    "too rare deltas": subscribe("conflate_ms", conflate_ms=5_001),
    "every change, and rarely": subscribe("conflate_ms", conflate_ms=100, every_change=True),
    "a token on a connection without one": Frames(
        None, "forbidden", "jwt", [json.dumps({"op": "token", "jwt": signed()})]
    ),
    "a token that is none": renewed("unauthorized", "abc"),
    "no token": Frames(4400, "bad-frame", None, ['{"op":"token"}']),
}
