"""A league at past positions of its log: what its records said up to there, as predictions need it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

import msgspec

from a1_analysis.absorbing import EVENTS, INPUT_TOPICS
from a1_analysis.decide import take_up
from a1_analysis.games import Game
from a1_analysis.league_values import LeagueValues
from a1_analysis.outputs import LogRecord
from a1_forecasting.live.predictions import PredictionValues
from a1_schemas.leagues import League


class _Changed(msgspec.Struct, frozen=True):
    """The time of any record."""

    changed_at: datetime


_read_time = msgspec.json.Decoder(_Changed).decode


class LeaguePast:
    """Takes records in the order of their log, then answers for one position after another, forwards only."""

    def __init__(self, league: League) -> None:
        self._state = LeagueValues(league)
        self._games: list[LogRecord] = []
        self._taken = 0
        self._offsets: defaultdict[str, list[int]] = defaultdict(list)
        self._presents: defaultdict[str, list[datetime]] = defaultdict(list)
        """By topic, the newest time up to each of `_offsets`."""

    def note(self, record: LogRecord) -> None:
        """Keep what the league's past follows from."""
        if record.topic == EVENTS:
            self._games.append(record)
        if record.topic not in INPUT_TOPICS or record.value is None:
            return
        with suppress(ValueError):
            at = _read_time(record.value).changed_at
            presents = self._presents[record.topic]
            self._offsets[record.topic].append(record.offset)
            presents.append(max(at, presents[-1]) if presents else at)

    def move_to(self, as_of: Mapping[str, int]) -> None:
        """Take up the games up to this position. Raises ValueError for one that lies behind."""
        end = as_of.get(EVENTS, -1)
        if end + 1 < self._state.positions.get(EVENTS, 0):
            raise ValueError("a position that lies behind")
        while self._taken < len(self._games) and self._games[self._taken].offset <= end:
            with suppress(ValueError):
                take_up(self._state, self._games[self._taken])
            self._taken += 1

    def game(self, event_id: str) -> Game | None:
        """Return a game as it was known there."""
        return self._state.games.get(event_id)

    def rated(self, event_id: str) -> PredictionValues | None:
        """Return what Elo said of a game there; None where its teams were not known."""
        return self._state.predictions.rated(event_id)

    def present(self, as_of: Mapping[str, int]) -> datetime | None:
        """Return the newest time of the records up to a position; None where there are none."""
        found: list[datetime] = []
        for topic, offset in as_of.items():
            count = bisect_right(self._offsets[topic], offset)
            if count:
                found.append(self._presents[topic][count - 1])
        return max(found, default=None)
