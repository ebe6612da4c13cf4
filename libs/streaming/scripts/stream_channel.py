"""The WebSocket as a channel of an AsyncAPI document: the frames of both sides."""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import log_channels
import msgspec

from a1_schemas.analytics_words import VIEW_KINDS, ViewKind
from a1_schemas.field_docs import field_docs
from a1_schemas.topics import topic_of
from a1_streaming.frames import PROTOCOL, ClientFrame, CloseCode, Record, ServerFrame

Part = dict[str, Any]
CHANNEL = "stream"
SERVER = "stream"
COMPONENTS = "#/components/schemas/"
OF_SERVER: tuple[type[msgspec.Struct], ...] = get_args(ServerFrame)
OF_CLIENT: tuple[type[msgspec.Struct], ...] = get_args(ClientFrame)


def shapes() -> dict[str, Part]:
    """Return the schemas of all frames and of their parts, by name."""
    frames = (*OF_SERVER, *OF_CLIENT)
    _, found = msgspec.json.schema_components(frames, ref_template=COMPONENTS + "{name}")
    docs = {each.__name__: field_docs(each) for each in _structs(msgspec.Struct)}
    for name, shape in found.items():
        for field, schema in shape.get("properties", {}).items():
            if field in docs.get(name, {}):
                schema.setdefault("description", docs[name][field])
    found[Record.__name__]["properties"]["value"] = _value()
    return dict(found)


def _value() -> Part:
    models = [{"$ref": COMPONENTS + model} for model in values().values()]
    return {
        "description": "The message of the kind's topic; null where it was removed.",
        "anyOf": [*models, {"type": "null"}],
    }


def values() -> Mapping[ViewKind, str]:
    """Return the name of the model of each kind's records."""
    found = {kind: log_channels.model_of(topic_of(kind)) for kind in VIEW_KINDS}
    return {kind: model for kind, model in found.items() if model is not None}


def messages() -> dict[str, Part]:
    """Return a message for each frame, by name."""
    return {
        each.__name__: {
            "title": each.__name__,
            "summary": inspect.cleandoc(each.__doc__ or ""),
            "payload": {"$ref": COMPONENTS + each.__name__},
        }
        for each in (*OF_SERVER, *OF_CLIENT)
    }


def channels() -> dict[str, Part]:
    """Return the WebSocket."""
    return {
        CHANNEL: {
            "address": "/api/v1/ws",
            "title": "The stream",
            "summary": f"Frames of {PROTOCOL}, one JSON object each",
            "description": _ABOUT,
            "servers": [{"$ref": f"#/servers/{SERVER}"}],
            "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages()},
            "bindings": {"ws": {"method": "GET", "bindingVersion": "0.1.0"}},
        }
    }


def operations() -> dict[str, Part]:
    """Return what A1Betting sends over the WebSocket, and what it takes."""
    return {
        "stream.send": _operation("send", "Frames of the server", OF_SERVER),
        "stream.receive": _operation("receive", "Frames of a client", OF_CLIENT),
    }


def _operation(action: str, summary: str, frames: tuple[type[msgspec.Struct], ...]) -> Part:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{CHANNEL}"},
        "title": summary,
        "summary": summary,
        "description": " ".join(f"`{each.__struct_config__.tag}`" for each in frames),
        "messages": [{"$ref": f"#/channels/{CHANNEL}/messages/{each.__name__}"} for each in frames],
    }


_ABOUT = "\n".join(
    (
        f"Subprotocol `{PROTOCOL}`. The server sends `hello`; a client sends `subscribe` and gets a snapshot in parts,",
        "or goes on from its `cursor`. Each `delta` and `mark` is the interval `(from, to]` of the log: `from` is the",
        "`to` before it, so a gap shows. `mark` has the digest of the client's state.",
        "",
        "Close codes: " + ", ".join(f"{code.value} {code.name.lower().replace('_', ' ')}" for code in CloseCode) + ".",
    )
)


def _structs(base: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for each in base.__subclasses__():
        if each.__module__ == "a1_streaming.frames":
            yield each
        yield from _structs(each)
