import pytest

from a1_identity.names import person_words, team_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CF Montréal", "CF Montreal"),
        ("St. John's Red Storm", "Saint Johns Red Storm"),
        ("Michigan St Spartans", "Michigan State Spartans"),
        ("Texas A&M Aggies", "Texas A&M  aggies"),
        ("Hawai'i Rainbow Warriors", "Hawaii Rainbow Warriors"),
        ("D.C. United", "DC United"),
        ("CF MontrÃ©al", "CF Montréal"),
    ],
)
def test_spellings_of_one_team_have_one_key(one: str, other: str) -> None:
    assert team_key(one) == team_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Miami (OH) RedHawks", "Miami RedHawks"),
        ("Texas A&M", "Texas"),
        ("Michigan State", "Michigan"),
        ("Manchester City", "Manchester United"),
        ("Saint Louis", "Louis State"),
    ],
)
def test_words_that_tell_teams_apart_stay(one: str, other: str) -> None:
    assert team_key(one) != team_key(other)


def test_a_suffix_is_separated_from_the_name() -> None:
    assert person_words("Ronald Acuña Jr.") == (("ronald", "acuna"), "jr")
    assert person_words("Kenneth Walker III") == (("kenneth", "walker"), "iii")


def test_initials_are_one_word_however_they_are_written() -> None:
    assert person_words("C.J. Stroud") == person_words("CJ Stroud") == person_words("C. J. Stroud")
