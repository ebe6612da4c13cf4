"""One spelling of a name among those that sources write."""

from collections.abc import Sequence
from itertools import permutations

import pytest

from a1_identity.spelling import Source, Spelling, choose

ESPN, SPORTRADAR = Source("espn", ""), Source("sportradar", "")
PRIZEPICKS = Source("prizepicks", "prizepicks")
FANDUEL, DRAFTKINGS, BOVADA = (Source("odds", book) for book in ("fanduel", "draftkings", "bovada"))


def chosen(*spellings: tuple[Source, str]) -> str:
    """The name that is chosen in every order of the spellings."""
    names = {choose([Spelling(*spelling) for spelling in order]) for order in permutations(spellings)}
    [name] = names
    return name


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        ([(FANDUEL, "Luka Dončić"), (PRIZEPICKS, "Luka Doncic")], "Luka Doncic"),
        ([(PRIZEPICKS, "Luka Dončić"), (ESPN, "Luka Doncic")], "Luka Doncic"),
        ([(SPORTRADAR, "Luka Dončić"), (ESPN, "Luka Doncic")], "Luka Dončić"),
        ([(FANDUEL, "Jabari Smith"), (DRAFTKINGS, "Jabari Smith Jr.")], "Jabari Smith Jr."),
        ([(FANDUEL, "Jabari Smith Jr"), (DRAFTKINGS, "Jabari Smith Jr.")], "Jabari Smith Jr."),
        ([(FANDUEL, "CJ McCollum"), (DRAFTKINGS, "C.J. McCollum")], "C.J. McCollum"),
        ([(FANDUEL, "LUKA DONČIĆ"), (DRAFTKINGS, "Luka Doncic")], "Luka Doncic"),
        ([(FANDUEL, "Nikola JokiÄ‡"), (DRAFTKINGS, "Nikola Jokic")], "Nikola Jokic"),
        ([(FANDUEL, "Saka Bukayo"), (DRAFTKINGS, "Bukayo Saka"), (BOVADA, "Bukayo Saka")], "Bukayo Saka"),
        ([(FANDUEL, "Ødegaard Martin"), (DRAFTKINGS, "Martin Odegaard"), (ESPN, "Martin Odegaard")], "Martin Odegaard"),
        ([(ESPN, "Saka Bukayo"), (SPORTRADAR, "Bukayo Saka"), (BOVADA, "Saka Bukayo")], "Saka Bukayo"),
        ([(FANDUEL, "Saka Bukayo"), (DRAFTKINGS, "Bukayo Saka")], "Bukayo Saka"),
        ([(FANDUEL, "Van Dijk"), (DRAFTKINGS, "van Dijk"), (BOVADA, "van Dijk")], "van Dijk"),
    ],
    ids=lambda case: case if isinstance(case, str) else " ".join(text for _, text in case),
)
def test_the_best_spelling_is_chosen_in_any_order(spellings: Sequence[tuple[Source, str]], name: str) -> None:
    assert chosen(*spellings) == name


def test_a_source_counts_once_however_often_it_writes_a_spelling() -> None:
    often = [Spelling(FANDUEL, "Bukayo Saka")] * 5
    assert choose([*often, Spelling(DRAFTKINGS, "Saka Bukayo"), Spelling(BOVADA, "Saka Bukayo")]) == "Saka Bukayo"


def test_a_provider_that_this_release_does_not_know_counts_least() -> None:
    assert chosen((Source("newer", ""), "Luka Dončić"), (PRIZEPICKS, "Luka Doncic")) == "Luka Doncic"
