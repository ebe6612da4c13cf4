"""The normalizer on a broker that refuses one batch for good: the one of this number that goes to a topic.

python refused_batch.py TOPIC NUMBER
"""

import asyncio
import sys

from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError
from aiokafka.producer.message_accumulator import BatchBuilder

from a1_normalizer.app import main

_TOPIC, _NUMBER = sys.argv.pop(1), int(sys.argv.pop(1))
_send_batch = AIOKafkaProducer.send_batch
_sent = 0


async def _send_or_refuse(
    producer: AIOKafkaProducer, batch: BatchBuilder, topic: str, *, partition: int
) -> "asyncio.Future[object]":
    global _sent  # noqa: PLW0603 - one broker for the process
    _sent += topic == _TOPIC
    if topic == _TOPIC and _sent == _NUMBER:
        raise MessageSizeTooLargeError
    return await _send_batch(producer, batch, topic, partition=partition)


AIOKafkaProducer.send_batch = _send_or_refuse
sys.exit(main())
