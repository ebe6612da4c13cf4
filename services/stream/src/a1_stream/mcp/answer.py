"""What every tool answers."""

from typing import Any

from a1_stream.mcp.freshness import Basis


class Answer(Basis):
    """Rows, with what they rest on and where the stream goes on from them."""

    cursor: str | None
    """Where the stream of this league goes on after these rows; null where the log does not say which one it is."""
    data: list[dict[str, Any]]
    """The rows, as the REST API answers them. Prices are decimal odds (2.05 returns 2.05 for a stake of 1), times are
    RFC 3339 in UTC, probabilities and profits are shares (0.01 is 1 %), null is unknown."""
    next_page: str | None
    """`cursor` of the next call for more rows; null where there are none."""
