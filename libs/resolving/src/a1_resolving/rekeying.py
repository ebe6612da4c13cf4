"""Moves a listing's records when its game or its orientation changes."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from a1_identity.games import key_of
from a1_resolving.changes import Changes
from a1_resolving.events import side_key
from a1_resolving.offers import flipped
from a1_resolving.phases import has_other_phases, in_phase
from a1_resolving.steps import Steps
from a1_schemas.base import Message
from a1_schemas.betting_odds import BettingOdds
from a1_schemas.listing import Listing
from a1_schemas.news_item import NewsItem
from a1_schemas.player_prop import PlayerProp
from a1_schemas.player_stats import PlayerStats
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind, RemovalReason

_MODELS: dict[Kind, type[BettingOdds | PlayerProp | PlayerStats]] = {
    Kind.ODDS: BettingOdds,
    Kind.PROPS: PlayerProp,
    Kind.PLAYER_STATS: PlayerStats,
}
_QUOTES = (Kind.ODDS, Kind.PROPS)


class _Move(NamedTuple):
    kind: Kind
    key: str
    listing: Listing
    is_flipped: bool
    is_rephased: bool

    @property
    def new_key(self) -> str:
        return f"{self.listing.event_id}|{self.key.partition('|')[2]}"


def follow_games(changes: Changes, listings: Iterable[Listing]) -> Steps[None]:
    """Rewrite the records of these listings under the ids and the orientation of their games, and in their phases.

    All records are read before any is written, because two games may swap ids. Quotes are removed as `withdrawn` as
    soon as their provider drops the game. All records of a listing that its provider replaced by another are removed as
    `merged`.
    """
    moves: list[_Move] = []
    followed = list(listings)
    for listing in followed:
        yield
        if listing.unnamed_since is None:
            moves += _moves(changes, listing)
        elif changes.is_replaced(listing):
            _end(changes, listing, tuple(_MODELS), RemovalReason.MERGED)
        else:
            if _was_named(changes, listing):
                _end(changes, listing, _QUOTES, RemovalReason.WITHDRAWN)
            moves += [move for move in _moves(changes, listing) if changes.is_living(move.kind, move.key)]
    messages: list[Message] = []
    for move in moves:
        messages.append(_moved(changes, move))
        yield
    for move in moves:
        if move.new_key != move.key:
            changes.remove(move.kind, move.key, RemovalReason.MERGED)
            changes.moved[move.kind, move.key] = move.new_key
    for move, message in zip(moves, messages, strict=True):
        changes.write(move.kind, move.new_key, message)
        yield
    for listing in followed:
        _follow_in_articles(changes, listing)


def _follow_in_articles(changes: Changes, listing: Listing) -> None:
    """Replace the game's old id in articles that mention it by the id the listing has now."""
    before = changes.listing_before(key_of(listing))
    if before is None or before.event_id == listing.event_id:
        return
    for key in sorted(changes.state.articles(Provider(listing.provider), before.event_id)):
        record = changes.current(Kind.NEWS, key)
        if record is not None and not record.is_removed:
            article = NewsItem.model_validate_json(record.value)
            ids = {listing.event_id if found == before.event_id else found for found in article.event_ids}
            changes.write(Kind.NEWS, key, article.model_copy(update={"event_ids": tuple(sorted(ids))}))


def _was_named(changes: Changes, listing: Listing) -> bool:
    before = changes.listing_before(key_of(listing))
    return before is not None and before.unnamed_since is None


def _end(changes: Changes, listing: Listing, kinds: tuple[Kind, ...], reason: RemovalReason) -> None:
    for native_id in (listing.native_id, *listing.also_ids):
        for kind, key in changes.state.dependents(Provider(listing.provider), native_id):
            if kind in kinds:
                changes.remove(kind, key, reason)


def _moves(changes: Changes, listing: Listing) -> Iterator[_Move]:
    before = changes.listing_before(key_of(listing))
    is_flipped = before is not None and _home_of_game(before) == _away_of_game(listing)
    is_rephased = has_other_phases(before, listing)
    for native_id in (listing.native_id, *listing.also_ids):
        for kind, key in sorted(changes.state.dependents(Provider(listing.provider), native_id)):
            if kind not in _MODELS:
                continue
            has_other_phases_now = is_rephased and kind is Kind.ODDS
            if is_flipped or has_other_phases_now or not key.startswith(f"{listing.event_id}|"):
                yield _Move(kind, key, listing, is_flipped, has_other_phases_now)


def _home_of_game(listing: Listing) -> str | None:
    return side_key(listing.away if listing.swapped else listing.home)


def _away_of_game(listing: Listing) -> str | None:
    return side_key(listing.home if listing.swapped else listing.away)


def _moved(changes: Changes, move: _Move) -> Message:
    record = changes.state.current(move.kind, move.key)
    if record is None:
        raise KeyError(move.key)
    message = _MODELS[move.kind].model_validate_json(record.value)
    updates: dict[str, object] = {"event_id": move.listing.event_id}
    if move.is_rephased and isinstance(message, BettingOdds):
        message = message.model_copy(update={"markets": in_phase(message, move.listing)})
    if move.is_flipped and isinstance(message, BettingOdds):
        updates["markets"] = flipped(message.markets)
    return message.model_copy(update=updates)
