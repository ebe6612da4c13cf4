"""The topics of the log as channels of an AsyncAPI document."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from a1_schemas.topics import PARTITIONS, TOPICS, Topic

Part = dict[str, Any]
SCHEMAS = Path(__file__).parents[2] / "schemas" / "json-schema"
SERVER = "log"
TOMBSTONE = "Tombstone"
BODY = "Body"

MESSAGES: Mapping[str, Part] = {
    TOMBSTONE: {
        "title": TOMBSTONE,
        "summary": "The record of this key ended long ago",
        "description": "A null value. Compaction removes it, and with it the key, after the retention of tombstones.",
        "payload": {"type": "null"},
    },
    BODY: {
        "title": BODY,
        "summary": "A body as a provider sent it",
        "description": "Bytes, not of our contract. Headers say where they are from.",
        "contentType": "application/octet-stream",
    },
}
"""Messages without a model."""


def shapes() -> dict[str, Part]:
    """Return the schemas of all messages and of their parts, by name. Raises ValueError where two share a name."""
    found: dict[str, Part] = {}
    for path in sorted(SCHEMAS.glob("*.json")):
        schema = json.loads(path.read_text())
        whole = {name: value for name, value in schema.items() if not name.startswith("$")}
        for name, shape in {**schema.get("$defs", {}), schema["title"]: whole}.items():
            if found.setdefault(name, shape) != shape:
                raise ValueError(f"{name} has two shapes")
    return found


def messages() -> dict[str, Part]:
    """Return each message of a topic, by name."""
    named = {name: _message(name) for name in (model_of(topic.name) for topic in TOPICS) if name is not None}
    return {**named, **MESSAGES}


def _message(model: str) -> Part:
    schema = shapes()[model]
    summary, _, more = schema.get("description", model).partition("\n")
    return {
        "title": model,
        "summary": summary.strip(),
        **({"description": more.strip()} if more.strip() else {}),
        "payload": {"$ref": f"#/components/schemas/{model}"},
    }


def channels() -> dict[str, Part]:
    """Return a channel for each topic, by the topic's name."""
    return {topic.name: _channel(topic) for topic in TOPICS}


def operations() -> dict[str, Part]:
    """Return what A1Betting does with each topic: it writes them all."""
    return {
        f"write.{topic.name}": {
            "action": "send",
            "channel": {"$ref": f"#/channels/{topic.name}"},
            "title": f"Write {topic.name}",
            "summary": f"{topic.written_by} writes, {topic.read_by} read",
            "description": f"Key: {topic.key}.",
            "messages": [{"$ref": f"#/channels/{topic.name}/messages/{name}"} for name in _names(topic)],
        }
        for topic in TOPICS
    }


def _channel(topic: Topic) -> Part:
    return {
        "address": topic.name,
        "title": topic.name,
        "summary": topic.describes,
        "description": f"Key: {topic.key}. Written by {topic.written_by}, read by {topic.read_by}.",
        "servers": [{"$ref": f"#/servers/{SERVER}"}],
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in _names(topic)},
        "bindings": {"kafka": {"topic": topic.name, "partitions": PARTITIONS, "bindingVersion": "0.5.0"}},
    }


def _names(topic: Topic) -> Iterator[str]:
    yield model_of(topic.name) or BODY
    if topic.compacted:
        yield TOMBSTONE


def model_of(topic: str) -> str | None:
    """Return the name of the model of a topic's values, or None where they are bytes."""
    path = SCHEMAS / f"{topic}.json"
    return json.loads(path.read_text())["title"] if path.exists() else None
