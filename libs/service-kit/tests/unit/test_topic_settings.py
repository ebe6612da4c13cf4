"""What of a topic's settings must change, and what is too weak to start on."""

import pytest

from a1_service_kit.topic_settings import Change, Found, differences, is_weaker


@pytest.mark.parametrize(
    ("setting", "old", "new", "weaker"),
    [
        ("cleanup.policy", "delete", "compact", True),
        ("cleanup.policy", "compact", "compact", False),
        ("message.timestamp.type", "CreateTime", "LogAppendTime", True),
        ("max.message.bytes", "1048588", "8454144", True),
        ("max.message.bytes", "99999999", "8454144", False),
        ("retention.ms", "1000", "604800000", True),
        ("retention.ms", "-1", "604800000", False),
        ("delete.retention.ms", "86400000", "604800000", True),
        ("delete.retention.ms", "604800001", "604800000", False),
        ("min.compaction.lag.ms", "0", "21600000", True),
        ("min.compaction.lag.ms", "none", "21600000", True),
        ("segment.ms", "604800000", "600000", True),
        ("segment.ms", "60000", "600000", False),
        ("segment.bytes", "1073741824", "67108864", True),
        ("min.cleanable.dirty.ratio", "0.5", "0.1", True),
        ("min.cleanable.dirty.ratio", "0.10", "0.1", False),
    ],
)
def test_a_setting_is_weaker_when_it_keeps_less_or_compacts_later(
    setting: str, old: str, new: str, weaker: bool
) -> None:
    assert is_weaker(Change("normalized.odds", setting, old, new)) == weaker


def test_a_stronger_value_stays_unless_there_is_a_setting_of_ours_for_it() -> None:
    wanted = {"retention.ms": "604800000", "max.message.bytes": "8454144", "segment.ms": "86400000"}
    found = {
        "retention.ms": Found("2592000000", is_own=True),
        "max.message.bytes": Found("1048588", is_own=False),
        "segment.ms": Found("3600000", is_own=True),
        "compression.type": Found("producer", is_own=False),
    }
    assert [str(change) for change in differences("raw.odds", wanted, found)] == [
        "raw.odds max.message.bytes 1048588 → 8454144",
        "raw.odds segment.ms 3600000 → 86400000",
    ]


def test_a_topic_as_it_should_be_needs_no_change() -> None:
    wanted = {"min.cleanable.dirty.ratio": "0.1", "segment.ms": "600000"}
    found = {name: Found(value, is_own=True) for name, value in wanted.items()}
    assert list(differences("normalized.odds", wanted, found)) == []
