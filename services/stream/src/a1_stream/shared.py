"""What all connections of a process share."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from a1_edge_kit.guard import Guard
from a1_edge_kit.identity import Identity
from a1_schemas.leagues import League
from a1_stream.fanout import Fanout
from a1_stream.metrics import Metrics
from a1_stream.replaying import Replaying
from a1_stream.settings import StreamSettings
from a1_streaming.frames import Hello


@dataclass(frozen=True, slots=True)
class Shared:
    """What all connections of a process share."""

    settings: StreamSettings
    hello: Callable[[Identity], Hello]
    fanouts: Mapping[League, Fanout]
    metrics: Metrics
    guard: Guard
    replaying: Replaying
    starting: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])
    """Subscriptions that wait for the log."""

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run this, and hold it until it ends."""
        task = asyncio.create_task(work)
        self.starting.add(task)
        task.add_done_callback(self.starting.discard)
