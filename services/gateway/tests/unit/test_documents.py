"""The words by which clients find a player."""

import pytest

from a1_gateway.snapshot.documents import player_words
from a1_schemas import fast


@pytest.mark.parametrize(
    ("name", "written", "words"),
    [
        ("Jayson Tatum", None, ("jayson tatum",)),
        ("Luka Dončić", "Doncic Luka", ("luka dončić", "luka doncic", "doncic luka")),
        ("De'Aaron Fox Jr.", None, ("de'aaron fox jr.", "deaaron fox jr")),
    ],
)
def test_a_player_is_found_by_name_without_accents_and_as_its_source_writes_it(
    name: str, written: str | None, words: tuple[str, ...]
) -> None:
    player = fast.PropPlayer(player_id="ply_1", name=name, confidence=1, written=written)
    assert player_words(player) == ("ply_1", *words)
