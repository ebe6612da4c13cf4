"""What keeps two listings of one pair of teams apart, seen in the set of listings alone."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice, permutations

import pytest

from a1_identity.games import distance_between, games_of, key_of
from a1_schemas.leagues import League
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MatchMethod

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KICK_OFF = datetime(2026, 11, 22, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_listing(
    provider: Provider,
    native_id: str,
    *,
    league: League = League.NFL,
    start: datetime | None = KICK_OFF,
    first_start: datetime | None = None,
    game_number: int | None = None,
    pinned: str | None = None,
    unnamed_since: datetime | None = None,
    first_fetched_at: datetime = NOON,
) -> Listing:
    own_id = f"evt_{league}_{provider}_{native_id}"
    return Listing(
        version=1,
        changed_at=first_fetched_at,
        provider=provider,
        native_id=native_id,
        league=league,
        own_id=own_id,
        event_id=own_id,
        method=MatchMethod.ALONE,
        confidence=Decimal(1),
        pinned=pinned,
        first_fetched_at=first_fetched_at,
        first_start_time=first_start or start,
        first_home=None,
        first_away=None,
        start_time=start,
        status=None,
        home=ListingSide(team_id=None, name="Shelby Owls"),
        away=ListingSide(team_id=None, name="Springfield Foxes"),
        game_number=game_number,
        target=f"{provider}/events/{league}",
        unnamed_since=unnamed_since,
        facts_fetched_at=first_fetched_at,
    )


Game = frozenset[str]
"""A game as the keys of its listings."""


def games_in(*listings: Listing) -> set[Game]:
    return {keys(*game) for game in games_of(listings).games}


def keys(*listings: Listing) -> Game:
    return frozenset(key_of(listing) for listing in listings)


def test_two_listings_of_one_provider_are_two_games_however_near_their_starts() -> None:
    first = [a_listing(provider, "1") for provider in (Provider.ESPN, Provider.ODDS)]
    second = [a_listing(provider, "2", start=KICK_OFF + 3 * HOUR) for provider in (Provider.ESPN, Provider.ODDS)]
    assert games_in(*first, *second) == {keys(*first), keys(*second)}


def test_a_game_that_has_a_providers_listing_takes_no_other_of_that_provider() -> None:
    espn = a_listing(Provider.ESPN, "1")
    near = a_listing(Provider.ODDS, "near", start=KICK_OFF + HOUR)
    sportradar = a_listing(Provider.SPORTRADAR, "s")
    far = a_listing(Provider.ODDS, "far", start=KICK_OFF + 4 * HOUR)
    assert games_in(espn, near, sportradar, far) == {keys(espn, near, sportradar), keys(far)}


@pytest.mark.parametrize("start", [KICK_OFF, None], ids=["one start", "no start"])
def test_game_one_and_game_two_of_a_doubleheader_are_two_games_at_any_start(start: datetime | None) -> None:
    one = a_listing(Provider.ESPN, "1", league=League.MLB, start=start, game_number=1)
    two = a_listing(Provider.SPORTRADAR, "2", league=League.MLB, start=start, game_number=2)
    assert distance_between(one, two) is None
    assert games_in(one, two) == {keys(one), keys(two)}


def test_a_listing_without_a_game_number_joins_one_that_has_it() -> None:
    one = a_listing(Provider.ESPN, "1", league=League.MLB, game_number=1)
    other = a_listing(Provider.ODDS, "x", league=League.MLB)
    assert games_in(one, other) == {keys(one, other)}


def test_of_two_starts_alike_the_same_game_number_decides() -> None:
    by_espn = [a_listing(Provider.ESPN, str(number), league=League.MLB, game_number=number) for number in (1, 2)]
    by_sportradar = [
        a_listing(Provider.SPORTRADAR, native_id, league=League.MLB, game_number=number)
        for native_id, number in (("b", 1), ("a", 2))
    ]
    assert games_in(*by_espn, *by_sportradar) == {
        keys(by_espn[0], by_sportradar[0]),
        keys(by_espn[1], by_sportradar[1]),
    }


def test_a_listing_as_near_to_two_of_another_provider_stays_alone_for_a_person() -> None:
    early = a_listing(Provider.ESPN, "1", league=League.MLB)
    late = a_listing(Provider.ESPN, "2", league=League.MLB, start=KICK_OFF + 3 * HOUR)
    middle = a_listing(Provider.ODDS, "x", league=League.MLB, start=KICK_OFF + timedelta(minutes=85))
    assert games_in(early, late, middle) == {keys(early), keys(late), keys(middle)}
    assert set(games_of([early, late, middle]).ambiguous) == keys(middle)


def test_a_pinned_listing_is_in_the_game_it_is_pinned_to_at_any_start() -> None:
    anchor = a_listing(Provider.ESPN, "1", league=League.MLB)
    pinned = a_listing(Provider.ODDS, "x", league=League.MLB, start=KICK_OFF + 99 * HOUR, pinned=key_of(anchor))
    assert games_in(anchor, pinned) == {keys(anchor, pinned)}


def test_a_vanished_listing_follows_the_one_that_came_after_it_and_none_that_stood_beside_it() -> None:
    gone = a_listing(Provider.ODDS, "gone", unnamed_since=NOON + HOUR)
    beside = a_listing(Provider.ODDS, "beside", start=KICK_OFF + HOUR)
    after = a_listing(Provider.ODDS, "after", first_fetched_at=NOON + HOUR)
    assert games_in(gone, after) == {keys(gone, after)}
    assert games_in(gone, beside) == {keys(gone), keys(beside)}


def test_the_order_of_the_listings_decides_nothing() -> None:
    listings = [
        a_listing(provider, native_id, start=KICK_OFF + hours * HOUR)
        for provider in (Provider.ESPN, Provider.ODDS, Provider.SPORTRADAR)
        for native_id, hours in (("1", 0), ("2", 3))
    ]
    assert games_of(listings) == games_of(listings[::-1])


NEXT_DAY = KICK_OFF + 24 * HOUR
ORDERS = 24


def moved(provider: Provider, native_id: str) -> Listing:
    """A listing of the first day's game that its provider moved to the next."""
    return a_listing(provider, native_id, start=NEXT_DAY, first_start=KICK_OFF)


def in_all_orders(*listings: Listing) -> set[frozenset[Game]]:
    """The results of games_of over orders of the listings."""
    return {frozenset(games_in(*order)) for order in islice(permutations(listings), ORDERS)}


def test_a_moved_game_listed_under_another_id_is_one_game_and_the_dropped_listing_follows() -> None:
    kept = moved(Provider.ESPN, "1")
    dropped = a_listing(Provider.ODDS, "old", unnamed_since=NOON + HOUR)
    listed_anew = a_listing(Provider.ODDS, "new", start=NEXT_DAY, first_fetched_at=NOON + HOUR)
    other = a_listing(Provider.PRIZEPICKS, "p", start=NEXT_DAY, first_fetched_at=NOON + 2 * HOUR)
    assert in_all_orders(kept, dropped, listed_anew, other) == {frozenset({keys(kept, dropped, listed_anew, other)})}


def test_a_moved_game_takes_the_listing_at_its_present_start_also_while_the_old_one_is_named() -> None:
    kept = moved(Provider.SPORTRADAR, "1")
    old, new = a_listing(Provider.ODDS, "old"), a_listing(Provider.ODDS, "new", start=NEXT_DAY)
    assert in_all_orders(kept, old, new) == {frozenset({keys(kept, new), keys(old)})}


def test_a_dropped_listing_that_stood_beside_the_new_one_is_another_game() -> None:
    kept = moved(Provider.ESPN, "1")
    dropped = a_listing(Provider.ODDS, "old", unnamed_since=NOON + HOUR)
    beside = a_listing(Provider.ODDS, "new", start=NEXT_DAY)
    assert in_all_orders(kept, dropped, beside) == {frozenset({keys(kept, beside), keys(dropped)})}


def test_a_moved_game_leaves_the_next_days_own_game_to_the_listing_that_never_moved() -> None:
    postponed, regular = moved(Provider.ESPN, "1"), a_listing(Provider.ESPN, "2", start=NEXT_DAY)
    old, next_day = a_listing(Provider.ODDS, "old"), a_listing(Provider.ODDS, "new", start=NEXT_DAY)
    assert in_all_orders(postponed, regular, old, next_day) == {
        frozenset({keys(postponed, old), keys(regular, next_day)})
    }


def twice(provider: Provider, hours: float, *, numbered: bool = False) -> tuple[Listing, Listing]:
    """Both games of a baseball doubleheader, the second so many hours after the first."""
    first = a_listing(provider, "a", league=League.MLB, game_number=1 if numbered else None)
    start = KICK_OFF + hours * HOUR
    return first, a_listing(provider, "b", league=League.MLB, start=start, game_number=2 if numbered else None)


@pytest.mark.parametrize("hours", [0, 5 / 60, 1.5])
def test_numbers_order_a_doubleheader_whose_second_start_is_a_placeholder(hours: float) -> None:
    (one, two), (first, second) = twice(Provider.ESPN, hours, numbered=True), twice(Provider.ODDS, 6)
    assert in_all_orders(one, two, first, second) == {frozenset({keys(one, first), keys(two, second)})}
    third, fourth = twice(Provider.SPORTRADAR, 6.2)
    assert games_in(one, two, first, second, third, fourth) == {keys(one, first, third), keys(two, second, fourth)}


def test_a_lone_listing_beside_a_numbered_doubleheader_joins_the_first_game_at_its_start() -> None:
    (one, two), lone = twice(Provider.ESPN, 5 / 60, numbered=True), a_listing(Provider.ODDS, "x", league=League.MLB)
    assert keys(two, lone) not in games_in(one, two, lone)
