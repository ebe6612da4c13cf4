"""Decides which listings are one game: a pure function of the set of listings of one pair of teams.

Pinned listings come first and are not reconsidered. Listed ones of different providers are joined in order of the
distance between their starts, at most one of each provider. So the two games of a doubleheader pair up by order of
start and never merge; where a provider gives both about one start, its numbers are that order. A listing that its
provider dropped follows its game, also where the provider lists the moved game under another id. Every tie is broken by
native id.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations
from typing import NamedTuple

from a1_identity.doubleheaders import join_doubleheaders
from a1_identity.windows import is_one_start, local_date, moved_window_of, window_of
from a1_schemas.listing import Listing


def listing_order(listing: Listing) -> tuple[object, ...]:
    """Return the sort key of listings: first seen first; ties by provider and native id."""
    return (listing.first_fetched_at, listing.provider, listing.native_id)


def _rank(listing: Listing) -> tuple[object, ...]:
    """Sort listings pinned to another one last: their own id belonged to another game and must not name this one."""
    return (listing.pinned not in (None, key_of(listing)), *listing_order(listing))


class GameGroups(NamedTuple):
    """The result of `games_of`.

    In each game the first listing provides the game's id. `ambiguous` holds the keys of listings kept apart for review.
    """

    games: list[list[Listing]]
    ambiguous: dict[str, None]


def games_of(listings: Sequence[Listing]) -> GameGroups:
    """Group the listings of one pair of teams into games. The result does not depend on their order."""
    ordered = sorted(listings, key=listing_order)
    games = {key_of(listing): [listing] for listing in ordered}
    _join_pinned(ordered, games)
    free = [listing for listing in ordered if listing.pinned is None]
    _join_by_native_id(free, games)
    ambiguous: dict[str, None] = {}
    named = [listing for listing in free if listing.unnamed_since is None]
    join_doubleheaders(named, lambda one, other: _join_order(games, one, other))
    _pair(named, games, ambiguous)
    _attach_unnamed(free, games)
    _pair([listing for listing in free if len(games[key_of(listing)]) == 1], games, ambiguous)
    return GameGroups(_distinct(ordered, games), ambiguous)


def _pair(listings: Sequence[Listing], games: dict[str, list[Listing]], ambiguous: dict[str, None]) -> None:
    """Join listings of different providers, nearest first.

    A listing that fits two others about equally stays alone.
    """
    for distance, first, second in _by_distance(listings):
        lonely = _ambiguous_one(first, second, distance, listings)
        if lonely is not None:
            ambiguous[key_of(lonely)] = None
        elif _can_share(games[key_of(first)], games[key_of(second)]):
            _join(games, first, second)


def key_of(listing: Listing) -> str:
    """Return the record key of a listing."""
    return f"{listing.provider}|{listing.league}|{listing.native_id}"


def distance_between(one: Listing, other: Listing) -> timedelta | None:
    """Return the time between two listings' starts, or None if they cannot be one game."""
    if one.game_number is not None and other.game_number is not None and one.game_number != other.game_number:
        return None
    if one.start_time is None or other.start_time is None:
        return _between_first_starts(one, other)
    if is_one_start(one.start_time, other.start_time, one.league):
        return abs(one.start_time - other.start_time)
    if _is_same_day_placeholder(one, other):
        return window_of(one.league)
    return _between_first_starts(one, other) if _has_moved(one) != _has_moved(other) else None


def _between_first_starts(one: Listing, other: Listing) -> timedelta | None:
    first, second = one.first_start_time, other.first_start_time
    if first is None or second is None or not is_one_start(first, second, one.league):
        return None
    return abs(first - second)


def _has_moved(listing: Listing) -> bool:
    if listing.start_time is None or listing.first_start_time is None:
        return False
    return not is_one_start(listing.start_time, listing.first_start_time, listing.league)


def _is_same_day_placeholder(one: Listing, other: Listing) -> bool:
    """Whether the starts fall on one day and at least one of them is a placeholder for the time of day."""
    if one.start_time_confirmed and other.start_time_confirmed:
        return False
    days = [
        {local_date(listing.start_time, listing.league), listing.start_time.date()}
        for listing in (one, other)
        if listing.start_time is not None
    ]
    return bool(days[0] & days[1])


def _by_distance(listings: Sequence[Listing]) -> list[tuple[timedelta, Listing, Listing]]:
    """Return the pairs of different providers that can be one game, nearest first.

    The present start of a game that moved is nearer than its first one, and one that never moved is nearer than both.
    """
    pairs = [
        (distance, first, second)
        for first, second in combinations(listings, 2)
        if first.provider is not second.provider and (distance := distance_between(first, second)) is not None
    ]
    return sorted(
        pairs,
        key=lambda pair: (
            pair[0],
            _moves_between(pair[1], pair[2]),
            _other_number(pair[1], pair[2]),
            _order(pair[1]),
            _order(pair[2]),
        ),
    )


def _moves_between(one: Listing, other: Listing) -> int:
    """Return 0 for two listings that never moved, 1 where one did, 2 where they agree in their first starts alone."""
    if _agree_at_first_alone(one, other):
        return 2
    return 1 if _has_moved(one) or _has_moved(other) else 0


def _agree_at_first_alone(one: Listing, other: Listing) -> bool:
    if one.start_time is None or other.start_time is None:
        return False
    is_one = is_one_start(one.start_time, other.start_time, one.league) or _is_same_day_placeholder(one, other)
    return not is_one and distance_between(one, other) is not None


def _order(listing: Listing) -> tuple[object, ...]:
    return (listing.start_time or listing.first_fetched_at, listing.provider, listing.native_id)


def _other_number(first: Listing, second: Listing) -> bool:
    return first.game_number is None or first.game_number != second.game_number


def _ambiguous_one(first: Listing, second: Listing, distance: timedelta, named: Sequence[Listing]) -> Listing | None:
    """Return the ambiguous listing of the pair, or None.

    A listing is ambiguous if it is its provider's only one nearby and the other provider has two about equally near,
    neither of them only by a start that it moved from.
    """
    if _is_ambiguous(first, second, distance, named):
        return first
    return second if _is_ambiguous(second, first, distance, named) else None


def _is_ambiguous(single: Listing, best: Listing, distance: timedelta, named: Sequence[Listing]) -> bool:
    if single.game_number is not None and single.game_number == best.game_number:
        return False
    mine = sum(1 for other in named if other.provider is single.provider and distance_between(other, best) is not None)
    theirs = [
        rival_distance
        for rival in named
        if rival.provider is best.provider
        and rival is not best
        and _moves_between(single, rival) <= _moves_between(single, best)
        and (rival_distance := distance_between(single, rival)) is not None
    ]
    return mine == 1 and bool(theirs) and distance * 2 >= min(theirs)


def _can_share(one: Sequence[Listing], other: Sequence[Listing]) -> bool:
    """Whether two groups can be one game: no provider lists both, and every pair can be one game.

    The starts of pinned listings are not compared.
    """
    if one is other:
        return False
    providers = {listing.provider for listing in one}
    if any(listing.provider in providers for listing in other):
        return False
    free, others = ([listing for listing in group if listing.pinned is None] for group in (one, other))
    return all(distance_between(a, b) is not None for a in free for b in others)


def _join_pinned(ordered: Sequence[Listing], games: dict[str, list[Listing]]) -> None:
    by_key = {key_of(listing): listing for listing in ordered}
    for listing in ordered:
        anchor = by_key.get(listing.pinned or "")
        if anchor is not None and games[key_of(anchor)] is not games[key_of(listing)]:
            _join(games, anchor, listing)


def _join_by_native_id(ordered: Sequence[Listing], games: dict[str, list[Listing]]) -> None:
    """Join listings of one provider that share an id of the game, independent of their starts."""
    by_id: dict[tuple[str, str], Listing] = {}
    for listing in ordered:
        for native_id in (listing.native_id, *listing.also_ids):
            known = by_id.setdefault((listing.provider, native_id), listing)
            if known is not listing and games[key_of(known)] is not games[key_of(listing)]:
                _join(games, known, listing)


def _attach_unnamed(ordered: Sequence[Listing], games: dict[str, list[Listing]]) -> None:
    for listing in ordered:
        if listing.unnamed_since is None or len(games[key_of(listing)]) > 1:
            continue
        nearest = min(
            (
                (distance, _order(other), other)
                for other in ordered
                if other is not listing
                and other.unnamed_since is None
                and (distance := distance_between(listing, other)) is not None
                and _can_follow(listing, games[key_of(other)])
            ),
            default=None,
            key=lambda found: (found[0], found[1]),
        )
        if nearest is not None:
            _join(games, nearest[2], listing)


def _can_follow(gone: Listing, game: Sequence[Listing]) -> bool:
    return all(_can_stand_beside(other, gone) for other in game) or _moved_without(gone, game)


def _moved_without(gone: Listing, game: Sequence[Listing]) -> bool:
    """Whether the game moved away from the dropped listing's start: another provider's listing of it did.

    Its own provider's listings there came after it was dropped.
    """
    has_witness = any(other.provider is not gone.provider and _agree_at_first_alone(gone, other) for other in game)
    return has_witness and all(_came_after(other, gone) for other in game if other.provider is gone.provider)


def _can_stand_beside(other: Listing, gone: Listing) -> bool:
    distance = distance_between(gone, other)
    if other.provider is gone.provider:
        return distance is not None and _stands_for(other, gone, distance)
    return distance is not None or other.pinned is not None


def _stands_for(new: Listing, gone: Listing, distance: timedelta) -> bool:
    """Whether a new listing of a provider replaces the dropped one.

    It does not if both were listed at the same time.
    """
    return _came_after(new, gone) and distance <= moved_window_of(gone.league)


def _came_after(new: Listing, gone: Listing) -> bool:
    return gone.unnamed_since is not None and new.first_fetched_at >= gone.unnamed_since


def _join_order(games: dict[str, list[Listing]], one: Listing, other: Listing) -> None:
    """Join two listings of one place in a doubleheader, unless a provider would have two in the game."""
    providers = {listing.provider for listing in games[key_of(one)]}
    if not any(listing.provider in providers for listing in games[key_of(other)]):
        _join(games, one, other)


def _join(games: dict[str, list[Listing]], one: Listing, other: Listing) -> None:
    joined = sorted(games[key_of(one)] + games[key_of(other)], key=_rank)
    for listing in joined:
        games[key_of(listing)] = joined


def _distinct(ordered: Sequence[Listing], games: dict[str, list[Listing]]) -> list[list[Listing]]:
    return [games[key_of(listing)] for listing in ordered if games[key_of(listing)][0] is listing]
