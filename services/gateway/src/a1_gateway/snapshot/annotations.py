"""OpenAPI annotations of served fields that are plain text or time in this process, from the contract's vocabulary."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

COMPONENTS = "#/components/schemas/"
"""The path of schemas in an OpenAPI document."""

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""An aware instant, RFC 3339 on the wire."""


def one_of(vocabulary: type[StrEnum]) -> msgspec.Meta:
    """Return the annotation of a text that is a word of this vocabulary, or of a newer one unknown to this process."""
    return msgspec.Meta(extra_json_schema={"$ref": COMPONENTS + vocabulary.__name__})
