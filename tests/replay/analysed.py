"""What analytics says at the end of a replay, less what the order of records decides.

Left out are the times and versions at which something was said, what was said of games that have started since, what
has ended, how often something was refused, scorecards, which judge what was said before the start, and grades of games
that are not over by their last record: that they are over no longer is said only where they were graded before.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from a1_analysis.absorbing import INPUT_TOPICS
from a1_analysis.decide import decide
from a1_analysis.league_values import LeagueValues
from a1_analysis.outputs import LogRecord, Output
from a1_analysis.winners import winner_bet
from a1_resolving.resolution import Change
from a1_schemas.analytics_words import AnalyticsKind, OpportunityState
from a1_schemas.causes import version_of
from a1_schemas.ids import fair_price_id
from a1_schemas.topics import normalized_topic

Message = dict[str, Any]
Said = dict[tuple[AnalyticsKind, str], Message]
"""The last message of each key that was not deleted."""
Lasting = dict[tuple[AnalyticsKind, str], bytes]
"""The part of it that every order ends in."""


class Analysed:
    """One league's engine behind the resolver."""

    def __init__(self, state: LeagueValues) -> None:
        self._state = state
        self._said: Said = {}
        self._offsets: defaultdict[str, int] = defaultdict(int)

    def take(self, changes: Iterable[Change]) -> None:
        """Decide the changes of a body in the order in which they are published."""
        for change in changes:
            topic = normalized_topic(change.kind)
            if topic in INPUT_TOPICS:
                record = LogRecord(topic, self._offsets[topic], change.key, change.value, version_of(change.causes))
                self._offsets[topic] += 1
                note(self._said, decide(self._state, record))

    def lasting(self) -> Lasting:
        """Return what stands at the end, but of games that are listed: which ones were merged is up to the order."""
        return {name: value for name, value in lasting(self._state, self._said).items() if self._is_listed(*name)}

    def _is_listed(self, kind: AnalyticsKind, key: str) -> bool:
        event = self._state.grades.event(key.partition("|")[0])
        return kind is not AnalyticsKind.GRADES or event is None or event.removed is None


def note(said: Said, outputs: Iterable[Output]) -> None:
    """Keep the last message of each key."""
    for output in outputs:
        said.pop((output.kind, output.key), None)
        if output.value is not None:
            said[output.kind, output.key] = msgspec.json.decode(output.value)


def lasting(state: LeagueValues, said: Said) -> Lasting:
    """Return what follows from the newest records alone; `state` has taken all of them up."""
    return {
        (kind, key): msgspec.json.encode(_without(message, _LEFT_OUT[kind]), order="sorted")
        for (kind, key), message in said.items()
        if kind in _LASTS and _LASTS[kind](state, said, message)
    }


def _is_ahead(state: LeagueValues, message: Message) -> bool:
    game = state.games.get(message["event_id"])
    return game is not None and not game.is_off and not game.has_started(state.now)


def _fair_lasts(state: LeagueValues, _: Said, message: Message) -> bool:
    """Whether there is a price: that there is none any longer is said only where there was one before."""
    return bool(message["fair"]) and _is_ahead(state, message)


def _prediction_lasts(state: LeagueValues, said: Said, message: Message) -> bool:
    """Whether it follows from what is known now: the market's stays when its fair price is gone."""
    if not _is_ahead(state, message) or not message["uses_market"]:
        return _is_ahead(state, message)
    event_id = message["event_id"]
    own = fair_price_id(state.league, *winner_bet(state.league, event_id).words)
    fair = said.get((AnalyticsKind.FAIR, f"{event_id}|{own}"))
    return fair is not None and bool(fair["fair"])


_LASTS: Mapping[AnalyticsKind, Callable[[LeagueValues, Said, Message], bool]] = {
    AnalyticsKind.FAIR: _fair_lasts,
    AnalyticsKind.OPPORTUNITIES: lambda _, __, message: message["state"] == OpportunityState.OPEN,
    AnalyticsKind.REFUSALS: lambda _, __, message: message["now"] != 0,
    AnalyticsKind.GRADES: lambda state, _, message: state.grades.event(message["event_id"]) is not None,
    AnalyticsKind.PREDICTIONS: _prediction_lasts,
}
_SAID_AT = frozenset({"version", "changed_at"})
"""Of messages, and of the quotes, legs and figures in them."""
_LEFT_OUT: Mapping[AnalyticsKind, frozenset[str]] = {
    AnalyticsKind.FAIR: _SAID_AT,
    AnalyticsKind.OPPORTUNITIES: _SAID_AT | {"opened_at"},
    AnalyticsKind.REFUSALS: _SAID_AT | {"count", "last"},
    AnalyticsKind.GRADES: _SAID_AT | {"corrected"},
    AnalyticsKind.PREDICTIONS: _SAID_AT | {"sealed_at", "as_of", "inputs", "unproven"},
}


def _without(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_without(each, names) for each in value]
    if isinstance(value, dict):
        return {name: _without(each, names) for name, each in value.items() if name not in names}
    return value
