"""The client: all routes, and the stream."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self
from weakref import WeakSet

from a1betting.backoff import Backoff
from a1betting.checker import Breach, Filters
from a1betting.connection import ConnectionLostError
from a1betting.messages import Scope
from a1betting.mirror import Mirror
from a1betting.routes import Routes
from a1betting.stream import Stream


class Client(Routes):
    """REST and the stream of one server.

    `url` is the gateway's address, `key` an API key or an access token, `ws` the address of the stream where it is
    not the one that the server names. Use it with `async with`, or call `aclose`.
    """

    def __init__(
        self,
        url: str,
        *,
        key: str | None = None,
        ws: str | None = None,
        timeout_s: float = 30.0,
        backoff: Backoff | None = None,
    ) -> None:
        super().__init__(url, key=key, timeout_s=timeout_s, backoff=backoff)
        self._ws = ws
        self._streams: WeakSet[Stream] = WeakSet()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections, those of streams too."""
        for stream in list(self._streams):
            await stream.aclose()
        await super().aclose()

    def stream(
        self,
        league: str,
        *,
        kinds: Sequence[str],
        filters: Filters | None = None,
        cursor: str | None = None,
        since: datetime | None = None,
        every_change: bool = False,
        conflate_ms: int = 0,
        mirror: Mirror | None = None,
        on_breach: Callable[[Breach], None] | None = None,
        new_token: Callable[[], Awaitable[str]] | None = None,
        patience_s: float | None = 120.0,
    ) -> Stream:
        """Return the changes of a league's records: a snapshot's first, or those after `cursor` or `since`.

        `kinds`: `odds`, `events`, `props`, … and `fair`, `opportunities`, … of analytics.
        `filters`: name to values, with the words of REST: `event_id`, `bookmaker`, `market`, `player`, `team`.
        `cursor`: `Stream.cursor` of before, `meta.cursor` of a REST answer, or `now`.
        `since`: a time with its zone, in place of a cursor.
        `every_change`: nothing is left out, within the window that the server names.
        `conflate_ms`: changes come at most each so many milliseconds, up to 5,000; older ones of a record are left out.
        `mirror`: the state that belongs to `cursor`; it is kept up.
        `on_breach`: gets a broken promise, after which the state is read again; without it `BreachError` is raised.
        `new_token`: asked for another token when the present one is about to end; without it, or where it takes too
            long, the stream connects again. What it raises, the iteration raises.
        `patience_s`: how long there may be no connection before `UnreachableError`; none waits for ever.
        """
        made = Stream(
            self._find_stream,
            self._headers,
            Scope(league=league, kinds=list(kinds)),
            filters=filters,
            cursor=cursor,
            since=since,
            every_change=every_change,
            conflate_ms=conflate_ms,
            mirror=mirror,
            on_breach=on_breach,
            new_token=new_token,
            patience_s=patience_s,
            backoff=self._backoff,
        )
        self._streams.add(made)
        return made

    async def _find_stream(self) -> str:
        if self._ws is not None:
            return self._ws
        index = await self.get_index()
        if index.links.ws is None:
            raise ConnectionLostError(f"{self._url} names no stream")
        return index.links.ws
