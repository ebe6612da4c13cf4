"""Writes the AsyncAPI document of the log and the stream. With `--check` only reports a difference."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import log_channels
import stream_channel

DOCUMENT = Path(__file__).parents[1] / "src" / "a1_streaming" / "asyncapi.json"
Parts = dict[str, dict[str, Any]]
COMPONENTS = "#/components/schemas/"

INFO = {
    "title": "A1Betting: the log and the stream",
    "version": "1",
    "description": (
        "Canonical games, odds, props, statistics, news and injuries of four providers, and what they are worth, as "
        "records that change.\n\n"
        "**The log** is Kafka: a topic for each kind, compacted, one partition for each league. "
        "The `version` of a record only rises: what is not newer is late or repeated.\n\n"
        "**The stream** is the log by WebSocket: a snapshot, then intervals of the log, from any cursor.\n"
    ),
    "contact": {"name": "A1Betting"},
    "license": {"name": "MIT"},
}
SERVERS = {
    log_channels.SERVER: {
        "host": "{bootstrap}",
        "protocol": "kafka",
        "title": "The log",
        "description": "`KAFKA__BOOTSTRAP_SERVERS` of the installation.",
        "variables": {"bootstrap": {"default": "127.0.0.1:9092", "description": "The brokers' address."}},
    },
    stream_channel.SERVER: {
        "host": "{stream}",
        "protocol": "ws",
        "title": "The stream",
        "description": "`links.ws` of `GET /api/v1` has the whole address.",
        "variables": {"stream": {"default": "127.0.0.1:8002", "description": "The stream's address."}},
    },
}


def document() -> dict[str, Any]:
    """Return the document."""
    made = {
        "asyncapi": "3.1.0",
        "id": "urn:a1betting",
        "info": INFO,
        "defaultContentType": "application/json",
        "servers": SERVERS,
        "channels": _both(log_channels.channels(), stream_channel.channels()),
        "operations": _both(log_channels.operations(), stream_channel.operations()),
        "components": {
            "messages": _both(log_channels.messages(), stream_channel.messages()),
            "schemas": _both(log_channels.shapes(), stream_channel.shapes()),
        },
    }
    for part in _objects(made):
        reference = part.get("$ref", "")
        if reference.startswith("#/$defs/"):
            part["$ref"] = reference.replace("#/$defs/", COMPONENTS)
    return made


def _both(one: Parts, other: Parts) -> Parts:
    """Return both, sorted. Raises ValueError where they share a name."""
    if shared := one.keys() & other.keys():
        raise ValueError(f"two meanings: {sorted(shared)}")
    return dict(sorted((one | other).items()))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each)


def main() -> int:
    """Write the file, or compare it. Returns 1 if `--check` finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the file is out of date")
    check: bool = parser.parse_args().check
    text = json.dumps(document(), indent=1, ensure_ascii=False) + "\n"
    if not check:
        DOCUMENT.write_text(text)
    elif not DOCUMENT.exists() or DOCUMENT.read_text() != text:
        sys.stderr.write(f"{DOCUMENT.name} is out of date: make golden\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
