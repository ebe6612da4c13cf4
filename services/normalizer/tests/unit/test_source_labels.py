"""The labels of a record's source."""

import pytest

from a1_normalizer.source_labels import source_labels
from a1_resolving.raw_record import RawRecord


@pytest.mark.parametrize(
    ("topic", "key", "labels"),
    [
        ("raw.odds", b"odds/event-odds/nba/3f2a", ("odds", "event-odds", "nba")),
        ("polls.espn", b"espn/scoreboard/multi", ("espn", "scoreboard", "multi")),
        ("raw.operator", b"operator/identity/nfl/espn/1", ("operator", "identity", "nfl")),
        ("raw.operator", b"operator/players/nfl/espn/1", ("operator", "players", "nfl")),
        ("raw.odds", b"bovada/scoreboard/kabaddi", ("odds", "other", "other")),
        ("raw.odds", b"\xff", ("odds", "other", "other")),
        ("raw.odds", None, ("odds", "other", "other")),
    ],
)
def test_a_key_adds_no_label_that_is_none_of_ours(topic: str, key: bytes | None, labels: tuple[str, str, str]) -> None:
    assert source_labels(RawRecord(topic, 0, 0, key, None, ())) == labels
