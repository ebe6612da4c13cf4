"""Applies people's decisions about which player a provider's player on rosters is.

A pin names another provider's player on rosters, and is kept in the profiles of the pinned one.
"""

from a1_identity.persons import RosterId
from a1_mappers.extracted import Reject
from a1_resolving.changes import Changes
from a1_resolving.roster_places import Entry, dated
from a1_schemas.identity_decision import DecisionAction, IdentityDecision
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.vocabulary import Kind, RejectReason


def pin_player(changes: Changes, decision: IdentityDecision) -> Reject | None:
    """Write the profiles of the player that a decision is about. Returns a reject if it cannot be carried out."""
    roster_id = (str(decision.provider), decision.native_id)
    entries = [entry for entry in changes.state.players.places.entries_of(roster_id) if entry.place.is_listed]
    if not entries:
        return Reject(RejectReason.UNKNOWN_PLAYER, "/".join(roster_id), "on no roster")
    match decision.action:
        case DecisionAction.UNPIN:
            anchor = None
        case DecisionAction.SPLIT:
            anchor = roster_id
        case DecisionAction.PIN:
            found = _anchor(changes, roster_id, decision.player_id or "")
            if isinstance(found, Reject):
                return found
            anchor = found
    pinned = None if anchor is None else "/".join(anchor)
    for entry in entries:
        record = changes.current(Kind.PLAYERS, entry.key)
        if record is not None and entry.place.pinned != anchor:
            profile = dated(PlayerProfile.model_validate_json(record.value))
            changes.write(Kind.PLAYERS, entry.key, profile.model_copy(update={"pinned": pinned}))
    return None


def _anchor(changes: Changes, roster_id: RosterId, player_id: str) -> RosterId | Reject:
    """Return the player's first place of another provider that is not pinned elsewhere, or a reject."""
    entries = [entry for entry in _listed_as(changes, player_id) if entry.place.roster_id != roster_id]
    if not entries:
        return Reject(RejectReason.UNKNOWN_PLAYER, player_id, "no other roster has this player")
    provider = roster_id[0]
    standing = [entry for entry in entries if _stands(entry) and entry.place.provider != provider]
    is_taken = any(entry.place.provider == provider and not _stands(entry) for entry in entries)
    if is_taken or not standing:
        detail = "another of its provider is pinned there" if is_taken else "no place there to pin it to"
        return Reject(RejectReason.CONFLICTING_DECISION, player_id, detail)
    return min(standing, key=lambda entry: entry.place.order).place.roster_id


def _listed_as(changes: Changes, player_id: str) -> list[Entry]:
    """Return the listed places under an id."""
    keys = (key for key, _ in changes.state.living(Kind.PLAYERS) if key.rpartition("|")[2] == player_id)
    entries = (changes.state.players.places.entry_at(key) for key in keys)
    return [entry for entry in entries if entry is not None]


def _stands(entry: Entry) -> bool:
    return entry.place.pinned in (None, entry.place.roster_id)
