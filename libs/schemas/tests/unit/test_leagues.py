"""What no two rows of leagues may share, and what each must have."""

from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from a1_schemas.leagues import League, leagues_of, prizepicks_boards, sportradar_products
from a1_schemas.vocabulary import Sport


@pytest.mark.parametrize(
    "names",
    [
        [league.traits.odds_api_key for league in League],
        [league.traits.espn.path for league in League],
        [league.traits.espn.slug for league in League],
        [league.traits.espn.number for league in League],
        [league.traits.prizepicks.name for league in League],
        [league.traits.prizepicks.id for league in League],
        [alias for league in League for alias in league.traits.sportradar.aliases],
        [number for league in League if (number := league.traits.sportradar.competition)],
    ],
    ids=["odds key", "espn path", "espn slug", "espn number", "board name", "board id", "alias", "competition"],
)
def test_no_two_leagues_have_one_name_at_a_provider(names: list[str]) -> None:
    assert {name: count for name, count in Counter(names).items() if count > 1 or not name} == {}


def test_a_league_of_a_mixed_product_is_told_by_its_competition_and_any_other_by_its_alias() -> None:
    for leagues in sportradar_products().values():
        for league in leagues:
            names = league.traits.sportradar
            assert names.aliases if len(leagues) == 1 else names.competition, league


def test_every_league_is_on_one_board_and_in_one_product() -> None:
    for groups in (prizepicks_boards(), sportradar_products()):
        assert [league for leagues in groups.values() for league in leagues] == list(League)


def test_soccer_is_asked_for_together() -> None:
    [board] = [board for board, leagues in prizepicks_boards().items() if len(leagues) > 1]
    assert (board.name, board.id) == ("SOCCER", "82")
    assert prizepicks_boards()[board] == sportradar_products()["soccer"] == leagues_of(Sport.SOCCER)


def test_every_league_has_a_calendar_and_periods() -> None:
    for league in League:
        assert ZoneInfo(league.traits.zone)
        assert league.traits.periods > 0
