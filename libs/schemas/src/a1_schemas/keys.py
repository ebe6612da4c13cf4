"""Every Redis key, for writer and reader. The league is the hash tag, so all keys of a league share a slot.

No key of a view has a TTL: records are removed by records in the log. The keys of a view carry the version of the
schema, so a release fills a view of its own beside the one before, which goes when the new one is complete.
"""

from collections.abc import Iterator

from a1_schemas.edge_words import ProjectedKind
from a1_schemas.raw import SCHEMA_VERSION
from a1_schemas.vocabulary import Kind

PREFIX = "a1"
_VIEW = f"{PREFIX}:{SCHEMA_VERSION}"
VERSION_DIGITS = 20
"""A field's value starts with its version in this many digits. The document follows; of a removed record its notice."""


def records(league: str, kind: ProjectedKind) -> str:
    """Return the key of a hash: record key → version and document."""
    return f"{_VIEW}:{{{league}}}:{kind}"


def positions(league: str) -> str:
    """Return the key of a hash: topic → next offset to project. Written in one call with the records below it."""
    return f"{_VIEW}:{{{league}}}:positions"


def completeness(league: str) -> str:
    """Return the key of a hash: `EPOCH`, `LOG`, `COMPLETE`, and while a rebuild is under way the ends it has to reach.

    A view without an epoch is rebuilt from the beginning: so deleting this key begins a rebuild.
    """
    return f"{_VIEW}:{{{league}}}:completeness"


EPOCH = "epoch"
"""Field: names one filling of the view. It is made when a rebuild begins, and gone when Redis was emptied."""
LOG = "log"
"""Field: the epoch of the log that the positions count in. Absent if the broker gives its topics no ids."""
COMPLETE = "complete"
"""Field: 1 once a rebuild has reached the ends noted at its start, and 0 before."""
END = "end:"
"""Before a topic's name: the field of the end that a rebuild has to reach in it."""


def fences(league: str) -> str:
    """Return the key of a hash: `kind|record key` of a deleted record → the version of its tombstone.

    What is not newer stays deleted. A fence goes when the tombstone has left the log.
    """
    return f"{_VIEW}:{{{league}}}:fences"


def fence_times(league: str) -> str:
    """Return the key of a sorted set: the fields of `fences` by the time of their tombstone, in ms since 1970."""
    return f"{_VIEW}:{{{league}}}:fence-times"


def changes(league: str) -> str:
    """Return the pub/sub channel of a league. A message is a `ChangeNotice` for each write of the view."""
    return f"{_VIEW}:{{{league}}}:changes"


def of_release_before(league: str) -> Iterator[str]:
    """Yield the keys of a league's view before keys carried the version of the schema."""
    for name in (*Kind, "positions", "completeness", "fences", "fence-times"):
        yield f"{PREFIX}:{{{league}}}:{name}"


HEARTBEATS = f"{PREFIX}:{{services}}:heartbeats"
"""Hash: `service/instance` → heartbeat."""


def limit(bucket: str) -> str:
    """Return the key of a client's limit: how full its bucket is. It has a TTL, after which the bucket is empty.

    All lie in one slot, so that one call charges several.
    """
    return f"{PREFIX}:{{limits}}:{bucket}"


def spent_ticket(nonce: str) -> str:
    """Return the key that exists once a ticket was spent. It has a TTL beyond the ticket's."""
    return f"{PREFIX}:{{tickets}}:{nonce}"


def pack(version: int, document: bytes) -> bytes:
    """Return a field's value: the version's digits, then the document."""
    return f"{version:0{VERSION_DIGITS}d}".encode() + document


def unpack(value: bytes) -> tuple[int, bytes]:
    """Return the version and the document of a field's value."""
    return int(value[:VERSION_DIGITS]), value[VERSION_DIGITS:]
