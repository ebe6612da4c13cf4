"""The event that the listings of a game make, in any order of their arrival."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from a1_resolving.events import Orientation, event_of, is_flipped, orientation_of
from a1_schemas.game_facts import GameClock, Venue
from a1_schemas.leagues import League
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import EventStatus, MatchMethod, RemovalReason

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
START = NOON + timedelta(hours=12)
MINUTE = timedelta(minutes=1)
ESPN, ODDS, SPORTRADAR, PRIZEPICKS = Provider.ESPN, Provider.ODDS, Provider.SPORTRADAR, Provider.PRIZEPICKS
BY_PRECEDENCE = sorted(Provider, key=lambda provider: provider.traits.event_precedence)
FIRST, SECOND, THIRD = BY_PRECEDENCE[:3]


def side(team_id: str | None, name: str | None = None, score: int | None = None) -> ListingSide:
    return ListingSide(team_id=team_id, name=name, native_id=None, abbreviation="abc", score=score)


CELTICS, LAKERS = side("nba-boston-celtics", "Boston"), side("nba-los-angeles-lakers", "Lakers")
OWLS, UNDETERMINED = side(None, "Shelby Owls"), side(None)


def listed(provider: Provider, native_id: str = "1", **facts: object) -> Listing:
    listing = Listing(
        version=1,
        changed_at=NOON,
        provider=provider,
        native_id=native_id,
        league=League.NBA,
        own_id=f"own-{provider}-{native_id}",
        event_id="evt",
        method=MatchMethod.EXACT,
        confidence=Decimal("0.97"),
        first_fetched_at=NOON,
        first_start_time=START,
        first_home=None,
        first_away=None,
        start_time=START,
        status=None,
        home=CELTICS,
        away=LAKERS,
        target="target",
        facts_fetched_at=NOON,
    )
    return listing.model_copy(update=facts)


def scored(home: int | None, away: int | None) -> dict[str, ListingSide]:
    return {
        "home": CELTICS.model_copy(update={"score": home}),
        "away": LAKERS.model_copy(update={"score": away}),
    }


def test_an_event_has_the_facts_of_its_only_listing() -> None:
    event = event_of(
        [
            listed(
                ESPN,
                "401",
                observed_at=NOON,
                status=EventStatus.LIVE,
                period=3,
                clock=GameClock(text="4:05", seconds=Decimal(245)),
                venue=Venue(name="Garden"),
                neutral_site=True,
                game_number=2,
                start_time_confirmed=True,
                **scored(10, 12),
            )
        ]
    )
    facts = event.model_dump(exclude={"home", "away", "sources"}, exclude_none=True)
    assert facts == {
        "version": 0,
        "changed_at": NOON,
        "observed_at": NOON,
        "event_id": "evt",
        "league": League.NBA,
        "sport": League.NBA.traits.sport,
        "start_time": START,
        "start_time_confirmed": True,
        "status": EventStatus.LIVE,
        "period": 3,
        "score": {"home": 10, "away": 12, "source": ESPN, "observed_at": NOON},
        "clock": {"text": "4:05", "seconds": Decimal(245)},
        "venue": {"name": "Garden"},
        "neutral_site": True,
        "game_number": 2,
        "aliases": ("own-espn-401",),
    }
    assert event.home.model_dump() == {
        "team_id": "nba-boston-celtics",
        "name": "Boston Celtics",
        "abbreviation": "BOS",
        "score": 10,
    }
    assert (event.away.name, event.away.score) == ("Los Angeles Lakers", 12)
    assert [source.model_dump() for source in event.sources] == [
        {
            "provider": ESPN,
            "native_id": "401",
            "observed_at": NOON,
            "method": MatchMethod.EXACT,
            "confidence": Decimal("0.97"),
        }
    ]


def test_an_event_without_facts_is_scheduled_and_unobserved() -> None:
    event = event_of([listed(ESPN, home=OWLS, away=UNDETERMINED, observed_at=NOON)])
    assert (event.status, event.observed_at, event.period, event.clock) == (EventStatus.SCHEDULED, None, None, None)
    assert (event.home.name, event.home.abbreviation, event.home.score) == ("Shelby Owls", "abc", None)
    assert event.away.name == "to be determined"


@pytest.mark.parametrize(
    ("listings", "status", "scores"),
    [
        ([listed(FIRST, status=EventStatus.SCHEDULED, **scored(0, 0))], EventStatus.SCHEDULED, (None, None)),
        ([listed(FIRST, status=EventStatus.POSTPONED, **scored(0, 0))], EventStatus.POSTPONED, (None, None)),
        ([listed(FIRST, status=EventStatus.SUSPENDED, **scored(3, 4))], EventStatus.SUSPENDED, (3, 4)),
        (
            [
                listed(FIRST, status=EventStatus.SCHEDULED, **scored(0, 0)),
                listed(SECOND, status=EventStatus.LIVE, **scored(1, 2)),
            ],
            EventStatus.LIVE,
            (1, 2),
        ),
        (
            [
                listed(FIRST, status=EventStatus.LIVE, **scored(9, 9)),
                listed(SECOND, status=EventStatus.FINAL, **scored(None, None)),
                listed(THIRD, status=EventStatus.FINAL, **scored(11, 12)),
            ],
            EventStatus.FINAL,
            (11, 12),
        ),
        (
            [
                listed(FIRST, status=EventStatus.LIVE, **scored(5, None)),
                listed(SECOND, status=EventStatus.LIVE, **scored(6, 7)),
            ],
            EventStatus.LIVE,
            (6, 7),
        ),
        ([listed(FIRST, status=EventStatus.FINAL, **scored(5, None))], EventStatus.FINAL, (None, None)),
        (
            [
                listed(FIRST, status=EventStatus.LIVE, **scored(1, 2)),
                listed(SECOND, status=EventStatus.LIVE, facts_fetched_at=NOON + 2 * MINUTE, **scored(3, 4)),
            ],
            EventStatus.LIVE,
            (1, 2),
        ),
        (
            [
                listed(FIRST, status=EventStatus.LIVE, **scored(1, 2)),
                listed(SECOND, status=EventStatus.LIVE, facts_fetched_at=NOON + 3 * MINUTE, **scored(3, 4)),
            ],
            EventStatus.LIVE,
            (3, 4),
        ),
        (
            [
                listed(FIRST, status=EventStatus.FINAL, **scored(1, 2)),
                listed(SECOND, status=EventStatus.FINAL, facts_fetched_at=NOON + 3 * MINUTE, **scored(3, 4)),
            ],
            EventStatus.FINAL,
            (1, 2),
        ),
        (
            [
                listed(FIRST, status=EventStatus.LIVE, unnamed_since=NOON, **scored(1, 2)),
                listed(SECOND, status=EventStatus.LIVE, **scored(3, 4)),
            ],
            EventStatus.LIVE,
            (3, 4),
        ),
        (
            [
                listed(FIRST, status=EventStatus.LIVE, **scored(None, None)),
                listed(SECOND, status=EventStatus.LIVE, home=scored(1, 3)["away"], away=scored(1, 3)["home"]),
            ],
            EventStatus.LIVE,
            (1, 3),
        ),
    ],
)
def test_status_and_score_come_from_the_furthest_then_the_first_by_precedence(
    listings: list[Listing], status: EventStatus, scores: tuple[int | None, int | None]
) -> None:
    event = event_of(listings)
    assert (event.status, (event.home.score, event.away.score)) == (status, scores)


@pytest.mark.parametrize(
    ("facts", "start_minutes", "is_confirmed"),
    [
        (({"start_time_confirmed": False}, {"start_time": START + MINUTE, "start_time_confirmed": True}), 1, True),
        (({"start_time_confirmed": False}, {"start_time": START + MINUTE, "start_time_confirmed": False}), 0, False),
        (({"start_time": None}, {"start_time": START + MINUTE, "start_time_confirmed": False}), 1, False),
        (({"start_time": None}, {"start_time": None}), None, True),
    ],
)
def test_a_confirmed_start_goes_before_a_placeholder(facts, start_minutes: int | None, is_confirmed: bool) -> None:
    event = event_of([listed(FIRST, **facts[0]), listed(SECOND, **facts[1])])
    assert event.start_time == (None if start_minutes is None else START + start_minutes * MINUTE)
    assert event.start_time_confirmed is is_confirmed


def test_each_provider_is_a_source_once_in_order_of_precedence() -> None:
    gone = listed(FIRST, "old", unnamed_since=NOON)
    newer = listed(FIRST, "new", facts_fetched_at=NOON + MINUTE)
    event = event_of([gone, listed(SECOND, "s"), listed(FIRST, "a"), newer])
    assert [(source.provider, source.native_id) for source in event.sources] == [(FIRST, "new"), (SECOND, "s")]


def test_removed_listings_give_aliases_alone_unless_all_are_removed() -> None:
    removed = listed(FIRST, "x", removed=RemovalReason.UNNAMED, venue=Venue(name="Old Garden"))
    living = listed(SECOND, "y", venue=Venue(name="Garden"), own_id="evt")
    assert event_of([removed, living]).venue == Venue(name="Garden")
    assert event_of([removed, living]).aliases == (f"own-{FIRST}-x",)
    assert [source.provider for source in event_of([removed, living]).sources] == [SECOND]
    assert event_of([removed]).venue == Venue(name="Old Garden")


def test_aliases_are_the_other_own_ids_in_order() -> None:
    listings = [listed(FIRST, "1", own_id="b"), listed(SECOND, own_id="a"), listed(THIRD, own_id="b")]
    assert event_of(listings).aliases == ("a", "b")


@pytest.mark.parametrize(
    ("sides", "names"),
    [
        ([(OWLS, LAKERS), (CELTICS, LAKERS)], ("Boston Celtics", "Los Angeles Lakers")),
        ([(CELTICS, UNDETERMINED), (CELTICS, OWLS)], ("Boston Celtics", "Shelby Owls")),
        ([(CELTICS, LAKERS), (LAKERS, CELTICS)], ("Boston Celtics", "Los Angeles Lakers")),
        ([(CELTICS, UNDETERMINED), (LAKERS, CELTICS)], ("Boston Celtics", "Los Angeles Lakers")),
    ],
)
def test_sides_come_from_the_listing_that_knows_most_of_them(sides, names: tuple[str, str]) -> None:
    event = event_of(
        [listed(provider, home=home, away=away) for provider, (home, away) in zip((FIRST, SECOND), sides, strict=True)]
    )
    assert (event.home.name, event.away.name) == names


@pytest.mark.parametrize(
    ("home", "away", "flipped"),
    [
        (CELTICS, LAKERS, False),
        (LAKERS, CELTICS, True),
        (OWLS, CELTICS, True),
        (LAKERS, OWLS, True),
        (CELTICS, OWLS, False),
        (OWLS, LAKERS, False),
        (OWLS, OWLS, False),
        (UNDETERMINED, CELTICS, True),
        (UNDETERMINED, UNDETERMINED, False),
    ],
)
def test_a_listing_is_flipped_if_a_side_stands_on_the_other_place(
    home: ListingSide, away: ListingSide, *, flipped: bool
) -> None:
    known = Orientation("nba-boston-celtics", "nba-los-angeles-lakers")
    assert is_flipped(listed(ESPN, home=home, away=away), known) is flipped


def test_nothing_is_flipped_where_no_side_is_known() -> None:
    assert not is_flipped(listed(ESPN, home=OWLS, away=UNDETERMINED), Orientation(None, "x"))
    assert not is_flipped(listed(ESPN, home=UNDETERMINED, away=OWLS), Orientation("x", None))


def test_home_and_away_are_those_of_the_first_listing_that_orders_its_sides() -> None:
    unordered = listed(FIRST, home=LAKERS, away=CELTICS, sides_ordered=False)
    ordered = listed(SECOND)
    assert orientation_of([unordered, ordered]) == ("nba-boston-celtics", "nba-los-angeles-lakers")
    assert orientation_of([unordered]) == ("nba-los-angeles-lakers", "nba-boston-celtics")
    assert orientation_of([listed(ESPN, home=OWLS, away=UNDETERMINED)]) == ("Shelby Owls", None)
