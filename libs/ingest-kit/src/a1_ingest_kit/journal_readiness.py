"""The readiness condition of a journal, and a line a minute while it is in use."""

import asyncio
from contextlib import suppress
from typing import Never

from a1_ingest_kit.journal import Journal
from a1_service_kit.logging import get_logger
from a1_service_kit.readiness import Readiness

log = get_logger("a1.ingest.journal")

_CONDITION = "journal-sent"
_LINE_EVERY_S = 60.0


async def show_readiness(readiness: Readiness, journal: Journal) -> Never:
    """Keep the readiness condition of the journal until cancelled: met while nothing waits in it."""
    while True:
        readiness.mark(_CONDITION, ready=True)
        await journal.filled()
        readiness.mark(_CONDITION, ready=False)
        while journal.records:
            log.warning("journal.kept", records=journal.records, bytes=journal.size)
            with suppress(TimeoutError):
                async with asyncio.timeout(_LINE_EVERY_S):
                    await journal.emptied()
        log.info("journal.sent", dropped=journal.dropped)
