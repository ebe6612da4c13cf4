"""When a listing's game or orientation changes, what belongs to the listing goes with it."""

from collections.abc import Iterable

from a1_normalizer.identity.games import key_of
from a1_normalizer.resolving.changes import Changes
from a1_normalizer.resolving.offers import turned
from a1_schemas.base import Message
from a1_schemas.betting_odds import BettingOdds
from a1_schemas.listing import Listing
from a1_schemas.player_prop import PlayerProp
from a1_schemas.player_stats import PlayerStats
from a1_schemas.vocabulary import Kind, Provider, RemovalReason

_MODELS: dict[Kind, type[BettingOdds | PlayerProp | PlayerStats]] = {
    Kind.ODDS: BettingOdds,
    Kind.PROPS: PlayerProp,
    Kind.PLAYER_STATS: PlayerStats,
}


def follow_games(changes: Changes, listings: Iterable[Listing]) -> None:
    """Bring the records of these listings under the ids and the orientation of their games."""
    for listing in listings:
        before = changes.state.listings.get(key_of(listing))
        was_turned = before is not None and before.swapped != listing.swapped
        for native_id in (listing.native_id, *listing.also_ids):
            for kind, key in sorted(changes.state.dependents(Provider(listing.provider), native_id)):
                if kind in _MODELS and (was_turned or not key.startswith(f"{listing.event_id}|")):
                    _follow(changes, kind, key, listing, is_turned=was_turned)


def _follow(changes: Changes, kind: Kind, key: str, listing: Listing, *, is_turned: bool) -> None:
    record = changes.current(kind, key)
    if record is None or record.is_removed:
        return
    message: Message = _MODELS[kind].model_validate_json(record.value)
    updates: dict[str, object] = {"event_id": listing.event_id}
    if is_turned and isinstance(message, BettingOdds):
        updates["markets"] = turned(message.markets)
    new_key = f"{listing.event_id}|{key.partition('|')[2]}"
    if new_key != key:
        changes.end(kind, key, RemovalReason.MERGED)
    changes.write(kind, new_key, message.model_copy(update=updates))
