"""The order in which the records of a batch are handled."""

from collections.abc import Sequence

from aiokafka import ConsumerRecord, TopicPartition


def in_turns(records: Sequence[ConsumerRecord]) -> list[ConsumerRecord]:
    """Return a batch's records, those of a partition in their order: first the partitions with the fewest bytes.

    So the quotes of a live game do not wait for another provider's board. Poll records come last, after the bodies that
    they vouch for.
    """
    by_partition: dict[TopicPartition, list[ConsumerRecord]] = {}
    for record in records:
        by_partition.setdefault(TopicPartition(record.topic, record.partition), []).append(record)
    turns = sorted(by_partition.items(), key=lambda each: (each[0].topic.startswith("polls."), _bytes_of(each[1])))
    return [record for _, of_partition in turns for record in of_partition]


def _bytes_of(records: Sequence[ConsumerRecord]) -> int:
    return sum(len(record.value or b"") for record in records)
