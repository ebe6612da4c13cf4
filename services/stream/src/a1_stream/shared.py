"""What all connections of a process share, and how much of it each may have."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from a1_edge_kit.guard import Guard
from a1_edge_kit.identity import Identity, IdentityKind
from a1_schemas.leagues import League
from a1_stream.fanout import Fanout
from a1_stream.metrics import Metrics
from a1_stream.replaying import Replaying
from a1_stream.settings import StreamSettings
from a1_streaming.frames import MAX_CLIENT_FRAME, Hello, Limits


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


def most_streams(settings: StreamSettings, identity: Identity) -> int:
    """Return how many subscriptions a connection may have: what the server bears, and what a credential's plan has."""
    if identity.kind is IdentityKind.ANONYMOUS:
        return settings.max_streams
    return min(settings.max_streams, identity.plan.streams)


def limits_of(settings: StreamSettings, identity: Identity) -> Limits:
    """Return the limits as `hello` says them."""
    return Limits(
        streams=most_streams(settings, identity),
        frame_bytes=MAX_CLIENT_FRAME,
        frames_per_s=settings.frames_per_s,
        heartbeat_s=settings.heartbeat_s,
    )
