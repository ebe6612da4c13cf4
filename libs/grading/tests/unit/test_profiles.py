from datetime import date

import pytest

from a1_grading.families import PROP_FAMILIES, Family
from a1_grading.profiles import NEUTRAL, PROFILES, ProfileError, read_profile
from a1_grading.rules import FACTS, UNKNOWN, Minimum, Participation, Pitchers
from a1_grading.same_rules import needed
from a1_schemas.bookmakers import LINK_HOSTS
from a1_schemas.leagues import League
from a1_schemas.stats import StatType

RULE = """name = "Book"
[[rule]]
leagues = ["mlb"]
families = ["moneyline"]
minimum = { innings = 5 }
basis = "own"
source = "https://example.com"
read = 2026-11-29
"""


def test_a_profile_says_what_its_file_states_and_nothing_else() -> None:
    profile = read_profile("book", RULE)
    assert profile.rules(League.MLB, Family.MONEYLINE).minimum == Minimum(innings=5)
    assert profile.rules(League.MLB, Family.TOTAL) is UNKNOWN
    assert profile.rules(League.NFL, Family.MONEYLINE) is UNKNOWN
    assert profile.stated[0].read == date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name = ", "book.toml: Invalid value"),
        (RULE.replace('name = "Book"\n', ""), "book.toml: name: Field required"),
        (RULE.replace('["mlb"]', '["cricket"]'), r"book.toml: rule.0.leagues.0: Input should be 'nba', 'wnba'"),
        (RULE.replace('["moneyline"]', "[]"), "book.toml: rule.0.families: Tuple should have at least 1 item"),
        (RULE.replace("innings = 5", "innings = 5, minutes = 43"), "book.toml: rule.0.minimum: Value error, either"),
        (RULE.replace("innings = 5", "innings = 12"), "book.toml: rule.0.minimum.innings: Input should be less"),
        (RULE.replace("innings = 5", "innings = 5, overs = 20"), "book.toml: rule.0.minimum.overs: Extra inputs"),
        (RULE.replace('basis = "own"', 'basis = "rumour"'), "book.toml: rule.0.basis: Input should be 'own'"),
        (RULE.replace("read = 2026-11-29\n", ""), "book.toml: rule.0.read: Field required"),
        (RULE.replace('source = "https://example.com"\n', ""), "book.toml: rule.0.source: Field required"),
        (RULE + "decided_stands = true\n", "book.toml: rule.0: Value error, a rule states one of minimum"),
        (RULE.replace("minimum = { innings = 5 }\n", ""), "book.toml: rule.0: Value error, a rule states one of"),
        (RULE + RULE.partition("\n")[2], "book.toml: rule.1.minimum: stated twice for mlb moneyline"),
        (RULE + "stakes = 3\n", "book.toml: rule.0.stakes: Extra inputs"),
    ],
)
def test_a_file_that_is_no_profile_is_refused_with_file_key_and_reason(text: str, complaint: str) -> None:
    with pytest.raises(ProfileError, match=f"^{complaint}"):
        read_profile("book", text)


def test_the_neutral_profile_knows_every_fact_that_grading_needs() -> None:
    neutral = PROFILES[NEUTRAL]
    for league in League:
        for family in (Family.MONEYLINE, Family.SPREAD, Family.TOTAL, Family.PERIOD):
            rules = neutral.rules(league, family)
            missing = [fact for fact in needed(league, family) if getattr(rules, fact) is None]
            assert not missing, (league, family)
            assert None not in (rules.postponed, rules.cancelled, rules.abandoned), (league, family)
    assert neutral.rules(League.MLB, Family.BATTER).participation is Participation.PLATE_APPEARANCE
    assert neutral.rules(League.MLB, Family.TOTAL).pitchers is Pitchers.ACTION


def test_the_shipped_profiles_are_the_neutral_one_and_those_of_known_bookmakers() -> None:
    assert sorted(PROFILES) == ["a1", "betmgm", "draftkings", "fanduel", "williamhill_us"]
    assert PROFILES.keys() - {NEUTRAL} <= LINK_HOSTS.keys()


def test_every_rule_of_a_bookmaker_names_a_page_and_the_day_it_was_read() -> None:
    rules = [rule for key, profile in PROFILES.items() if key != NEUTRAL for rule in profile.stated]
    assert all(rule.source.startswith("http") for rule in rules)
    assert all(rule.dated is None or rule.dated <= rule.read for rule in rules)


def test_participation_is_stated_of_props_and_pitchers_of_baseball_alone() -> None:
    for profile in PROFILES.values():
        for rule in profile.stated:
            assert set(rule.stated) <= set(FACTS)
            if rule.participation is not None:
                assert PROP_FAMILIES.issuperset(rule.families)
            if rule.pitchers is not None:
                assert rule.leagues == (League.MLB,)


def test_a_statistic_is_no_family() -> None:
    assert not {*StatType} & {*Family}
