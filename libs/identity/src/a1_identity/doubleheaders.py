"""Doubleheaders where one provider gives an order and no second start.

Before the first game ends, a provider may list both about the same start and number them 1 and 2. Others list them
hours apart. Then the order within the day decides: first to first, second to second.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import permutations

from a1_identity.windows import local_date, window_of
from a1_schemas.leagues import League
from a1_schemas.listing import Listing

_PLACES = [1, 2]

_Day = tuple[Listing, Listing]
"""The first and the second game of a pair of teams on a day, as one provider lists them."""


def join_doubleheaders(listings: Sequence[Listing], join: Callable[[Listing, Listing], None]) -> None:
    """Call `join` for each two listings that have the same place in a doubleheader."""
    days = _days_of_two(listings)
    for (provider, day), numbered in days.items():
        if not _has_numbers_alone(numbered):
            continue
        for (other, same_day), games in days.items():
            if other != provider and same_day == day and not _has_numbers_alone(games):
                for one, two in zip(numbered, games, strict=True):
                    join(one, two)


def _days_of_two(listings: Sequence[Listing]) -> dict[tuple[str, date], _Day]:
    """Return the days for which a provider lists exactly two games, in their order."""
    found: dict[tuple[str, date], list[Listing]] = {}
    for listing in listings:
        if listing.start_time is not None:
            day = local_date(listing.start_time, League(listing.league))
            found.setdefault((listing.provider, day), []).append(listing)
    ordered = ((name, _in_order(games)) for name, games in sorted(found.items()) if len(games) == len(_PLACES))
    return {name: games for name, games in ordered if games is not None}


def _in_order(games: Sequence[Listing]) -> _Day | None:
    """Return two games by number, else by start; None where both are equal."""
    for one, two in permutations(games):
        if [one.game_number, two.game_number] == _PLACES:
            return one, two
    one, two = sorted(
        games, key=lambda each: (each.start_time is not None and each.start_time.timestamp(), each.native_id)
    )
    has_number = one.game_number is not None or two.game_number is not None
    return None if has_number or one.start_time == two.start_time else (one, two)


def _has_numbers_alone(games: _Day) -> bool:
    """Whether the games are numbered and begin too close together for two games."""
    one, two = games
    if [one.game_number, two.game_number] != _PLACES or one.start_time is None or two.start_time is None:
        return False
    return abs(two.start_time - one.start_time) <= window_of(League(one.league))
