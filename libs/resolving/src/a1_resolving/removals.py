"""Removes what has ended: records missing from a complete body, games no source lists, and old removal notices."""

from itertools import chain

from a1_identity.blocks import announcement_of
from a1_identity.games import key_of
from a1_resolving.body import Body
from a1_resolving.changes import Changes
from a1_resolving.current import Current
from a1_resolving.league_state import KEPT_AFTER_REMOVAL, KEPT_UNNAMED
from a1_schemas.listing import Listing
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind, RemovalReason


def withdraw(body: Body, kind: Kind, named: dict[str, None]) -> None:
    """Remove the records of a kind that this target wrote before and does not contain now.

    Does nothing if the body is not complete for the kind. Unchanged and keep-alive records stay. `named` holds the keys
    written from this body.
    """
    if not body.is_complete(kind):
        return
    unchanged: dict[str, list[tuple[str, ...]]] = {}
    for contest_id, *bookmakers in body.contents.unchanged.get(kind, ()):
        unchanged.setdefault(contest_id, []).append(tuple(bookmakers))
    kept = body.contents.kept.get(kind, {})
    for contest_id, by_bookmaker in body.changes.state.pieces(body.headers.target, kind).items():
        standing = unchanged.get(contest_id, [])
        if contest_id in kept or () in standing:
            continue
        for bookmaker in by_bookmaker.keys() - chain.from_iterable(standing):
            for old_key in by_bookmaker[bookmaker]:
                key = body.changes.moved.get((kind, old_key), old_key)
                if key not in named:
                    body.changes.remove(kind, key, RemovalReason.WITHDRAWN)


def fall_due(changes: Changes) -> None:
    """Remove games that no source has listed for 24 hours, and tombstone records removed 8 days ago.

    A body that is late in league time may list games that are already over; those are removed at once.
    """
    for kind, key in dict.fromkeys((*changes.state.due(changes.now), *changes.unnamed())):
        record = changes.current(kind, key)
        if record is None:
            continue
        if kind is Kind.LISTINGS:
            _listing_is_due(changes, key)
        elif record.is_removed and record.changed_at + KEPT_AFTER_REMOVAL <= changes.now:
            changes.tombstone(kind, key)


def _listing_is_due(changes: Changes, key: str) -> None:
    listing = changes.listing(key)
    if listing is None:
        return
    living = [member for member in changes.game(listing.event_id) if member.removed is None]
    if all(_is_over(changes, member) for member in living):
        _end_game(changes, listing, living)
    if listing.removed is None:
        return
    announcement = announcement_of(listing)
    group = dict.fromkeys((key, *(changes.state.announced(*announcement) if announcement is not None else ())))
    records = [changes.current(Kind.LISTINGS, name) for name in group]
    if all(found is None or _is_old_notice(found, changes) for found in records):
        for name in group:
            changes.tombstone(Kind.LISTINGS, name)


def _is_old_notice(record: Current, changes: Changes) -> bool:
    """Whether a removed listing may become a tombstone.

    All listings announced for the same pair and day expire together, so that the day's id is not reassigned.
    """
    return record.is_removed and record.changed_at + KEPT_AFTER_REMOVAL <= changes.now


def _end_game(changes: Changes, listing: Listing, living: list[Listing]) -> None:
    """Remove the game, its listings and their records. Also completes a removal that a crash left half published."""
    for member in living:
        changes.write_listing(key_of(member), member.model_copy(update={"removed": RemovalReason.UNNAMED}))
    for member in (*living, listing):
        for native_id in (member.native_id, *member.also_ids):
            for kind, key in changes.state.dependents(Provider(member.provider), native_id):
                changes.remove(kind, key, RemovalReason.UNNAMED)
    changes.remove(Kind.EVENTS, listing.event_id, RemovalReason.UNNAMED)


def _is_over(changes: Changes, listing: Listing) -> bool:
    return listing.unnamed_since is not None and listing.unnamed_since + KEPT_UNNAMED <= changes.now
