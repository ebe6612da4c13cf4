"""Players by name, and the distinction of namesakes in one game."""

import pytest

from a1_identity.players import Mention, distinctions, identify, name_key
from a1_schemas.ids import player_id
from a1_schemas.leagues import League


def ids_of(*mentions: Mention) -> list[str]:
    found = distinctions(mentions)
    return [identify(mention.name, League.NFL, found[mention]) for mention in mentions]


def test_accents_punctuation_and_order_of_names_change_no_player() -> None:
    ids = {identify(name, League.MLB) for name in ("José Ramírez", "Jose Ramirez", "JOSE RAMIREZ\t", "Ramirez Jose")}
    assert len(ids) == 1


def test_a_suffix_on_one_side_is_neutral() -> None:
    assert identify("Jabari Smith Jr", League.NBA) == identify("Jabari Smith", League.NBA)


def test_two_people_of_one_body_that_differ_by_the_suffix_stay_two() -> None:
    father, son = ids_of(Mention("LeBron James"), Mention("LeBron James Jr."))
    assert father != son


def test_the_one_without_a_suffix_is_who_everybody_else_means() -> None:
    father, _ = ids_of(Mention("LeBron James"), Mention("LeBron James Jr."))
    assert father == identify("LeBron James", League.NFL)


def test_namesakes_of_the_two_teams_are_two_whoever_tells_of_them() -> None:
    bills, jaguars = ids_of(Mention("Josh Allen", "nfl-buffalo-bills", "1"), Mention("Josh Allen", "nfl-jax", "2"))
    again = ids_of(Mention("Josh Allen", "nfl-jax", "x"), Mention("Josh Allen", "nfl-buffalo-bills", "y"))
    assert bills != jaguars
    assert {bills, jaguars} == set(again)


def test_namesakes_of_one_team_are_distinguished_by_their_ids() -> None:
    one, other = ids_of(Mention("Michael Johnson", "ncaaf-x", "1"), Mention("Michael Johnson", "ncaaf-x", "2"))
    assert one != other


def test_one_person_that_is_named_twice_is_one() -> None:
    ids = ids_of(Mention("Josh Allen", "nfl-buffalo-bills", "1"), Mention("JOSH ALLEN", "nfl-buffalo-bills", "1"))
    assert len(set(ids)) == 1


def test_a_missing_team_or_id_differs_from_none() -> None:
    ids = ids_of(Mention("Josh Allen", "nfl-buffalo-bills", "1"), Mention("Josh Allen"))
    assert len(set(ids)) == 1


def test_brothers_on_one_team_are_two() -> None:
    assert len(set(ids_of(Mention("Markieff Morris", "nba-phx"), Mention("Marcus Morris", "nba-phx")))) == 2


@pytest.mark.parametrize(
    ("name", "key"),
    [("Ronald Acuña Jr.", "acuna ronald"), ("C.J. Stroud", "cj stroud"), ("Zach Aaron Bell", "aaron bell zach")],
)
def test_an_id_is_made_of_the_league_the_name_in_alphabetical_order_and_the_distinction(name: str, key: str) -> None:
    assert name_key(name) == key
    assert identify(name, League.NFL) == player_id(League.NFL, key)
    assert identify(name, League.NBA, ("jr", "7")) == player_id(League.NBA, key, "jr", "7")


def test_a_distinction_has_only_the_facts_that_distinguish() -> None:
    father, son = Mention("Tim Hardaway", "nba-a", "1"), Mention("Tim Hardaway Jr", "nba-b", "2")
    assert distinctions([father, son]) == {father: (), son: ("jr",)}
    one, other, third = (
        Mention("Josh Allen", "a", "1"),
        Mention("Josh Allen", "b", "2"),
        Mention("Josh Allen", "b", "3"),
    )
    assert distinctions([one, other, third]) == {one: ("a",), other: ("b", "2"), third: ("b", "3")}
