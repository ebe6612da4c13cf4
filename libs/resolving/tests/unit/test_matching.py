"""The evidence for a listing's game: its method, its confidence and its lead over the next game."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from a1_resolving.matching import Match, match_of
from a1_schemas.leagues import League
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MatchMethod

START = datetime(2026, 11, 26, 0, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
ESPN, ODDS, SPORTRADAR = Provider.ESPN, Provider.ODDS, Provider.SPORTRADAR


def side(team_id: str | None, name: str, native_id: str | None = None, abbreviation: str | None = None) -> ListingSide:
    return ListingSide(team_id=team_id, name=name, native_id=native_id, abbreviation=abbreviation)


CELTICS = side("nba-boston-celtics", "Boston Celtics")
PACERS = side("nba-indiana-pacers", "Indiana Pacers")
OWLS = side(None, "Shelby Owls")


def listed(provider: Provider, start: datetime | None = START, **facts: object) -> Listing:
    listing = Listing(
        version=1,
        changed_at=START,
        provider=provider,
        native_id="1",
        league=League.NBA,
        own_id="own",
        event_id="evt",
        method=MatchMethod.ALONE,
        confidence=Decimal(1),
        first_fetched_at=START,
        first_start_time=start,
        first_home=None,
        first_away=None,
        start_time=start,
        status=None,
        home=CELTICS,
        away=PACERS,
        target="target",
        facts_fetched_at=START,
    )
    return listing.model_copy(update=facts)


FIRST = listed(SPORTRADAR)


def match(listing: Listing, *, first: Listing = FIRST, is_ambiguous: bool = False) -> Match:
    """Return the match of a listing that joined the game of `first`, the only game of its block."""
    game = [first, listing]
    return match_of(listing, game, [game], is_ambiguous=is_ambiguous)


@pytest.mark.parametrize(
    ("home", "away", "method", "confidence"),
    [
        (CELTICS, PACERS, MatchMethod.EXACT, "1"),
        (side("nba-boston-celtics", "Boston"), PACERS, MatchMethod.ALIAS, "1"),
        (CELTICS, side("nba-indiana-pacers", "Indianna Pacers"), MatchMethod.SCORED, "1"),
        (side("nba-boston-celtics", "x", "2"), side("nba-indiana-pacers", "y", "11"), MatchMethod.NATIVE_ID, "1"),
        (side("nba-boston-celtics", "x", "2"), PACERS, MatchMethod.EXACT, "1"),
        (side("nba-boston-celtics", "BOS"), PACERS, MatchMethod.ALIAS, "0.95"),
        (side("nba-boston-celtics", "Shamrock Celtics"), PACERS, MatchMethod.SCORED, "0.93"),
        (OWLS, PACERS, MatchMethod.EXACT, "1"),
    ],
)
def test_method_and_score_are_those_of_the_less_certain_side(
    home: ListingSide, away: ListingSide, method: MatchMethod, confidence: str
) -> None:
    assert match(listed(ESPN, home=home, away=away)) == Match(method, Decimal(confidence))


@pytest.mark.parametrize(
    ("start", "first", "method", "confidence"),
    [
        (START, START, MatchMethod.EXACT, "1"),
        (START + HOUR, START, MatchMethod.EXACT, "0.99"),
        (START - 6 * HOUR, START, MatchMethod.EXACT, "0.95"),
        (START + 12 * HOUR, START, MatchMethod.EXACT, "0.9"),
        (START + 48 * HOUR, START, MatchMethod.RESCHEDULED, "0.9"),
        (None, START, MatchMethod.EXACT, "1"),
        (START, None, MatchMethod.EXACT, "1"),
    ],
)
def test_the_distance_between_starts_costs_confidence(
    start: datetime | None, first: datetime | None, method: MatchMethod, confidence: str
) -> None:
    found = match(listed(ODDS, start), first=listed(SPORTRADAR, first))
    assert found == Match(method, Decimal(confidence))
    assert str(found.confidence) == confidence


def test_a_pinned_listing_is_certain_and_has_no_margin() -> None:
    other = [listed(ESPN, START + HOUR)]
    pinned = listed(ODDS, pinned="sportradar|nba|1")
    game = [FIRST, pinned]
    assert match_of(pinned, game, [game, other], is_ambiguous=True) == Match(MatchMethod.PINNED, Decimal(1))


def test_an_ambiguous_listing_is_in_doubt_while_it_is_alone() -> None:
    alone = listed(ODDS)
    assert match_of(alone, [alone], [[alone]], is_ambiguous=True) == Match(MatchMethod.REVIEW, Decimal("0.5"))
    assert match(alone, is_ambiguous=True) == Match(MatchMethod.EXACT, Decimal(1))


@pytest.mark.parametrize(
    ("home", "away", "method"),
    [
        (CELTICS, PACERS, MatchMethod.FIRST),
        (OWLS, PACERS, MatchMethod.ALONE),
        (CELTICS, OWLS, MatchMethod.ALONE),
    ],
)
def test_the_first_listing_of_a_game_is_first_if_both_sides_are_registered(
    home: ListingSide, away: ListingSide, method: MatchMethod
) -> None:
    first = listed(SPORTRADAR, home=home, away=away)
    assert match_of(first, [first, listed(ODDS)], [[first]], is_ambiguous=False) == Match(method, Decimal(1))


@pytest.mark.parametrize(
    ("own", "others", "margin"),
    [
        ([listed(SPORTRADAR)], [], None),
        ([listed(SPORTRADAR)], [[listed(ESPN, START + 6 * HOUR)]], "0.05"),
        ([listed(SPORTRADAR, START + HOUR)], [[listed(ESPN, START + 7 * HOUR)]], "0.05"),
        ([listed(SPORTRADAR, START + 7 * HOUR)], [[listed(ESPN, START + HOUR)]], "-0.05"),
        ([listed(SPORTRADAR)], [[listed(ESPN, START + 6 * HOUR)], [listed(ESPN, START + 4 * HOUR)]], "0.03"),
        ([listed(SPORTRADAR)], [[listed(ESPN, START + 6 * HOUR), listed(SPORTRADAR, START + 4 * HOUR)]], "0.03"),
        ([listed(SPORTRADAR)], [[listed(ODDS, START + 6 * HOUR)]], None),
        ([listed(SPORTRADAR)], [[listed(ESPN, START + 99 * HOUR)]], None),
        ([listed(SPORTRADAR)], [[listed(ESPN)]], "0"),
        ([], [[listed(ESPN, START + HOUR)]], None),
        ([], [[listed(ESPN, START + HOUR)], [listed(SPORTRADAR, START + 7 * HOUR)]], "0.05"),
        ([], [[listed(ESPN, START + 7 * HOUR)], [listed(SPORTRADAR, START + HOUR)]], "0.05"),
    ],
)
def test_the_margin_is_the_lead_over_the_next_nearest_game(
    own: list[Listing], others: list[list[Listing]], margin: str | None
) -> None:
    listing = listed(ODDS)
    game = [*own, listing]
    found = match_of(listing, game, [game, *others], is_ambiguous=False)
    assert (None if found.margin is None else str(found.margin)) == margin
