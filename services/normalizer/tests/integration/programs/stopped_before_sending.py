"""The normalizer that is stopped (SIGSTOP) before its first canonical record is sent, if it is the first to come there.

python stopped_before_sending.py FLAG: the file that it makes then, with its process id.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from aiokafka import AIOKafkaProducer
from aiokafka.producer.message_accumulator import BatchBuilder

from a1_normalizer.app import main

_FLAG = Path(sys.argv.pop(1))
_send_batch = AIOKafkaProducer.send_batch


async def _send(
    producer: AIOKafkaProducer, batch: BatchBuilder, topic: str, *, partition: int
) -> "asyncio.Future[object]":
    if topic.startswith("normalized."):
        _stop_if_first()
    return await _send_batch(producer, batch, topic, partition=partition)


def _stop_if_first() -> None:
    if not _FLAG.exists():
        _FLAG.write_text(str(os.getpid()))
        os.kill(os.getpid(), signal.SIGSTOP)


AIOKafkaProducer.send_batch = _send
sys.exit(main())
