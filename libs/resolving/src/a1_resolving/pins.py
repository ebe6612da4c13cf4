"""Applies people's decisions about which game a listing is. A pin is the only assignment that persists."""

from collections.abc import Callable, Iterable

from a1_identity.blocks import BlockKey, block_of
from a1_identity.games import key_of, listing_order
from a1_mappers.extracted import Reject
from a1_resolving.body import listing_key
from a1_resolving.changes import Changes
from a1_resolving.league_state import LeagueState
from a1_schemas.identity_decision import DecisionAction, IdentityDecision
from a1_schemas.listing import Listing
from a1_schemas.vocabulary import RejectReason

Find = Callable[[str], Listing | None]
"""Looks up a listing by its record key."""


def block_in(listing: Listing, find: Find) -> BlockKey:
    """Return the block in which a listing is resolved: its own, or that of the listing it is pinned to.

    Pins cannot form a cycle, because a listing can only be pinned to one that is not pinned elsewhere.
    """
    while listing.pinned not in (None, key_of(listing)):
        anchor = find(listing.pinned or "")
        if anchor is None or anchor.removed is not None:
            break
        listing = anchor
    return block_of(listing)


def followers_of(state: LeagueState, keys: Iterable[str]) -> dict[str, None]:
    """Return these listing keys and those of all listings pinned to them, directly or not."""
    found = dict.fromkeys(keys)
    waiting = list(found)
    while waiting:
        for key in state.pinned_to(waiting.pop()):
            if key not in found:
                found[key] = None
                waiting.append(key)
    return found


def pin(changes: Changes, decision: IdentityDecision) -> tuple[str, Reject | None]:
    """Write the listing that a decision is about.

    Returns the listing's key, and a reject if the decision cannot be carried out.
    """
    key = listing_key(decision.provider, decision.league, decision.native_id)
    listing = changes.listing(key)
    if listing is None or listing.removed is not None:
        return key, Reject(RejectReason.UNKNOWN_LISTING, key)
    match decision.action:
        case DecisionAction.UNPIN:
            anchor = None
        case DecisionAction.SPLIT:
            anchor = key
        case DecisionAction.PIN:
            found = _anchor(changes, listing, decision.event_id or "")
            if isinstance(found, Reject):
                return key, found
            anchor = found
    if anchor != listing.pinned:
        changes.write_listing(key, listing.model_copy(update={"pinned": anchor}))
    return key, None


def _anchor(changes: Changes, listing: Listing, event_id: str) -> str | Reject:
    """Return the key of the game's earliest listing that is not pinned elsewhere, or a reject."""
    others = [member for member in _game(changes, event_id) if key_of(member) != key_of(listing)]
    if not others:
        return Reject(RejectReason.UNKNOWN_EVENT, event_id, "no other listing is this game")
    standing = [other for other in others if _stands(other) and other.provider is not listing.provider]
    is_taken = any(other.provider is listing.provider and other.pinned is not None for other in others)
    if is_taken or not standing:
        detail = "another of its provider is pinned there" if is_taken else "nothing there to pin it to"
        return Reject(RejectReason.CONFLICTING_DECISION, event_id, detail)
    return key_of(min(standing, key=listing_order))


def _game(changes: Changes, event_id: str) -> list[Listing]:
    """Return the living listings of the game with this id, which may also be the own id of one of them."""
    return [listing for listing in changes.game(changes.state.game_id(event_id)) if listing.removed is None]


def _stands(listing: Listing) -> bool:
    return listing.pinned is None or listing.pinned == key_of(listing)
