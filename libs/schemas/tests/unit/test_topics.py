import re
from datetime import timedelta

import pytest

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.topics import (
    LEAGUE_PARTITIONS,
    MAX_RECORD_BYTES,
    MULTI,
    MULTI_PARTITION,
    OPERATOR,
    PARTITIONS,
    SHARED_PARTITIONS,
    TOPIC_BY_NAME,
    TOPICS,
    TopicTimes,
    dead_topic,
    normalized_topic,
    partition_of,
    poll_topic,
    raw_topic,
)
from a1_schemas.vocabulary import Kind

FOREVER = {"nba": 0, "wnba": 1, "ncaam": 3, "nfl": 4, "ncaaf": 6, "mlb": 7, "nhl": 9, "epl": 10, "mls": 11}
"""What has been published: extended when a league is added, never edited."""


def test_every_topic_has_an_owner_and_a_reader_and_a_reason() -> None:
    for topic in TOPICS:
        assert topic.written_by
        assert topic.read_by
        assert topic.describes
        assert topic.key


def test_topic_names_are_distinct_and_no_metric_name_collides() -> None:
    names = [topic.name for topic in TOPICS]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+(\.[a-z-]+)+", name) for name in names)


def test_every_provider_and_kind_has_its_topics() -> None:
    names = {topic.name for topic in TOPICS}
    assert {each(provider) for provider in Provider for each in (raw_topic, poll_topic)} <= names
    assert {dead_topic(raw) for raw in (OPERATOR, *map(raw_topic, Provider))} <= names
    assert {normalized_topic(kind) for kind in Kind} <= names


def test_what_is_a_record_of_state_is_compacted_and_what_is_an_event_is_kept_for_a_time() -> None:
    for topic in TOPICS:
        configuration = topic.configuration()
        assert configuration["cleanup.policy"] == ("compact" if topic.compacted else "delete")
        assert ("retention.ms" in configuration) != topic.compacted


MINUTE_MS, DAY_MS = 60_000, 86_400_000
COMPACTED = {
    "cleanup.policy": "compact",
    "segment.ms": str(10 * MINUTE_MS),
    "segment.bytes": "67108864",
    "min.cleanable.dirty.ratio": "0.1",
    "delete.retention.ms": str(7 * DAY_MS),
    "max.message.bytes": str(MAX_RECORD_BYTES),
}
CHANGES = {"min.compaction.lag.ms": str(360 * MINUTE_MS)}
BROKER_TIME = {"message.timestamp.type": "LogAppendTime"}
EACH_MINUTE = {"segment.ms": str(MINUTE_MS)}


@pytest.mark.parametrize(
    ("name", "configuration"),
    [
        ("normalized.odds", COMPACTED | CHANGES),
        ("normalized.sources", COMPACTED | CHANGES | EACH_MINUTE),
        ("services.heartbeats", COMPACTED | EACH_MINUTE),
        ("polls.odds", COMPACTED | BROKER_TIME | EACH_MINUTE),
        ("raw.odds.dead", COMPACTED | BROKER_TIME),
        (
            "raw.odds",
            BROKER_TIME
            | {
                "cleanup.policy": "delete",
                "segment.ms": str(DAY_MS),
                "retention.ms": str(7 * DAY_MS),
                "max.message.bytes": str(MAX_RECORD_BYTES),
            },
        ),
    ],
)
def test_the_settings_of_a_topic_are_the_contracts(name: str, configuration: dict[str, str]) -> None:
    assert TOPIC_BY_NAME[name].configuration() == configuration


def test_an_operators_times_are_in_the_settings_of_a_topic() -> None:
    times = TopicTimes(
        segment=timedelta(seconds=2), delete_retention=timedelta(seconds=3), compaction_lag=timedelta(seconds=4)
    )
    chosen = {"segment.ms": "2000", "delete.retention.ms": "3000", "min.compaction.lag.ms": "4000"}
    assert TOPIC_BY_NAME["normalized.odds"].configuration(times) == COMPACTED | chosen
    assert TOPIC_BY_NAME["raw.odds"].configuration(times) == TOPIC_BY_NAME["raw.odds"].configuration()
    longer = TopicTimes(segment=timedelta(hours=1))
    assert TOPIC_BY_NAME["polls.odds"].configuration(longer)["segment.ms"] == str(MINUTE_MS)


def test_every_league_has_a_partition_of_its_own_that_never_moves() -> None:
    assert {str(league): number for league, number in LEAGUE_PARTITIONS.items()}.items() >= FOREVER.items()
    assert set(LEAGUE_PARTITIONS) == set(League)
    taken = [*LEAGUE_PARTITIONS.values(), MULTI_PARTITION, *SHARED_PARTITIONS]
    assert sorted(taken) == list(range(PARTITIONS))
    assert SHARED_PARTITIONS, "leagues that are not ours need a partition too"


def test_a_league_is_found_by_its_text_too() -> None:
    assert partition_of("nba") == partition_of(League.NBA) == 0
    assert partition_of(MULTI) == MULTI_PARTITION


def test_an_unsupported_league_has_one_of_the_shared_partitions_always_the_same() -> None:
    assert partition_of("kbo") == partition_of("kbo")
    assert {partition_of(league) for league in ("kbo", "nbl", "khl", "afl", "ufl")} == set(SHARED_PARTITIONS)
