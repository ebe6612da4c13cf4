"""The status of a target is read as its message says, and a newer version's words as what says least."""

import json
from datetime import UTC, datetime

import msgspec
import pytest
from pydantic import ValidationError

from a1_resolving.statuses import Status, read_status
from a1_schemas.source_status import SourceStatus
from a1_schemas.vocabulary import SourceReason, SourceState

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
STATUS = SourceStatus(
    version=7,
    changed_at=NOON,
    provider="odds",
    feed="odds",
    league="nba",
    target="odds/odds/nba/us",
    state=SourceState.DOWN,
    reason=SourceReason.QUOTA_EXHAUSTED,
    last_success_at=NOON.replace(minute=1),
    last_content_at=NOON.replace(minute=2),
    last_sequence=3,
    next_poll_at=NOON.replace(minute=4),
    valid_until=NOON.replace(minute=5),
    quota_remaining=6,
    consecutive_failures=8,
)


def _with(**changed: object) -> bytes:
    return json.dumps(STATUS.model_dump(mode="json") | changed).encode()


def test_a_status_has_the_values_of_its_message():
    found = read_status(STATUS.model_dump_json().encode())

    assert {name: getattr(found, name) for name in Status.__struct_fields__} == {
        name: getattr(STATUS, name) for name in Status.__struct_fields__
    }


def test_words_of_a_newer_version_say_least():
    found = read_status(_with(state="dozing", reason="lunch"))

    assert (found.state, found.reason, found.last_sequence) == (SourceState.DELAYED, SourceReason.UNEXPECTED_STATUS, 3)


def test_another_shape_is_no_status():
    with pytest.raises((ValidationError, msgspec.ValidationError)):
        read_status(_with(valid_until="soon"))
