"""The block in which a listing is resolved, and the announcement that gives it its id."""

from datetime import UTC, date, datetime

import pytest

from a1_identity.blocks import BlockKey, announcement_of, block_of
from a1_schemas.leagues import League
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.providers import Provider

CELTICS = ListingSide(team_id="nba-boston-celtics", name="Boston")
LAKERS = ListingSide(team_id="nba-los-angeles-lakers", name="LA Lakers")
OWLS = ListingSide(team_id=None, name="Shelby St. Owls")
NOT_DETERMINED = ListingSide(team_id=None, name=None)


@pytest.mark.parametrize(
    ("home", "away", "block"),
    [
        (CELTICS, LAKERS, ("nba-boston-celtics", "nba-los-angeles-lakers")),
        (LAKERS, CELTICS, ("nba-boston-celtics", "nba-los-angeles-lakers")),
        (OWLS, CELTICS, ("nba-boston-celtics", "~shelby state owls")),
        (CELTICS, NOT_DETERMINED, ("=espn", "401")),
        (NOT_DETERMINED, CELTICS, ("=espn", "401")),
    ],
)
def test_a_block_is_the_pair_in_alphabetical_order_or_the_listing_itself(
    home: ListingSide, away: ListingSide, block: BlockKey
) -> None:
    assert block_of(Listing.model_construct(provider=Provider.ESPN, native_id="401", home=home, away=away)) == block


LATE = datetime(2026, 1, 4, 0, 30, tzinfo=UTC)
"""The third in New York, the fourth in London."""


@pytest.mark.parametrize(
    ("league", "home", "away", "start", "announcement"),
    [
        (League.NBA, "lakers", "celtics", LATE, (("celtics", "lakers"), date(2026, 1, 3))),
        (League.NBA, "celtics", "lakers", LATE, (("celtics", "lakers"), date(2026, 1, 3))),
        (League.EPL, "arsenal", "chelsea", LATE, (("arsenal", "chelsea"), date(2026, 1, 4))),
        (League.NBA, None, "lakers", LATE, None),
        (League.NBA, "celtics", None, LATE, None),
        (League.NBA, "celtics", "lakers", None, None),
    ],
)
def test_an_announcement_is_the_pair_and_the_day_first_known(
    league: League,
    home: str | None,
    away: str | None,
    start: datetime | None,
    announcement: tuple[BlockKey, date] | None,
) -> None:
    listing = Listing.model_construct(league=league, first_home=home, first_away=away, first_start_time=start)
    assert announcement_of(listing) == announcement
