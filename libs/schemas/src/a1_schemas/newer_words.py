"""Reads messages of a newer writer: a word that is in none of our vocabularies is read as an unknown one."""

import json
from typing import Any, TypeVar

from pydantic import ValidationError

from a1_schemas.base import Frozen
from a1_schemas.vocabulary import MatchMethod, PollOutcome, RemovalReason, SourceReason, SourceState

Read = TypeVar("Read", bound=Frozen)

UNKNOWN = {
    "method": MatchMethod.ALONE,
    "status": None,
    "removed": RemovalReason.UNNAMED,
    "state": SourceState.DELAYED,
    "reason": SourceReason.UNEXPECTED_STATUS,
    "outcome": PollOutcome.ERROR,
    **dict.fromkeys(("type", "half", "direction", "possession", "power_play")),
}
"""How an unknown word of each field is read: by what says least."""


def read_newer(model: type[Read], value: bytes) -> Read:
    """Return the message. Raises ValidationError where more than a word of a vocabulary is wrong with it."""
    try:
        return model.model_validate_json(value)
    except ValidationError as error:
        unknown = [each["loc"] for each in error.errors() if each["type"] == "enum"]
        if len(unknown) != error.error_count() or any(place[-1] not in UNKNOWN for place in unknown):
            raise
        return model.model_validate_json(_replaced(value, unknown))


def _replaced(value: bytes, places: list[tuple[int | str, ...]]) -> bytes:
    document = json.loads(value)
    for *path, last in places:
        holder: Any = document
        for step in path:
            holder = holder[step]
        holder[last] = UNKNOWN[str(last)]
    return json.dumps(document).encode()
