"""What stands where an object or a list of objects is read."""

from typing import Any

import pytest

from a1_mappers.shapes import misshapen
from a1_schemas.vocabulary import RejectReason

WAY = "box.teams[].players[]"


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        ({}, []),
        ({"box": None}, []),
        ({"box": {"teams": []}}, []),
        ({"box": {"teams": [{"players": [{}, {}]}, {"players": None}]}}, []),
        ([], ["$"]),
        ({"box": []}, ["$.box"]),
        ({"box": {"teams": {}}}, ["$.box.teams"]),
        ({"box": {"teams": "none"}}, ["$.box.teams"]),
        ({"box": {"teams": [None, {"players": [[], {}]}]}}, ["$.box.teams[0]", "$.box.teams[1].players[0]"]),
    ],
)
def test_each_part_of_another_shape_is_found_by_its_path(value: Any, paths: list[str]) -> None:
    found = list(misshapen(value, "$", WAY))
    assert [reject.path for reject in found] == paths
    assert {reject.reason for reject in found} <= {RejectReason.UNEXPECTED_SHAPE}


def test_a_part_on_two_ways_is_found_once() -> None:
    found = misshapen({"players": [None]}, "$", "players[].injuries[]", "players[].statistics")
    assert [reject.path for reject in found] == ["$.players[0]"]
