"""Assigns listings to games: reassigns the affected blocks, writes their events and removes games without a listing."""

from dataclasses import dataclass
from datetime import date
from itertools import chain

from a1_identity.blocks import BlockKey, announcement_of
from a1_identity.games import games_of, key_of, listing_order
from a1_resolving.changes import Changes
from a1_resolving.events import Orientation, event_of, is_flipped, orientation_of
from a1_resolving.matching import Match, match_of
from a1_resolving.pins import block_in, followers_of
from a1_resolving.rekeying import follow_games
from a1_resolving.steps import Steps
from a1_schemas.ids import first_listing_event_id, listing_event_id
from a1_schemas.listing import Listing
from a1_schemas.vocabulary import Kind, RemovalReason


@dataclass(slots=True)
class _Arrivals:
    """The listings of this body by block and announcement: the state's indexes do not have these entries yet."""

    blocks: dict[BlockKey, list[str]]
    announced: dict[tuple[BlockKey, date], list[str]]

    @classmethod
    def of(cls, changes: Changes, decisive: dict[str, None]) -> "Steps[_Arrivals]":
        arrivals = cls({}, {})
        for key in decisive:
            yield
            listing = changes.listing(key)
            if listing is None:
                continue
            arrivals.blocks.setdefault(block_in(listing, changes.listing), []).append(key)
            if (announcement := announcement_of(listing)) is not None:
                arrivals.announced.setdefault(announcement, []).append(key)
        return arrivals


def resolve_games(changes: Changes, changed: dict[str, None], decisive: dict[str, None]) -> Steps[None]:
    """Reassigns the affected blocks and writes their events.

    `changed` and `decisive` are the sets that `list_contests` returns. Events left without listings are removed: as
    `merged` if another game now has their id as an alias, else for the reason of their listings. Records that refer to
    a game move with it.
    """
    arrivals = yield from _Arrivals.of(changes, decisive)
    blocks = yield from _touched_blocks(changes, decisive)
    members: dict[BlockKey, list[Listing]] = {}
    for block in blocks:
        members[block] = _members(changes, block, arrivals)
        yield
    ended = dict.fromkeys(chain.from_iterable(_known_ids(listings) for listings in members.values()))
    for listings in members.values():
        for event_id in _assign(changes, listings, arrivals):
            ended.pop(event_id, None)
        yield
    now = list(chain.from_iterable(_now(changes, listings) for listings in members.values()))
    reasons = {listing.event_id: listing.removed for listing in now if listing.removed is not None}
    reasons |= {listing.own_id: RemovalReason.MERGED for listing in now if listing.removed is None}
    for event_id in ended:
        yield
        changes.remove(Kind.EVENTS, event_id, reasons.get(event_id, RemovalReason.UNNAMED))
    followed = {key_of(listing): listing for listing in now}
    others = (listing for key in changed if key not in followed and (listing := changes.listing(key)) is not None)
    yield from follow_games(changes, [*now, *others])
    for key in changed:
        yield
        listing = changes.listing(key)
        if listing is None or listing.removed is not None:
            continue
        if block_in(listing, changes.listing) not in members:
            _write_event(changes, _game_members(changes, listing, arrivals))


def _touched_blocks(changes: Changes, decisive: dict[str, None]) -> Steps[list[BlockKey]]:
    """Return the blocks of decisive listings, before and after the change, and all blocks unresolved since restore."""
    blocks = dict(changes.state.unresolved)
    for key in decisive:
        yield
        for find in (changes.listing_before, changes.listing):
            if (listing := find(key)) is not None:
                blocks[block_in(listing, find)] = None
    return sorted(blocks)


def _members(changes: Changes, block: BlockKey, arrivals: _Arrivals) -> list[Listing]:
    """Return a block's listings as they will be, including removed ones, in `listing_order`."""
    keys = followers_of(changes.state, (*changes.state.block(block), *arrivals.blocks.get(block, ())))
    listings = (found for key in keys if (found := changes.listing(key)) is not None)
    return sorted((found for found in listings if block_in(found, changes.listing) == block), key=listing_order)


def _known_ids(listings: list[Listing]) -> list[str]:
    """Return every event id under which the games of these listings were published."""
    return [event_id for listing in listings for event_id in (listing.event_id, listing.own_id) if event_id]


def _now(changes: Changes, listings: list[Listing]) -> list[Listing]:
    found = (changes.listing(key_of(listing)) for listing in listings)
    return [listing for listing in found if listing is not None]


def _assign(changes: Changes, listings: list[Listing], arrivals: _Arrivals) -> list[str]:
    """Assign each living listing of a block to a game. Returns the games' event ids."""
    owned = [_with_own_id(changes, listing, arrivals) for listing in listings]
    living = [listing for listing in owned if listing.removed is None]
    for listing in owned:
        if listing.removed is not None:
            _rewrite(changes, listing)
    games, ambiguous = games_of(living)
    ids: list[str] = []
    for game in games:
        known = orientation_of(game)
        matches = [match_of(listing, game, games, is_ambiguous=key_of(listing) in ambiguous) for listing in game]
        members = [_placed(listing, game, known, match) for listing, match in zip(game, matches, strict=True)]
        for listing in members:
            _rewrite(changes, listing)
        _write_event(changes, [*members, *_former(owned, members[0].event_id)])
        ids.append(members[0].event_id)
    return ids


def _rewrite(changes: Changes, listing: Listing) -> None:
    if changes.listing(key_of(listing)) != listing:
        changes.write_listing(key_of(listing), listing)


def _former(owned: list[Listing], event_id: str) -> list[Listing]:
    return [listing for listing in owned if listing.removed is not None and listing.event_id == event_id]


def _game_members(changes: Changes, listing: Listing, arrivals: _Arrivals) -> list[Listing]:
    """Return all listings of one game as last assigned, without reassigning."""
    block = block_in(listing, changes.listing)
    return [found for found in _members(changes, block, arrivals) if found.event_id == listing.event_id]


def _write_event(changes: Changes, members: list[Listing]) -> None:
    event = event_of(sorted(members, key=listing_order))
    changes.write(Kind.EVENTS, event.event_id, event)


def _with_own_id(changes: Changes, listing: Listing, arrivals: _Arrivals) -> Listing:
    """Return the listing with its own event id.

    The first listing announced for a pair and day gets the id of that pair and day; any other gets one derived from its
    native id.
    """
    own_id = listing_event_id(listing.league, listing.provider, listing.native_id)
    if (announcement := announcement_of(listing)) is not None:
        pair, day = announcement
        keys = dict.fromkeys((*changes.state.announced(pair, day), *arrivals.announced.get(announcement, ())))
        rivals = [found for key in keys if (found := changes.listing(key)) is not None]
        first = min((found for found in rivals if announcement_of(found) == announcement), key=listing_order)
        if key_of(first) == key_of(listing):
            own_id = first_listing_event_id(listing.league, *pair, day)
    return listing if listing.own_id == own_id else listing.model_copy(update={"own_id": own_id})


def _placed(listing: Listing, game: list[Listing], known: Orientation, match: Match) -> Listing:
    """Return the listing with its game's id and the evidence for the match."""
    return listing.model_copy(
        update={"event_id": game[0].own_id, "swapped": is_flipped(listing, known), **match._asdict()}
    )
