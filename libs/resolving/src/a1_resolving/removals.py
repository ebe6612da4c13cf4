"""Removes what has ended: records missing from a complete body, games and articles, and old removal notices."""

from collections.abc import Iterator
from itertools import chain

from a1_identity.blocks import announcement_of
from a1_identity.games import key_of
from a1_resolving.body import Body
from a1_resolving.changes import Changes
from a1_resolving.current import Current
from a1_resolving.follow_rosters import changed_places
from a1_resolving.life_spans import KEPT_AFTER_REMOVAL, KEPT_UNNAMED, after, game_ends_at, record_ends_at
from a1_resolving.props import end_of, standing_props
from a1_resolving.roster_places import Changed
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas.listing import Listing
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind, RemovalReason


def withdraw(body: Body, kind: Kind, named: dict[str, None]) -> Steps[None]:
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
    ladders = standing_props(body) if kind is Kind.PROPS else {}
    for number, (contest_id, by_bookmaker) in enumerate(body.changes.state.pieces(body.headers.target, kind).items()):
        if number % AT_ONCE == 0:
            yield
        standing = unchanged.get(contest_id, [])
        if contest_id in kept or () in standing:
            continue
        for bookmaker in by_bookmaker.keys() - chain.from_iterable(standing):
            of_bookmaker = ladders.get((contest_id, bookmaker), ())
            for old_key in by_bookmaker[bookmaker]:
                key = body.changes.moved.get((kind, old_key), old_key)
                if key not in named and end_of(key) not in of_bookmaker:
                    body.changes.remove(kind, key, RemovalReason.WITHDRAWN)


def fall_due(changes: Changes) -> Steps[None]:
    """Remove the games, articles and profiles whose time is up, and tombstone records removed 8 days ago.

    A body that is late in league time may list games that are already over; those are removed at once.
    """
    for event_id in dict.fromkeys((*changes.state.due_games(changes.now), *changes.unnamed())):
        _game_is_due(changes, event_id)
        yield
    for key in changes.state.half_removed:
        _complete_removal(changes, key)
        yield
    due = changes.state.due(changes.now)
    changed = changed_places(changes) if any(kind is Kind.PLAYERS for kind, _ in due) else {}
    for kind, key in due:
        if kind is not Kind.PLAYERS or not _is_needed_notice(changes, key, changed):
            _record_is_due(changes, kind, key)
        yield


def _game_is_due(changes: Changes, event_id: str) -> None:
    living = [member for member in changes.game(event_id) if member.removed is None]
    if not living:
        return
    if all(_is_unnamed(changes, member) for member in living):
        _end_game(changes, event_id, living, RemovalReason.UNNAMED)
    elif _is_expired(changes, living):
        _end_game(changes, event_id, living, RemovalReason.EXPIRED)


def _is_unnamed(changes: Changes, listing: Listing) -> bool:
    return listing.unnamed_since is not None and after(listing.unnamed_since, KEPT_UNNAMED) <= changes.now


def _is_expired(changes: Changes, living: list[Listing]) -> bool:
    """Whether the game's time is up and no body has said anything new of its records for long enough."""
    spans = changes.state.spans
    ends_at = None if spans is None else game_ends_at(living, spans)
    if spans is None or ends_at is None or ends_at > changes.now:
        return False
    records = (changes.current(*name) for listing in living for name in _dependents(changes, listing))
    return not any(record and after(record.changed_at, spans.unchanged) > changes.now for record in records)


def _end_game(changes: Changes, event_id: str, members: list[Listing], reason: RemovalReason) -> None:
    """Remove the game, its listings and their records."""
    for member in members:
        changes.write_listing(key_of(member), member.model_copy(update={"removed": reason}))
        _end_records(changes, member, reason)
    changes.remove(Kind.EVENTS, event_id, reason)


def _complete_removal(changes: Changes, key: str) -> None:
    """Complete the removal of a listing's game, which a crash may have left half published."""
    listing = changes.listing(key)
    if listing is None or listing.removed is None:
        return
    if all(member.removed is not None for member in changes.game(listing.event_id)):
        _end_records(changes, listing, listing.removed)
        changes.remove(Kind.EVENTS, listing.event_id, listing.removed)


def _end_records(changes: Changes, listing: Listing, reason: RemovalReason) -> None:
    for kind, key in _dependents(changes, listing):
        changes.remove(kind, key, reason)


def _dependents(changes: Changes, listing: Listing) -> Iterator[tuple[Kind, str]]:
    for native_id in (listing.native_id, *listing.also_ids):
        yield from changes.state.dependents(Provider(listing.provider), native_id)


def _record_is_due(changes: Changes, kind: Kind, key: str) -> None:
    record = changes.current(kind, key)
    if record is None:
        return
    if not record.is_removed:
        ends_at = record_ends_at(kind, record, changes.state.spans)
        if ends_at is not None and ends_at <= changes.now:
            changes.remove(kind, key, RemovalReason.EXPIRED)
    elif kind is Kind.LISTINGS:
        _notice_is_due(changes, key)
    elif _is_old_notice(record, changes):
        changes.tombstone(kind, key)


def _is_needed_notice(changes: Changes, key: str, changed: Changed) -> bool:
    """Whether a player who left a roster is remembered beside listed namesakes.

    All places of a name end together, so that the name's id is not reassigned.
    """
    record = changes.current(Kind.PLAYERS, key)
    return record is not None and record.is_removed and changes.state.players.places.is_needed(key, changed)


def _notice_is_due(changes: Changes, key: str) -> None:
    """Tombstone a removed listing.

    All listings announced for the same pair and day go together, so that the day's id is not reassigned.
    """
    listing = changes.listing(key)
    announcement = None if listing is None else announcement_of(listing)
    group = dict.fromkeys((key, *(changes.state.announced(*announcement) if announcement is not None else ())))
    records = [changes.current(Kind.LISTINGS, name) for name in group]
    if all(found is None or _is_old_notice(found, changes) for found in records):
        for name in group:
            changes.tombstone(Kind.LISTINGS, name)


def _is_old_notice(record: Current, changes: Changes) -> bool:
    return record.is_removed and after(record.changed_at, KEPT_AFTER_REMOVAL) <= changes.now
