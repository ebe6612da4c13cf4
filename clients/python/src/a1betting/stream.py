"""The stream: changes of one league from a snapshot or a cursor on, over any number of connections."""

import asyncio
import random
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime
from types import TracebackType
from typing import Self

from a1betting.backoff import Backoff
from a1betting.changes import Change
from a1betting.checker import HEARTBEATS, Breach, Checker, Filters, Rule
from a1betting.connection import Connection, ConnectionLostError
from a1betting.errors import BreachError, Problem, ProblemError, UnreachableError
from a1betting.messages import (
    Delta,
    Error,
    Hello,
    Live,
    Mark,
    Reconnect,
    Renewed,
    Resnapshot,
    Scope,
    ServerFrame,
    Snapshot,
    Subscribe,
    Token,
)
from a1betting.mirror import Mirror
from a1betting.transport import PASSING, authorization

ID = "s"
"""The subscription's name: each connection has one."""
FIRST_HEARTBEAT_S = 5.0
"""Until `hello` says another."""


class Stream(AsyncIterator[Change]):
    """Iterates over what changed, oldest first; each change once, however often the connection breaks.

    `cursor` is where another stream may go on, and `mirror` the state: both have what was iterated over, and what is
    before it. A reader that is slow is conflated by the server: it gets the newest change of each record.
    """

    def __init__(
        self,
        find: Callable[[], Awaitable[str]],
        headers: Mapping[str, str],
        scope: Scope,
        *,
        filters: Filters | None = None,
        cursor: str | None = None,
        since: datetime | None = None,
        every_change: bool = False,
        conflate_ms: int = 0,
        mirror: Mirror | None = None,
        on_breach: Callable[[Breach], None] | None = None,
        new_token: Callable[[], Awaitable[str]] | None = None,
        patience_s: float | None = 120.0,
        backoff: Backoff | None = None,
    ) -> None:
        self._find = find
        self._headers = headers
        self._scope = scope
        self._filters: Filters = {name: list(values) for name, values in (filters or {}).items()}
        self._every_change = every_change
        self._since = None if since is None else since.isoformat()
        self._conflate_ms = conflate_ms
        self._checker = Checker(
            mirror=mirror,
            filters=self._filters,
            every_change=every_change,
            cursor=cursor,
            is_anywhere=since is not None,
        )
        self._on_breach = on_breach
        self._new_token = new_token
        self._patience_s = patience_s
        self._backoff = backoff or Backoff()
        self._connection: Connection | None = None
        self._pending: deque[Change] = deque()
        self._consumed = cursor
        self._heartbeat_s = FIRST_HEARTBEAT_S
        self._leave_at: float | None = None
        self._failures = 0
        self._connect_at = 0.0
        """A time, not a wait, which a caller that asks again after a time-out would begin again."""
        self._lost_at: float | None = None
        self.is_live = False
        """Whether it has caught up with the log."""
        self.sources: str | None = None
        """The worst state of the league's sources, as the last mark says."""
        self.resnapshots: list[str] = []
        """Why a cursor could not be resumed, each time."""
        self.reconnects = 0

    @property
    def cursor(self) -> str | None:
        """Up to where everything was iterated over. Kept by the caller, it resumes after a restart."""
        return self._consumed

    @property
    def mirror(self) -> Mirror:
        """The state."""
        return self._checker.mirror

    @property
    def conflated(self) -> int:
        """How many changes were left out, since newer ones of the same record followed."""
        return self._checker.conflated

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connection. The stream may be iterated over again, and resumes."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            self.is_live = False
            await connection.close()

    async def __anext__(self) -> Change:
        while not self._pending:
            self._consumed = self._checker.cursor
            await self._advance()
        return self._pending.popleft()

    async def ready(self) -> Mirror:
        """Return the state once it has caught up with the log. Its changes are not iterated over."""
        while not self.is_live:
            await self._advance()
        self._pending.clear()
        self._consumed = self._checker.cursor
        return self.mirror

    async def renew(self, token: str) -> None:
        """Go on with another token of the same subject, with no further scope. A refusal is raised by the iteration.

        Raises ConnectionLostError where the connection has just broken: the next one is opened with the token.
        """
        self._headers = {**self._headers, **authorization(token)}
        if self._connection is not None:
            await self._connection.send(Token(jwt=token))

    async def _advance(self) -> None:
        """Take one frame, or one step towards a connection."""
        if self._connection is None:
            await self._connect()
            return
        silent_s = HEARTBEATS * self._heartbeat_s
        within_s = silent_s if self._leave_at is None else max(0.0, self._leave_at - time.monotonic())
        try:
            frame = await self._connection.receive(min(within_s, silent_s))
        except TimeoutError:
            if self._leave_at is None:
                self._note(Breach(Rule.SILENCE, f"nothing for {silent_s:.1f} s"))
            await self._lose("silence")
        except ConnectionLostError as error:
            await self._lose(str(error))
        else:
            await self._take(frame)

    async def _connect(self) -> None:
        await asyncio.sleep(max(0.0, self._connect_at - time.monotonic()))
        try:
            connection = await Connection.open(await self._find(), self._headers)
            self._connection = connection
            self._leave_at = None
            self._checker.begin()
            await connection.send(
                Subscribe(
                    id=ID,
                    scope=self._scope,
                    filters={name: list(values) for name, values in self._filters.items()},
                    cursor=self._checker.cursor,
                    since=self._since if self._checker.is_anywhere else None,
                    every_change=self._every_change,
                    conflate_ms=self._conflate_ms,
                )
            )
        except (ConnectionLostError, UnreachableError) as error:
            await self._lose(str(error))

    async def _lose(self, why: str) -> None:
        """End the connection. The next one is opened soon where this one had caught up; else it waits ever longer.

        Raises UnreachableError when none has caught up for as long as the caller is patient.
        """
        if not self.is_live:
            self._failures += 1
        self.reconnects += self._connection is not None
        await self.aclose()
        now = time.monotonic()
        self._connect_at = now + self._backoff.delay_s(self._failures, random.random())  # noqa: S311  # spreads a crowd
        self._lost_at = self._lost_at or now
        if self._patience_s is not None and now - self._lost_at > self._patience_s:
            raise UnreachableError(f"no stream for {self._patience_s:.0f} s: {why}")

    async def _take(self, frame: ServerFrame) -> None:
        match frame:
            case Hello():
                self._heartbeat_s = frame.limits.heartbeat_s
            case Snapshot() | Delta() | Mark():
                await self._apply(frame)
            case Live():
                self.is_live = True
                self._failures = 0
                self._lost_at = None
            case Resnapshot():
                self.is_live = False
                self.resnapshots.append(frame.reason)
            case Renewed():
                self._leave_at = None
            case Reconnect(reason="token-expiring") if self._new_token is not None:
                await self._renew_with(self._new_token)
            case Reconnect():
                self._leave_at = time.monotonic() + random.random() * frame.spread_ms / 1000  # noqa: S311  # the same
            case Error():
                await self._refused(frame)
            case _:
                pass

    async def _renew_with(self, new_token: Callable[[], Awaitable[str]]) -> None:
        token = await new_token()
        try:
            await self.renew(token)
        except ConnectionLostError as error:
            await self._lose(str(error))

    async def _apply(self, frame: Snapshot | Delta | Mark) -> None:
        changes = self._checker.take(frame)
        if isinstance(frame, Mark):
            self.sources = frame.sources
        breaches = self._checker.drain()
        for breach in breaches:
            self._note(breach)
        if breaches:  # reported: what is held may be wrong, so the state is read again
            self._checker.forget()
            await self._lose("a broken promise")
        self._pending.extend(changes)

    def _note(self, breach: Breach) -> None:
        if self._on_breach is not None:
            self._on_breach(breach)
        elif breach.rule is not Rule.SILENCE:  # a network's, and mended by another connection
            raise BreachError(breach.rule.name.lower(), breach.detail)

    async def _refused(self, frame: Error) -> None:
        problem = Problem(
            type=frame.type,
            title=frame.title,
            status=frame.status,
            detail=frame.detail,
            parameter=frame.parameter,
            allowed=frame.allowed,
            near=frame.near,
        )
        if frame.status not in PASSING:
            raise ProblemError(problem)
        await self._lose(str(ProblemError(problem)))
