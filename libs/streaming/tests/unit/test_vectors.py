"""What clients are tested with holds for the server's digest and checker."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from a1_schemas.vocabulary import Kind
from a1_streaming.change_map import Change
from a1_streaming.checker import Checker
from a1_streaming.digest import digest_of, written
from a1_streaming.filters import filters_of
from a1_streaming.frames import NOW, Record, read_server_frame

VECTORS = Path(__file__).parents[4] / "clients" / "vectors"
DIGESTS: list[dict[str, Any]] = json.loads((VECTORS / "digests.json").read_text())
STREAMS: list[dict[str, Any]] = json.loads((VECTORS / "streams.json").read_text())


@pytest.mark.parametrize("vector", DIGESTS, ids=lambda vector: vector["of"])
def test_a_digest_is_the_documented_one(vector: dict[str, Any]) -> None:
    total = sum(digest_of(kind, key, version) for kind, key, version in vector["records"])
    assert written(total) == vector["digest"]


@pytest.mark.parametrize("vector", STREAMS, ids=lambda vector: vector["of"])
def test_the_broken_rules_are_found_and_no_others(vector: dict[str, Any]) -> None:
    filters = filters_of("nba", [Kind.PROPS if vector["filters"] else Kind.ODDS], vector["filters"])

    def passes(record: Record) -> bool:
        return filters.passes(Change(Kind(record.kind), record.key, 0, record.version, bytes(record.value), None))

    checker = Checker("s", every_change=vector["every_change"], passes=passes)
    checker.cursor = vector["cursor"]
    checker.begins_anywhere = checker.cursor == NOW
    for frame in vector["frames"]:
        checker.take(read_server_frame(msgspec.json.encode(frame)))
    assert [breach.rule for breach in checker.breaches] == vector["broken"]
