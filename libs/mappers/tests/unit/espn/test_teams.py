"""ESPN's teams, and its standings tables."""

from collections.abc import Callable

from a1_mappers.extracted import Extracted, Reject, TeamEntry
from a1_schemas.vocabulary import RejectReason

Read = Callable[..., list[Extracted]]

OWLS = {"id": "1", "displayName": "Shelby Owls", "abbreviation": "OWL", "location": "Shelby"}


def test_standings_name_the_teams_of_every_group(read: Read) -> None:
    inner = {"standings": {"entries": [{"team": OWLS, "stats": [{"name": "wins", "value": 3}]}]}}
    (entry,) = read("standings", {"children": [{"children": [inner]}]})
    assert isinstance(entry, TeamEntry)
    assert (entry.team.name, entry.team.native_id, entry.team.abbreviation) == ("Shelby Owls", "1", "OWL")
    assert entry.team.also_named == ("Shelby",)


def test_a_team_without_a_name_is_refused_and_costs_no_other(read: Read) -> None:
    reject, entry = read("standings", {"standings": {"entries": [{"team": {"id": "2"}}, {"team": OWLS}]}})
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.MISSING_FIELD
    assert isinstance(entry, TeamEntry)


def test_standings_without_a_table_are_of_another_shape(read: Read) -> None:
    (reject,) = read("standings", {"fullViewLink": {}})
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.UNEXPECTED_SHAPE
