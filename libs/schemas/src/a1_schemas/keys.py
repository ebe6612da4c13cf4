"""Every Redis key, for writer and reader. The league is the hash tag, so all keys of a league share a slot.

No key has a TTL: records are removed by records in the log.
"""

from a1_schemas.vocabulary import Kind

PREFIX = "a1"
VERSION_DIGITS = 20
"""A field's value starts with its version in this many digits. The document follows; it is empty if removed."""


def records(league: str, kind: Kind) -> str:
    """Return the key of a hash: record key → version and document."""
    return f"{PREFIX}:{{{league}}}:{kind}"


def positions(league: str) -> str:
    """Return the key of a hash: topic → next offset to project. Written last in each batch."""
    return f"{PREFIX}:{{{league}}}:positions"


def completeness(league: str) -> str:
    """Return the key of a hash.

    `complete` is 1 once a rebuild has reached the end noted at its start, and 0 before.
    """
    return f"{PREFIX}:{{{league}}}:completeness"


def changes(league: str) -> str:
    """Return the pub/sub channel of a league.

    A message is a JSON array of `[kind, record key]` for an applied batch.
    """
    return f"{PREFIX}:{{{league}}}:changes"


HEARTBEATS = f"{PREFIX}:{{services}}:heartbeats"
"""Hash: `service/instance` → heartbeat."""


def pack(version: int, document: bytes) -> bytes:
    """Return a field's value: the version's digits, then the document."""
    return f"{version:0{VERSION_DIGITS}d}".encode() + document


def unpack(value: bytes) -> tuple[int, bytes]:
    """Return the version and the document of a field's value."""
    return int(value[:VERSION_DIGITS]), value[VERSION_DIGITS:]
