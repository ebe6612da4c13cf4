"""Every Redis key, for writer and reader. The league is the hash tag, so all keys of a league share a slot.

None has a TTL: what ends, ends by a record in the log.
"""

from a1_schemas.vocabulary import Kind

PREFIX = "a1"
VERSION_DIGITS = 20
"""A field's value is its version as this many digits, then the document's bytes (none where it was removed)."""


def records(league: str, kind: Kind) -> str:
    """Hash: record key → version and document."""
    return f"{PREFIX}:{{{league}}}:{kind}"


def positions(league: str) -> str:
    """Hash: topic → next offset to project. Written last in each batch."""
    return f"{PREFIX}:{{{league}}}:positions"


def completeness(league: str) -> str:
    """Hash: `complete` is 1 once a rebuild reached the end noted at its start; `rebuilding_to` until then."""
    return f"{PREFIX}:{{{league}}}:completeness"


def changes(league: str) -> str:
    """Pub/sub channel: a JSON array of `[kind, record key]` pairs for each applied batch."""
    return f"{PREFIX}:{{{league}}}:changes"


HEARTBEATS = f"{PREFIX}:{{services}}:heartbeats"
"""Hash: `service/instance` → heartbeat."""


def pack(version: int, document: bytes) -> bytes:
    """A field's value."""
    return f"{version:0{VERSION_DIGITS}d}".encode() + document


def unpack(value: bytes) -> tuple[int, bytes]:
    """The version and the document of a field's value."""
    return int(value[:VERSION_DIGITS]), value[VERSION_DIGITS:]
