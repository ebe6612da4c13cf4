"""A subscription of one connection: what it covers, and how far its client has been served."""

import asyncio
from collections.abc import Callable, Generator, Mapping
from typing import NamedTuple, Protocol

from a1_schemas.analytics_words import ViewKind
from a1_streaming.filters import Filters
from a1_streaming.frames import Why

_NOTHING: Mapping[ViewKind, int] = {}


class Socket(Protocol):
    """The client's connection, as what writes to it sees it."""

    @property
    def is_blocked(self) -> bool:
        """Whether nothing more may be written for now. `write` may turn it true."""
        ...

    @property
    def write(self) -> Callable[[bytes], None]:
        """What writes a whole WebSocket frame. Never blocks."""
        ...


class Scope(NamedTuple):
    """What is streamed. Subscriptions of the same scope get the same bytes."""

    kinds: tuple[ViewKind, ...]
    filters: Filters


class Pace:
    """When a subscription that asked for rare deltas gets the next one."""

    __slots__ = ("each_s", "next_at", "owes_mark", "timer")

    def __init__(self, each_s: float) -> None:
        self.each_s = each_s
        self.next_at = 0.0
        """The event loop's time."""
        self.owes_mark = False
        """Whether a mark is due after the next delta."""
        self.timer: asyncio.TimerHandle | None = None
        """Set while a delta is due."""

    def stop(self) -> None:
        """Let nothing be due."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        self.owes_mark = False


class Subscription:
    """Where a client stands. `cursor` is the text of `positions`: what the last frame to it ended with.

    Of what lies between its positions and the end of the log, nothing passes its filters, unless it is behind.
    """

    __slots__ = ("cursor", "every_change", "id", "pace", "positions", "reason", "scope", "snapshot", "socket", "why")

    def __init__(
        self, subscription: str, socket: Socket, scope: Scope, *, every_change: bool = False, pace: Pace | None = None
    ) -> None:
        self.id = subscription
        self.socket = socket
        self.scope = scope
        self.every_change = every_change
        """Whether no change may be left out."""
        self.pace = pace
        """Of deltas, where it is asked for."""
        self.cursor = ""
        self.positions: Mapping[ViewKind, int] = _NOTHING
        self.snapshot: Generator[bytes] | None = None
        """The parts that are still to be written."""
        self.why: Why | None = Why.RESUME
        """What its next delta says about what it leaves out."""
        self.reason: str | None = None
        """Why its snapshot replaces what the client held."""

    def stands_at(self, positions: Mapping[ViewKind, int], cursor: str) -> None:
        """Note the end of the frame that was written."""
        self.positions = positions
        self.cursor = cursor
