"""How listings are joined to games, in which order, and which of them gives the game its id."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from a1_identity.games import distance_between, games_of, key_of, listing_order
from a1_schemas.leagues import League
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MatchMethod

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
START = datetime(2026, 11, 22, 18, tzinfo=UTC)
"""One in the afternoon in New York."""
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
ESPN, ODDS, SPORTRADAR, PRIZEPICKS = Provider.ESPN, Provider.ODDS, Provider.SPORTRADAR, Provider.PRIZEPICKS


def listed(
    provider: Provider,
    native_id: str,
    start: datetime | None = START,
    *,
    first: datetime | None = None,
    seen: datetime = NOON,
    league: League = League.NFL,
    number: int | None = None,
    pinned: str | None = None,
    gone: datetime | None = None,
    is_confirmed: bool = True,
    also_ids: tuple[str, ...] = (),
) -> Listing:
    """Return a listing. It was first announced for its start unless `first` says otherwise."""
    return Listing(
        version=1,
        changed_at=seen,
        provider=provider,
        native_id=native_id,
        league=league,
        own_id="evt",
        event_id="evt",
        method=MatchMethod.ALONE,
        confidence=Decimal(1),
        pinned=pinned,
        first_fetched_at=seen,
        first_start_time=first or start,
        first_home=None,
        first_away=None,
        start_time=start,
        start_time_confirmed=is_confirmed,
        status=None,
        home=ListingSide(team_id=None, name="Shelby Owls"),
        away=ListingSide(team_id=None, name="Springfield Foxes"),
        game_number=number,
        also_ids=also_ids,
        target=f"{provider}/events/{league}",
        unnamed_since=gone,
        facts_fetched_at=seen,
    )


def games_in(*listings: Listing) -> list[str]:
    """Return each game as its native ids, the one that gives the id first; equal for every order of the listings."""
    found, reverse = games_of(listings), games_of(listings[::-1])
    assert found == reverse
    return [" ".join(listing.native_id for listing in game) for game in found.games]


def kept_apart_in(*listings: Listing) -> list[str]:
    """Return the ambiguous listings that are alone in their game."""
    found = games_of(listings)
    return [game[0].native_id for game in found.games if len(game) == 1 and key_of(game[0]) in found.ambiguous]


def pin(provider: Provider, native_id: str, league: League = League.NFL) -> str:
    return f"{provider}|{league}|{native_id}"


def test_a_key_and_an_order_are_made_of_what_never_changes() -> None:
    listing = listed(ESPN, "401")
    assert key_of(listing) == "espn|nfl|401"
    assert listing_order(listing) == (NOON, ESPN, "401")


def mlb(provider: Provider, native_id: str, minutes: int = 0, number: int | None = None) -> Listing:
    return listed(provider, native_id, START + minutes * MINUTE, league=League.MLB, number=number)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        (listed(ESPN, "1"), listed(ODDS, "2", START + 3 * HOUR), 3 * HOUR),
        (listed(ESPN, "1"), listed(ODDS, "2", START + DAY), None),
        (listed(ESPN, "1", None), listed(ODDS, "2"), None),
        (listed(ESPN, "1", None, first=START), listed(ODDS, "2", START + HOUR), HOUR),
        (listed(ESPN, "1", None, first=START), listed(ODDS, "2", None, first=START - HOUR), HOUR),
        (listed(ESPN, "1", None, first=START), listed(ODDS, "2", START + DAY), None),
        (listed(ESPN, "1", START + 7 * DAY, first=START), listed(ODDS, "2", START + HOUR), HOUR),
        (listed(ESPN, "1", START + 7 * DAY, first=START), listed(ODDS, "2", START + DAY), None),
        (listed(ESPN, "1", START + 7 * DAY, first=START), listed(ODDS, "2", START + 9 * DAY, first=START), None),
        (listed(ESPN, "1", START, first=START + 9 * DAY), listed(ODDS, "2", START + HOUR), HOUR),
        (mlb(ESPN, "1"), mlb(ODDS, "2", 105), 105 * MINUTE),
        (mlb(ESPN, "1"), mlb(ODDS, "2", 106), None),
        (mlb(ESPN, "1", number=1), mlb(ODDS, "2", number=1), 0 * MINUTE),
        (mlb(ESPN, "1", number=1), mlb(ODDS, "2"), 0 * MINUTE),
        (mlb(ESPN, "1", number=1), mlb(ODDS, "2", number=2), None),
    ],
)
def test_a_distance_is_between_starts_or_between_the_first_starts_of_one_that_moved(
    one: Listing, other: Listing, distance: timedelta | None
) -> None:
    assert distance_between(one, other) == distance
    assert distance_between(other, one) == distance


def test_a_listing_without_a_first_start_is_no_nearer_to_one_that_moved() -> None:
    unknown = listed(ESPN, "1").model_copy(update={"first_start_time": None})
    assert distance_between(unknown, listed(ODDS, "2", START + 7 * DAY, first=START)) is None


def placeholder(start: datetime) -> Listing:
    return listed(ODDS, "placeholder", start, league=League.MLB, is_confirmed=False)


@pytest.mark.parametrize(
    ("one", "distance"),
    [
        (placeholder(datetime(2026, 11, 22, 5, tzinfo=UTC)), 105 * MINUTE),  # midnight in New York
        (placeholder(datetime(2026, 11, 22, 0, tzinfo=UTC)), 105 * MINUTE),  # the twenty-second in UTC alone
        (placeholder(datetime(2026, 11, 23, 3, tzinfo=UTC)), 105 * MINUTE),  # the twenty-second in New York alone
        (placeholder(datetime(2026, 11, 23, 5, tzinfo=UTC)), None),
        (listed(ODDS, "confirmed", datetime(2026, 11, 22, 5, tzinfo=UTC), league=League.MLB), None),
    ],
)
def test_a_placeholder_of_the_same_day_is_one_window_away(one: Listing, distance: timedelta | None) -> None:
    game = mlb(ESPN, "1")
    assert distance_between(one, game) == distance
    assert distance_between(game, one) == distance
    if distance is not None:
        assert distance_between(one, game.model_copy(update={"start_time_confirmed": False})) == distance


@pytest.mark.parametrize(
    ("listings", "games"),
    [
        ((listed(ODDS, "b"), listed(ESPN, "a", seen=NOON + HOUR)), ["b a"]),
        ((listed(ODDS, "b"), listed(ESPN, "a")), ["a b"]),
        ((listed(ESPN, "b"), listed(ESPN, "a")), ["a", "b"]),
        ((mlb(ESPN, "1"), mlb(ODDS, "x", 5), mlb(SPORTRADAR, "s", 10)), ["1 x s"]),
        ((mlb(ESPN, "1"), mlb(ESPN, "2", 180), mlb(ODDS, "x", 5), mlb(ODDS, "y", 170)), ["1 x", "2 y"]),
        ((mlb(ESPN, "1"), mlb(ODDS, "x", 60), mlb(SPORTRADAR, "s", 120)), ["1 x", "s"]),
        ((mlb(ESPN, "1"), mlb(ODDS, "x", 70), mlb(SPORTRADAR, "s", 120)), ["1", "x s"]),
        ((mlb(ESPN, "1", 0, 1), mlb(ESPN, "2", 0, 2), mlb(ODDS, "a", 0, 2), mlb(ODDS, "b", 0, 1)), ["1 b", "2 a"]),
        ((mlb(ESPN, "1", 0, 1), mlb(ODDS, "a"), mlb(ODDS, "b", 0, 1)), ["1 b", "a"]),
        ((mlb(ESPN, "1"), mlb(ESPN, "2", 80), mlb(ODDS, "x", 20), mlb(ODDS, "y", 70)), ["1 x", "2 y"]),
    ],
)
def test_listings_are_joined_nearest_first_and_the_first_seen_gives_the_id(
    listings: Sequence[Listing], games: list[str]
) -> None:
    assert games_in(*listings) == games


@pytest.mark.parametrize(
    ("listings", "apart"),
    [
        ((mlb(ESPN, "1"), mlb(ESPN, "2", 180), mlb(ODDS, "x", 85)), ["x"]),
        ((mlb(ODDS, "1"), mlb(ODDS, "2", 180), mlb(ESPN, "x", 85)), ["x"]),
        ((mlb(ESPN, "1"), mlb(ESPN, "2", 90), mlb(ODDS, "x", 30)), ["x"]),
        ((mlb(ESPN, "1"), mlb(ESPN, "2", 90), mlb(ODDS, "x", 29)), []),
        ((mlb(ESPN, "1"), mlb(ESPN, "2", 180), mlb(ODDS, "x", 70)), []),
        ((mlb(ESPN, "1"), mlb(ESPN, "2", 90), mlb(ODDS, "x", 40), mlb(ODDS, "y", 60)), []),
        ((mlb(ESPN, "1"), mlb(ESPN, "2", 90), mlb(ODDS, "x", 40), mlb(ODDS, "y", 400)), ["x"]),
        ((mlb(ESPN, "1", 0, 1), mlb(ESPN, "2", 90, 2), mlb(ODDS, "x", 45, 1)), []),
        ((mlb(ESPN, "1", 0, 1), mlb(ESPN, "2", 90, 2), mlb(ODDS, "x", 45)), ["x"]),
    ],
)
def test_a_single_listing_is_kept_apart_unless_it_is_twice_as_near_to_one_game_as_to_the_other(
    listings: Sequence[Listing], apart: list[str]
) -> None:
    assert kept_apart_in(*listings) == apart
    assert kept_apart_in(*listings[::-1]) == apart


@pytest.mark.parametrize(
    ("listings", "games"),
    [
        ((listed(ESPN, "1"), listed(ODDS, "x", START + 9 * DAY, pinned=pin(ESPN, "1"))), ["1 x"]),
        ((listed(ESPN, "1", seen=NOON + HOUR), listed(ODDS, "x", pinned=pin(ESPN, "1"))), ["1 x"]),
        ((listed(ESPN, "1"), listed(ODDS, "x", pinned=pin(ODDS, "x"))), ["1", "x"]),
        ((listed(ESPN, "1"), listed(ODDS, "x", pinned=pin(ESPN, "none"))), ["1", "x"]),
        (
            (listed(ESPN, "1"), listed(ODDS, "x", START + 9 * DAY, pinned=pin(ESPN, "1")), listed(SPORTRADAR, "s")),
            ["1 s x"],
        ),
        (
            (
                listed(ESPN, "1"),
                listed(ODDS, "x", pinned=pin(ESPN, "1")),
                listed(SPORTRADAR, "s", pinned=pin(ESPN, "1")),
                listed(PRIZEPICKS, "p", pinned=pin(ODDS, "x")),
            ),
            ["1 x p s"],
        ),
    ],
)
def test_a_pinned_listing_joins_its_anchor_and_never_gives_the_id(
    listings: Sequence[Listing], games: list[str]
) -> None:
    assert games_in(*listings) == games


@pytest.mark.parametrize(
    ("listings", "games"),
    [
        ((listed(SPORTRADAR, "a", also_ids=("b",)), listed(SPORTRADAR, "b", START + 3 * DAY)), ["a b"]),
        ((listed(SPORTRADAR, "a", also_ids=("n",)), listed(SPORTRADAR, "b", also_ids=("a", "n"))), ["a b"]),
        ((listed(SPORTRADAR, "a", also_ids=("c",)), listed(SPORTRADAR, "b", also_ids=("c",))), ["a b"]),
        ((listed(SPORTRADAR, "a", also_ids=("d",)), listed(SPORTRADAR, "b", also_ids=("c",))), ["a", "b"]),
        ((listed(SPORTRADAR, "a", also_ids=("b",)), listed(ESPN, "b", START + 3 * DAY)), ["b", "a"]),
        (
            (
                listed(SPORTRADAR, "a", also_ids=("n",)),
                listed(SPORTRADAR, "b", also_ids=("m",)),
                listed(SPORTRADAR, "c", also_ids=("n", "m")),
            ),
            ["a b c"],
        ),
        (
            (listed(SPORTRADAR, "a", also_ids=("b",)), listed(SPORTRADAR, "b", START + 3 * DAY), listed(ESPN, "1")),
            ["1", "a b"],
        ),
    ],
)
def test_listings_of_one_provider_with_a_common_id_are_one_game(listings: Sequence[Listing], games: list[str]) -> None:
    assert games_in(*listings) == games


LATER = NOON + HOUR


@pytest.mark.parametrize(
    ("listings", "games"),
    [
        ((listed(ODDS, "gone", gone=LATER), listed(ODDS, "new", seen=LATER)), ["gone new"]),
        ((listed(ODDS, "gone", gone=LATER), listed(ODDS, "new", seen=LATER - MINUTE)), ["gone", "new"]),
        ((listed(ODDS, "gone", gone=LATER), listed(ODDS, "new", START + DAY, seen=LATER)), ["gone", "new"]),
        ((listed(ODDS, "gone", gone=LATER), listed(ESPN, "1")), ["1 gone"]),
        ((listed(ODDS, "gone", gone=LATER), listed(ESPN, "1", START + DAY)), ["1", "gone"]),
        ((listed(ODDS, "gone", gone=LATER), listed(ESPN, "1", gone=LATER)), ["1 gone"]),
        ((listed(ODDS, "gone", gone=LATER), listed(ODDS, "also", gone=LATER)), ["also", "gone"]),
        (
            (
                listed(ODDS, "gone", gone=LATER, also_ids=("more",)),
                listed(ODDS, "more", gone=LATER),
                listed(ESPN, "1"),
            ),
            ["1", "gone more"],
        ),
        ((listed(ODDS, "gone", gone=LATER), listed(ESPN, "1"), listed(ODDS, "beside")), ["1 beside", "gone"]),
        ((listed(ODDS, "gone", gone=LATER), listed(ESPN, "1"), listed(ODDS, "new", seen=LATER)), ["1 gone new"]),
        (
            (
                listed(ODDS, "gone", gone=LATER),
                listed(ODDS, "far", START + 9 * HOUR, seen=LATER),
                listed(ODDS, "near", START - 2 * HOUR, seen=LATER),
            ),
            ["gone near", "far"],
        ),
        (
            (
                listed(ODDS, "gone", gone=LATER),
                listed(ESPN, "1"),
                listed(SPORTRADAR, "s", START + 9 * DAY, pinned=pin(ESPN, "1")),
            ),
            ["1 gone s"],
        ),
        (
            (
                listed(ODDS, "gone", gone=LATER),
                listed(ESPN, "1"),
                listed(ODDS, "x", START + 9 * DAY, pinned=pin(ESPN, "1"), seen=LATER),
            ),
            ["1 x", "gone"],
        ),
    ],
)
def test_a_dropped_listing_follows_the_nearest_game_that_it_can_be(
    listings: Sequence[Listing], games: list[str]
) -> None:
    assert games_in(*listings) == games


@pytest.mark.parametrize(("minutes", "games"), [(45, ["gone new"]), (46, ["gone", "new"])])
def test_a_replacement_in_baseball_starts_within_three_quarters_of_an_hour(minutes: int, games: list[str]) -> None:
    gone = listed(ODDS, "gone", league=League.MLB, gone=LATER)
    new = listed(ODDS, "new", START + minutes * MINUTE, league=League.MLB, seen=LATER)
    assert games_in(gone, new) == games
