"""Ends a target whose poll record is a tombstone: no poll has asked for it for eight days."""

from a1_resolving.changes import Changes
from a1_schemas.vocabulary import Kind, RemovalReason


def end_target(changes: Changes) -> None:
    """Tombstone the target's status, and take the target from the listings that its last list named.

    The games themselves go on: their last list was not followed by one without them. Injuries have no other end than
    their target's lists, so they expire with it.
    """
    target, state = changes.target, changes.state
    for key in sorted(state.listed_by(target)):
        listing = changes.listing(key)
        if listing is not None and listing.removed is None:
            named_by = tuple(name for name in listing.named_by if name != target)
            changes.write_listing(key, listing.model_copy(update={"named_by": named_by}))
    for by_bookmaker in state.pieces(target, Kind.INJURIES).values():
        for keys in by_bookmaker.values():
            for key in keys:
                changes.remove(Kind.INJURIES, key, RemovalReason.EXPIRED)
    changes.tombstone(Kind.SOURCES, target)
