"""How served fields that are plain text or time in the process are documented: by the contract's own words."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

COMPONENTS = "#/components/schemas/"
"""Where an OpenAPI document keeps its shapes."""

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""An aware instant, RFC 3339 on the wire."""


def one_of(vocabulary: type[StrEnum]) -> msgspec.Meta:
    """For a text that is a word of this vocabulary, or of a newer one that this process does not know."""
    return msgspec.Meta(extra_json_schema={"$ref": COMPONENTS + vocabulary.__name__})
