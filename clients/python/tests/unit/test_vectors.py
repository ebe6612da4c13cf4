"""The digest and the checker on what every implementation of the protocol is tested with."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from a1betting.checker import Checker
from a1betting.digest import digest_of, written
from a1betting.messages import Delta, Mark, Snapshot

VECTORS = Path(__file__).parents[3] / "vectors"
DIGESTS: list[dict[str, Any]] = json.loads((VECTORS / "digests.json").read_text())
STREAMS: list[dict[str, Any]] = json.loads((VECTORS / "streams.json").read_text())


@pytest.mark.parametrize("vector", DIGESTS, ids=lambda vector: vector["of"])
def test_a_digest_is_the_documented_one(vector: dict[str, Any]) -> None:
    total = sum(digest_of(kind, key, version) for kind, key, version in vector["records"])
    assert written(total) == vector["digest"]


@pytest.mark.parametrize("vector", STREAMS, ids=lambda vector: vector["of"])
def test_the_broken_rules_are_found_and_no_others(vector: dict[str, Any]) -> None:
    checker = Checker(filters=vector["filters"], every_change=vector["every_change"], cursor=vector["cursor"])
    for frame in vector["frames"]:
        checker.take(read(frame))
    assert [breach.rule for breach in checker.breaches] == vector["broken"]
    assert checker.cursor == vector["frames"][-1].get("to")
    assert checker.conflated == sum(frame.get("con", 0) for frame in vector["frames"])


def read(frame: dict[str, Any]) -> Snapshot | Delta | Mark:
    return msgspec.json.decode(msgspec.json.encode(frame), type=Snapshot | Delta | Mark)
