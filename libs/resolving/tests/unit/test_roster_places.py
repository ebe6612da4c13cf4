"""Roster places by name and by player, in every order of their records."""

from datetime import UTC, datetime

from a1_identity.persons import Place
from a1_resolving.roster_places import Entry, RosterPlaces, Slot

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
NAME, TEAM = "allen josh", "nfl-buffalo-bills"


def entry(key: str, native_id: str = "1", *, name: str = NAME, listed: bool = True) -> Entry:
    place = Place("espn", native_id, name, None, TEAM, listed, NOON)
    return Entry(Slot("espn", "roster", TEAM, native_id), key, place)


def test_the_living_record_of_a_place_wins_over_one_that_was_removed_under_another_id() -> None:
    for order in (("new", "old"), ("old", "new")):
        places = RosterPlaces("nfl")
        for key in order:
            places.note(key, entry(key, listed=key == "new"))
        assert [each.key for each in places.entries_of(("espn", "1"))] == ["new"]


def test_a_place_that_is_taken_back_leaves_nothing() -> None:
    places = RosterPlaces("nfl")
    places.note("a", entry("a"))
    places.note("b", entry("b", "2"))
    assert len(places.persons(NAME)) == 2
    places.note("b", None)
    assert len(places.persons(NAME)) == 1
    places.note("a", None)
    assert (len(places), places.persons(NAME), places.entry_at("a")) == (0, (), None)


def test_a_place_under_another_key_is_the_same_place() -> None:
    places = RosterPlaces("nfl")
    places.note("old", entry("old"))
    places.note("new", entry("new"))
    places.note("old", None)
    assert [each.key for each in places.entries_of(("espn", "1"))] == ["new"]
    assert len(places.persons(NAME)) == 1


def test_a_player_listed_under_another_name_is_found_by_both() -> None:
    places = RosterPlaces("nfl")
    places.note("a", entry("a"))
    places.note("a", entry("a", name="hines allen josh"))
    assert places.persons(NAME) == ()
    assert len(places.persons("hines allen josh")) == 1


def test_names_that_changed_are_unsettled_until_they_are_resolved() -> None:
    places = RosterPlaces("nfl")
    places.note("a", entry("a"))
    assert places.unsettled() == (NAME,)
    places.settle()
    assert places.unsettled() == ()
