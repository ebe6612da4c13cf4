"""Which roster places are one person, and whom a name means."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from a1_identity.persons import Mentioned, Person, Place, id_of_name, is_plain, meant, persons_of, unplaced_id
from a1_schemas.ids import player_id
from a1_schemas.leagues import League

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
NAME = "allen josh"
BILLS, JAGUARS, JETS = "nfl-buffalo-bills", "nfl-jacksonville-jaguars", "nfl-new-york-jets"
TITANS = "nfl-tennessee-titans"


def place(
    provider: str,
    native_id: str,
    team: str,
    minutes: int,
    *,
    name: str = NAME,
    suffix: str | None = None,
    listed: bool = True,
    pinned: tuple[str, str] | None = None,
) -> Place:
    return Place(provider, native_id, name, suffix, team, listed, NOON + timedelta(minutes=minutes), pinned)


def grouped(*places: Place) -> dict[str, list[str]]:
    """The native ids of each person, by the person's id."""
    return {each.player_id: sorted(id_ for _, id_ in each.roster_ids) for each in persons_of(places, League.NFL)}


def mention(
    *teams: str, roster_id: tuple[str, str] | None = None, suffix: str | None = None, own: str | None = None
) -> Mentioned:
    return Mentioned(NAME, suffix, roster_id, teams, own or id_of_name(NAME, League.NFL))


OF_NAME = id_of_name(NAME, League.NFL)
ESPN_2 = player_id(League.NFL, "espn", "2")


def test_one_person_has_the_id_of_the_name() -> None:
    assert grouped(place("espn", "1", BILLS, 0), place("sportradar", "a", BILLS, 5)) == {OF_NAME: ["1", "a"]}


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_two_of_one_name_are_two_in_every_order_and_the_first_has_the_id_of_the_name(order: tuple[int, ...]) -> None:
    places = (
        place("espn", "1", BILLS, 3),
        place("sportradar", "a", BILLS, 0),
        place("espn", "2", JAGUARS, 1),
        place("sportradar", "b", JAGUARS, 2),
    )
    assert grouped(*(places[number] for number in order)) == {OF_NAME: ["1", "a"], ESPN_2: ["2", "b"]}


def test_a_player_on_two_teams_of_one_provider_is_one() -> None:
    assert grouped(place("espn", "1", BILLS, 0, listed=False), place("espn", "1", JETS, 9)) == {OF_NAME: ["1"]}


def test_a_player_who_moved_is_joined_by_the_team_that_was_left() -> None:
    places = (
        place("espn", "1", BILLS, 0, listed=False),
        place("espn", "1", JETS, 9),
        place("sportradar", "a", BILLS, 1),
        place("espn", "2", JAGUARS, 2),
        place("sportradar", "b", TITANS, 3),
    )
    assert grouped(*places) == {OF_NAME: ["1", "a"], ESPN_2: ["2", "b"]}


def test_the_only_listed_one_of_each_provider_is_one_whatever_the_team() -> None:
    assert grouped(place("espn", "1", BILLS, 0), place("sportradar", "a", JETS, 1)) == {OF_NAME: ["1", "a"]}
    former = place("espn", "1", BILLS, 0, listed=False)
    assert len(grouped(former, place("sportradar", "a", JETS, 1))) == 2, "who is listed nowhere may be another"


def test_players_that_fit_several_stay_apart() -> None:
    places = [place(provider, native, BILLS, 0) for provider, native in (("espn", "1"), ("espn", "2"))]
    assert len(grouped(*places, place("sportradar", "a", BILLS, 1))) == 3


def test_a_suffix_tells_two_of_one_team_apart() -> None:
    places = (
        place("espn", "1", BILLS, 0),
        place("espn", "2", BILLS, 1, suffix="jr"),
        place("sportradar", "a", BILLS, 2, suffix="jr"),
        place("sportradar", "b", BILLS, 3),
    )
    assert grouped(*places) == {OF_NAME: ["1", "b"], ESPN_2: ["2", "a"]}
    assert len(grouped(place("espn", "1", BILLS, 0, suffix="jr"), place("sportradar", "a", BILLS, 1, suffix="ii"))) == 2


def test_a_player_listed_under_another_name_keeps_the_id() -> None:
    other = "hines allen josh"
    places = (place("espn", "2", JAGUARS, 0, listed=False), place("espn", "2", JAGUARS, 9, name=other))
    assert grouped(*places) == {OF_NAME: ["2"]}
    [person] = persons_of(places, League.NFL)
    assert not is_plain(other, [person], League.NFL)
    assert (
        meant(mention(JAGUARS)._replace(name=other, own_id=id_of_name(other, League.NFL)), [person], League.NFL)
        == OF_NAME
    )


def test_a_pin_joins_what_names_keep_apart_and_gives_the_id_of_its_own_name_to_no_other() -> None:
    nic, nicolas = "claxton nic", "claxton nicolas"
    places = (
        place("espn", "1", BILLS, 5, name=nicolas),
        place("sportradar", "a", BILLS, 0, name=nic, pinned=("espn", "1")),
    )
    assert grouped(*places) == {id_of_name(nicolas, League.NFL): ["1", "a"]}


def test_a_split_player_is_joined_by_what_is_pinned_to_it_alone() -> None:
    split = place("sportradar", "a", BILLS, 1, pinned=("sportradar", "a"))
    assert grouped(place("espn", "1", BILLS, 0), split) == {
        OF_NAME: ["1"],
        player_id(League.NFL, "sportradar", "a"): ["a"],
    }
    pinned = place("espn", "1", BILLS, 0, pinned=("sportradar", "a"))
    assert grouped(pinned, split) == {OF_NAME: ["1", "a"]}


TWO = persons_of((place("espn", "1", BILLS, 0), place("espn", "2", JAGUARS, 1)), League.NFL)


@pytest.mark.parametrize(
    ("mentioned", "expected"),
    [
        (mention(BILLS), OF_NAME),
        (mention(JAGUARS), ESPN_2),
        (mention(JAGUARS, JETS), ESPN_2),
        (mention(BILLS, JAGUARS), unplaced_id(NAME, League.NFL)),
        (mention(JETS), unplaced_id(NAME, League.NFL)),
        (mention(), unplaced_id(NAME, League.NFL)),
        (mention(JETS, roster_id=("espn", "2")), ESPN_2),
        (mention(JETS, roster_id=("sportradar", "2")), unplaced_id(NAME, League.NFL)),
        (mention(JETS, own="ply_apart"), "ply_apart"),
        (mention(JAGUARS, own="ply_apart"), ESPN_2),
        (mention(JAGUARS, own="ply_apart", suffix="jr"), "ply_apart"),
        (mention(JAGUARS, suffix="jr"), ESPN_2),
    ],
)
def test_a_name_of_two_means_the_one_on_the_team(mentioned: Mentioned, expected: str) -> None:
    assert meant(mentioned, TWO, League.NFL) == expected


def test_on_one_team_the_suffix_decides() -> None:
    both = persons_of((place("espn", "1", BILLS, 0), place("espn", "2", BILLS, 1, suffix="jr")), League.NFL)
    assert meant(mention(BILLS), both, League.NFL) == OF_NAME
    assert meant(mention(BILLS, suffix="jr"), both, League.NFL) == ESPN_2
    assert meant(mention(BILLS, suffix="ii"), both, League.NFL) == OF_NAME, "rosters may omit a suffix"


@pytest.mark.parametrize("persons", [[], persons_of((place("espn", "1", BILLS, 0),), League.NFL)])
def test_a_name_of_one_or_of_no_roster_has_its_own_id(persons: list[Person]) -> None:
    assert meant(mention(JETS, roster_id=("espn", "1"), own="ply_own"), persons, League.NFL) == "ply_own"
