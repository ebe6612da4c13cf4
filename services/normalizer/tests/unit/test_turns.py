"""The order in which the records of a batch are handled."""

from dataclasses import replace

from aiokafka import TopicPartition

from a1_normalizer.turns import in_turns
from a1_testkit.group_consumer import fetched

BOARDS, QUOTES, POLLS = (TopicPartition(topic, 0) for topic in ("raw.prizepicks", "raw.odds", "polls.odds"))


def test_small_bodies_come_before_large_ones_and_polls_after_the_bodies_they_vouch_for() -> None:
    boards = [replace(each, value=bytes(1_000)) for each in fetched(BOARDS, 7, 8)]
    batch = [*fetched(POLLS, 3), *boards, *fetched(QUOTES, 1, 2)]
    turns = [(each.topic, each.offset) for each in in_turns(batch)]
    assert turns == [("raw.odds", 1), ("raw.odds", 2), ("raw.prizepicks", 7), ("raw.prizepicks", 8), ("polls.odds", 3)]


def test_a_partitions_records_keep_their_order() -> None:
    sizes = (9, 1, 5, 0, 7)
    batch = [
        replace(record, value=bytes(size))
        for pair in zip(fetched(QUOTES, *range(5)), fetched(BOARDS, *range(5)), strict=True)
        for record, size in zip(pair, (sizes[pair[0].offset], 3), strict=True)
    ]
    turns = in_turns(batch)
    for partition in (QUOTES, BOARDS):
        assert [each.offset for each in turns if each.topic == partition.topic] == [0, 1, 2, 3, 4]
    assert len(turns) == len(batch)
