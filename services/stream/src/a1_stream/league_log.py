"""One league's part of the log as readers see it: the newest change of each record, and where each kind ends."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol

from a1_schemas.analytics_words import VIEW_KINDS, ViewKind
from a1_streaming.change_map import Change, ChangeMap
from a1_streaming.cursors import Cursor, encode_cursor

Positions = Mapping[ViewKind, int]
_NOWHERE: Positions = MappingProxyType({})


class Applied(NamedTuple):
    """A change, and what the record was before."""

    before: Change | None
    change: Change


class Watcher(Protocol):
    """What is called, in the order of the log, by the one task that reads it."""

    def on_changes(self, applied: Sequence[Applied]) -> None:
        """Called after the maps have these changes. Late records are none."""
        ...

    def on_loaded(self) -> None:
        """Called when the maps have reached the ends that the log had when reading began."""
        ...

    def on_replaced(self) -> None:
        """Called when the log is another one, after the maps were emptied."""
        ...


class LeagueLog:
    """The maps of a league. They are read at any time by anything in this process, and written by one task."""

    def __init__(self, league: str) -> None:
        self.league = league
        self.epoch = ""
        self.is_loaded = False
        self.watchers: list[Watcher] = []
        self._maps: dict[ViewKind, ChangeMap] = {kind: ChangeMap(kind) for kind in VIEW_KINDS}
        self._moved = asyncio.Event()

    @property
    def maps(self) -> Mapping[ViewKind, ChangeMap]:
        """The map of each kind. Another mapping after the log was replaced."""
        return self._maps

    def changes(self, kind: ViewKind) -> ChangeMap:
        """Return the map of a kind."""
        return self._maps[kind]

    def positions(self, kinds: Iterable[ViewKind]) -> dict[ViewKind, int]:
        """Return where a reader of these kinds stands that has read everything."""
        return {kind: self._maps[kind].end for kind in kinds}

    def cursor_text(self, positions: Positions) -> str:
        """Return the cursor of these positions in this log."""
        return encode_cursor(Cursor(self.epoch, positions))

    def is_beyond(self, positions: Positions) -> bool:
        """Whether something was read after one of these positions."""
        return any(self._maps[kind].end > position for kind, position in positions.items())

    def has_reached(self, positions: Positions) -> bool:
        """Whether everything up to these positions was read."""
        return all(self._maps[kind].end >= position for kind, position in positions.items())

    def has_replaced(self, positions: Positions) -> bool:
        """Whether a change after these positions may be in the maps no longer."""
        return any(self._maps[kind].has_replaced(position) for kind, position in positions.items())

    async def wait_beyond(self, positions: Positions, timeout_s: float) -> bool:
        """Block until something was read after one of these positions, or the log is another one; False where the time
        ran out first.
        """
        epoch = self.epoch
        return await self._wait(lambda: self.epoch != epoch or self.is_beyond(positions), timeout_s)

    async def wait_reached(self, positions: Positions, timeout_s: float) -> bool:
        """Block until everything up to these positions was read; False where the time ran out first.

        A cursor of the gateway may be a moment ahead of this reader.
        """
        return await self._wait(lambda: self.has_reached(positions), timeout_s)

    async def wait_loaded(self, timeout_s: float) -> bool:
        """Block until the maps are complete; False where the time ran out first."""
        return await self._wait(lambda: self.is_loaded, timeout_s)

    def take(self, changes: Iterable[Change], ends: Positions) -> list[Applied]:
        """Apply a part of the log that ends here, and call everything that waits for it. Returns what changed."""
        applied: list[Applied] = []
        for change in changes:
            known = self._maps[change.kind]
            before = known.get(change.key)
            if known.put(change):
                applied.append(Applied(before, change))
        for kind, end in ends.items():
            self._maps[kind].advance(end)
        if self.is_loaded and applied:
            for watcher in self.watchers:
                watcher.on_changes(applied)
        self._wake()
        return applied

    def loaded(self, first_positions: Positions, whole_after: Positions = _NOWHERE) -> None:
        """Note that the maps are complete, know every removal after these positions, and have read every change after
        those.
        """
        for kind, position in first_positions.items():
            self._maps[kind].first_position = max(self._maps[kind].first_position, position)
        for kind, position in whole_after.items():
            self._maps[kind].whole_after = position
        self.is_loaded = True
        for watcher in self.watchers:
            watcher.on_loaded()
        self._wake()

    def begin(self, epoch: str) -> None:
        """Empty the maps for the log of this epoch. Does nothing to watchers where nothing was loaded before."""
        was_loaded, self.is_loaded = self.is_loaded, False
        self.epoch = epoch
        self._maps = {kind: ChangeMap(kind) for kind in VIEW_KINDS}
        if was_loaded:
            for watcher in self.watchers:
                watcher.on_replaced()
        self._wake()

    def forget(self, before_ms: int) -> None:
        """Drop removals that are older than this time."""
        for each in self._maps.values():
            each.forget(before_ms)

    def _wake(self) -> None:
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def _wait(self, condition: Callable[[], bool], timeout_s: float) -> bool:
        try:
            async with asyncio.timeout(timeout_s):
                while not condition():
                    await self._moved.wait()
        except TimeoutError:
            return condition()
        return True
