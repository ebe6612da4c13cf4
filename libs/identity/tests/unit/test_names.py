"""The keys of names: which spellings are equal, and the words that a key is made of."""

import pytest

from a1_identity.names import person_words, short_keys, team_key, words_of


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


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Miami (OH) RedHawks", "miami oh redhawks"),
        ("CF MontrÃ©al", "cf montreal"),
        ("ＬＡＦＣ", "lafc"),
        ("Straße Göttingen", "strasse gottingen"),
        ("Nº ¾ Łódź", "no 3 4 lodz"),
        ("St. John's Red Storm", "saint johns red storm"),
        ("Mount St. Mary's", "mount saint marys"),
        ("Mt. St. Mary's", "mount saint marys"),
        ("Port St Lucie St", "port saint lucie state"),
        ("Michigan St.", "michigan state"),
        ("Texas A&M-Commerce", "texas a&m commerce"),
        ("William & Mary", "william and mary"),
        ("Univ. of Conn", "university of connecticut"),
        ("Ft Wayne Utd", "fort wayne united"),
        ("LA Rams", "los angeles rams"),
        ("NY Jets", "new york jets"),
        ("Man City", "manchester city"),
        ("Philadelphia Sixers", "philadelphia 76ers"),
        ("SF Niners", "sf 49ers"),
        ("  D.C.   United -", "dc united"),
        ("", ""),
    ],
)
def test_the_words_of_a_name_are_plain_and_in_full(name: str, words: str) -> None:
    assert words_of(name) == tuple(words.split())
    assert team_key(name) == words


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Los Angeles FC", ("losangelesfc", "lafc")),
        ("Sporting Kansas City", ("sportingkansascity", "sporting kc")),
        ("Real Salt Lake FC", ("realsaltlakefc", "real sl", "rslfc")),
        ("FC Dallas", ("fcdallas",)),
        ("Chelsea FC", ("chelseafc",)),
        ("Boston Celtics", ("bostonceltics",)),
        ("CF Inter Miami", ("cfintermiami",)),
    ],
)
def test_short_forms_follow_the_squeezed_key(name: str, keys: tuple[str, ...]) -> None:
    assert short_keys(name) == keys


@pytest.mark.parametrize(
    ("name", "words", "suffix"),
    [
        ("Ronald Acuña Jr.", "ronald acuna", "jr"),
        ("Ronald Acuna Junior", "ronald acuna", "jr"),
        ("Kenneth Walker III", "kenneth walker", "iii"),
        ("Gary Payton II", "gary payton", "ii"),
        ("Robert Griffin Senior", "robert griffin", "sr"),
        ("Mike Hall", "mike hall", None),
        ("Ken Griffey Jr Smith", "ken griffey jr smith", None),
        ("Young Junior", "young junior", None),
        ("C.J. Stroud", "cj stroud", None),
        ("C. J. Stroud", "cj stroud", None),
        ("A J Green Jr", "aj green", "jr"),
        ("J P S Crawford", "jps crawford", None),
        ("J Crawford", "j crawford", None),
        ("Crawford J P", "crawford j p", None),
        ("C J", "cj", None),
        ("Amon-Ra St. Brown", "amon ra st brown", None),
        ("Smith & Jones", "smith jones", None),
    ],
)
def test_a_persons_name_is_its_words_and_a_suffix(name: str, words: str, suffix: str | None) -> None:
    assert person_words(name) == (tuple(words.split()), suffix)
