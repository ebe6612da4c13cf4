"""A league's engine, fed with records as the normalizer writes them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from a1_analysis.decide import decide
from a1_analysis.league_values import LeagueValues
from a1_analysis.outputs import LogRecord, Output
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.leagues import League
from a1_schemas.topics import ANALYTICS_CONFIG, normalized_topic
from a1_schemas.vocabulary import Kind

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
GAME = "evt_nba_ssnptpfg7dtties57iiuqkelyq"
TARGET = "odds/odds/nba"


def market(key: str = "moneyline", line: float | None = None, **prices: float) -> dict[str, Any]:
    """A market with a price for each selection; `line` is that of home or over."""
    outcomes = [
        {
            "selection": selection.replace("_", "-"),
            "line": None if line is None else -line if selection == "away" else line,
            "price": price,
            "american": None,
        }
        for selection, price in prices.items()
    ]
    return {"key": key, "period": "game", "scope": "including-overtime", "phase": "prematch", "outcomes": outcomes}


class Desk:
    """The engine of one league, the log that it reads and what it published."""

    def __init__(self, league: League = League.NBA) -> None:
        self.league = league
        self.state = LeagueValues(league)
        self.now = NOON
        self.log: list[LogRecord] = []
        self.published: dict[tuple[AnalyticsKind, str], dict[str, Any]] = {}
        self.outputs: list[Output] = []
        self._offsets: dict[str, int] = {}
        self.source()
        self.event()

    def wait(self, seconds: float) -> None:
        """Let time pass until the next record."""
        self.now += timedelta(seconds=seconds)

    def event(self, status: str = "scheduled", starts_in_s: float = 7200, **fields: Any) -> list[Output]:
        """A record of the game."""
        side = {"team_id": None, "name": "x", "abbreviation": None}
        listing = {"provider": "odds", "native_id": "1", "method": "exact", "confidence": 1}
        value = {
            "event_id": GAME,
            "league": self.league,
            "sport": "basketball",
            "start_time": NOON + timedelta(seconds=starts_in_s),
            "status": status,
            "home": side,
            "away": side,
            "sources": [listing],
        }
        return self.take(Kind.EVENTS, GAME, value | fields)

    def source(self, target: str = TARGET, state: str = "up", valid_for_s: float = 9000) -> list[Output]:
        """A record of a target's status."""
        provider, feed, league = target.split("/")
        times = {"last_success_at": self.now, "valid_until": self.now + timedelta(seconds=valid_for_s)}
        value = {"provider": provider, "feed": feed, "league": league, "target": target, "state": state}
        return self.take(Kind.SOURCES, target, value | times | {"reason": "content-new"})

    def offered(self, bookmaker: str, *markets: Mapping[str, Any], age_s: float = 0) -> dict[str, Any]:
        """The record of a bookmaker's offer on the game."""
        return {
            "event_id": GAME,
            "league": self.league,
            "provider": "odds",
            "feed": "odds",
            "target": TARGET,
            "native_event_id": "1",
            "bookmaker": bookmaker,
            "bookmaker_name": bookmaker,
            "markets": markets,
            "observed_at": self.now - timedelta(seconds=age_s),
        }

    def offer(self, bookmaker: str, *markets: Mapping[str, Any], age_s: float = 0) -> list[Output]:
        """A body with a bookmaker's offer on the game."""
        offered = self.offered(bookmaker, *markets, age_s=age_s)
        return [*self.take(Kind.ODDS, f"{GAME}|odds|odds|{bookmaker}", offered), *self.vouch()]

    def prop(self, bookmaker: str, line: float, over: float | None, under: float | None) -> list[Output]:
        """A bookmaker's line on a player's points."""
        value = {
            "event_id": GAME,
            "league": self.league,
            "provider": "odds",
            "feed": "event-odds",
            "target": TARGET,
            "bookmaker": bookmaker,
            "player": {"player_id": "ply_nba_x", "name": "A Player", "confidence": 1},
            "stat_type": "points",
            "period": "game",
            "observed_at": self.now,
            "lines": [{"line": line, "over": over and {"price": over}, "under": under and {"price": under}}],
        }
        outputs = self.take(Kind.PROPS, f"{GAME}|odds|event-odds|{bookmaker}|ply_nba_x|points|game", value)
        return [*outputs, *self.vouch()]

    def vouch(self) -> list[Output]:
        """The status that is published after a body's records."""
        return self.source(f"odds/scores/{self.league}")

    def take(self, kind: Kind, key: str, value: Mapping[str, Any] | None) -> list[Output]:
        """Append a record to the log and decide it; None is a tombstone."""
        topic = normalized_topic(kind)
        version = self._offsets.get(topic, 0) + 1
        known = {"version": version, "changed_at": self.now, "removed": None}
        return self._append(topic, key, None if value is None else known | dict(value) | {"version": version})

    def remove(self, kind: Kind, key: str, reason: str = "expired") -> list[Output]:
        """The removal of a record: the record as it was last, with the reason."""
        topic = normalized_topic(kind)
        values = [each.value for each in self.log if (each.topic, each.key) == (topic, key) and each.value is not None]
        return self.take(kind, key, msgspec.json.decode(values[-1]) | {"changed_at": self.now, "removed": reason})

    def configure(self, section: str, **values: Any) -> list[Output]:
        """A record of the configuration; without values it is taken back."""
        return self._append(ANALYTICS_CONFIG, section, values or None)

    def _append(self, topic: str, key: str, value: Mapping[str, Any] | None) -> list[Output]:
        offset = self._offsets.get(topic, 0)
        self._offsets[topic] = offset + 1
        document = None if value is None else msgspec.json.encode(value)
        self.log.append(LogRecord(topic, offset, key, document, offset + 1))
        return self.note(decide(self.state, self.log[-1]))

    def note(self, outputs: Sequence[Output]) -> list[Output]:
        """Keep what was published."""
        for output in outputs:
            self.outputs.append(output)
            place = (output.kind, output.key)
            if output.value is None:
                del self.published[place]
            else:
                self.published[place] = msgspec.json.decode(output.value)
        return list(outputs)

    def records(self, of: AnalyticsKind, **wanted: Any) -> list[dict[str, Any]]:
        """What is published of a kind with these values."""
        found = [value for (each, _), value in self.published.items() if each is of]
        return [value for value in found if all(value[name] == want for name, want in wanted.items())]

    def opportunities(self, kind: str, state: str = "open") -> list[dict[str, Any]]:
        """The opportunities of a kind."""
        return self.records(AnalyticsKind.OPPORTUNITIES, kind=kind, state=state)

    def refused(self, kind: str = "arbitrage") -> dict[str, int]:
        """How many combinations are refused now, by reason."""
        counts = self.records(AnalyticsKind.REFUSALS, kind=kind)
        return {each["reason"]: each["now"] for each in counts if each["now"]}


@pytest.fixture
def desk() -> Desk:
    return Desk()
