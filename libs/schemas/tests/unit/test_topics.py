import re

from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.topics import (
    LEAGUE_PARTITIONS,
    MULTI,
    MULTI_PARTITION,
    OPERATOR,
    PARTITIONS,
    SHARED_PARTITIONS,
    TOPICS,
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
        kept = topic.configuration["cleanup.policy"]
        assert kept == ("compact" if topic.compacted else "delete")
        assert ("retention.ms" in topic.configuration) != topic.compacted


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
