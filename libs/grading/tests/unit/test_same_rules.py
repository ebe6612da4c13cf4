from itertools import permutations

import pytest

from a1_grading.families import Family, family_of, prop_family
from a1_grading.profiles import PROFILES
from a1_grading.same_rules import same_rules
from a1_schemas.analytics_words import RefusalReason
from a1_schemas.leagues import League
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import MarketKey, Period, Sport

DIFFER, UNKNOWN = RefusalReason.RULES_DIFFER, RefusalReason.RULES_UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "league", "family", "refused"),
    [
        # A batter who enters as a pinch hitter: action at DraftKings, void at BetMGM.
        ("betmgm", "draftkings", League.MLB, Family.BATTER, DIFFER),
        ("fanduel", "draftkings", League.MLB, Family.BATTER, None),
        ("betmgm", "fanduel", League.NFL, Family.QUARTERBACK, DIFFER),
        ("betmgm", "fanduel", League.NFL, Family.PLAYER, None),
        ("betmgm", "fanduel", League.NFL, Family.SPREAD, None),
        ("draftkings", "williamhill_us", League.NBA, Family.TOTAL, None),
        ("draftkings", "fanduel", League.MLB, Family.TOTAL, None),
        # What Caesars does with totals that were decided early was not read.
        ("draftkings", "williamhill_us", League.MLB, Family.TOTAL, UNKNOWN),
        ("draftkings", "williamhill_us", League.MLB, Family.MONEYLINE, None),
        ("betmgm", "fanduel", League.EPL, Family.MONEYLINE, None),
        ("betmgm", "fanduel", League.EPL, Family.COUNT, UNKNOWN),
        ("betmgm", "fanduel", League.NFL, Family.OUTRIGHT, UNKNOWN),
        ("betmgm", "bovada", League.NFL, Family.SPREAD, UNKNOWN),
        ("bovada", "pinnacle", League.NFL, Family.SPREAD, UNKNOWN),
        ("bovada", "bovada", League.NFL, Family.SPREAD, None),
    ],
)
def test_rules_of_two_books_are_equal_different_or_unknown(
    one: str, other: str, league: League, family: Family, refused: RefusalReason | None
) -> None:
    assert same_rules(one, other, league, family) is refused


def test_the_order_of_the_books_does_not_matter() -> None:
    for one, other in permutations(PROFILES, 2):
        for league in League:
            for family in Family:
                assert same_rules(one, other, league, family) is same_rules(other, one, league, family)


def test_every_market_has_a_family() -> None:
    assert {family_of(market) for market in MarketKey} == {
        *(Family.MONEYLINE, Family.SPREAD, Family.TOTAL, Family.COUNT, Family.OUTRIGHT)
    }
    assert {family_of(market, Period.FIRST_HALF) for market in MarketKey} == {Family.PERIOD}


def test_a_prop_belongs_to_the_role_of_its_statistic() -> None:
    assert prop_family(Sport.BASEBALL, StatType.PITCHER_STRIKEOUTS) is Family.PITCHER
    assert prop_family(Sport.BASEBALL, StatType.HITS) is Family.BATTER
    assert prop_family(Sport.AMERICAN_FOOTBALL, StatType.PASSING_YARDS) is Family.QUARTERBACK
    assert prop_family(Sport.AMERICAN_FOOTBALL, StatType.RECEPTIONS) is Family.PLAYER
    assert prop_family(Sport.BASKETBALL, StatType.POINTS) is Family.PLAYER
    assert prop_family(Sport.BASKETBALL, "other:quarters-with-5-points") is Family.PLAYER
