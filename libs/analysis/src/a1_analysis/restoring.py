"""Takes up what was published before, so that only what differs is published."""

from collections.abc import Callable, Mapping

import msgspec

from a1_analysis.game_ledger import bet_of, board_of
from a1_analysis.league_values import LeagueValues
from a1_analysis.outputs import Entry, encode
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import AnalyticsKind, OpportunityKind

_read_fair = msgspec.json.Decoder(wire.FairPrice).decode
_read_opportunity = msgspec.json.Decoder(wire.Opportunity).decode
_read_refusals = msgspec.json.Decoder(wire.RefusalCount).decode
_ACROSS_A_BOARD = frozenset({OpportunityKind.MIDDLE, OpportunityKind.ENTRY})


def restore(state: LeagueValues, kind: AnalyticsKind, key: str, value: bytes, causes: Mapping[str, int]) -> None:
    """Take up a published record. Raises ValueError for one that is not the message of its kind."""
    _RESTORED[kind](state, key, value, causes)


def _fair(state: LeagueValues, key: str, value: bytes, causes: Mapping[str, int]) -> None:
    message = _read_fair(value)
    state.ledger.game(message.event_id).fair[bet_of(message)] = Entry(key, message, encode(message), causes)


def _opportunity(state: LeagueValues, key: str, value: bytes, causes: Mapping[str, int]) -> None:
    message = _read_opportunity(value)
    place = board_of(message) if message.kind in _ACROSS_A_BOARD else bet_of(message)
    held = state.ledger.game(message.event_id).opportunities
    held.setdefault(place, {})[message.id] = Entry(key, message, encode(message), causes)


def _refusals(state: LeagueValues, key: str, value: bytes, causes: Mapping[str, int]) -> None:
    message = _read_refusals(value)
    state.ledger.refusals.restore(Entry(key, message, encode(message), causes))


def _grade(state: LeagueValues, key: str, value: bytes, causes: Mapping[str, int]) -> None:
    state.grades.restore(key, value, causes)


def _prediction(state: LeagueValues, _key: str, value: bytes, causes: Mapping[str, int]) -> None:
    state.predictions.restore(value, causes)


def _scorecard(state: LeagueValues, key: str, value: bytes, causes: Mapping[str, int]) -> None:
    state.predictions.track_record.restore(key, value, causes)


_RESTORED: Mapping[AnalyticsKind, Callable[[LeagueValues, str, bytes, Mapping[str, int]], None]] = {
    AnalyticsKind.FAIR: _fair,
    AnalyticsKind.OPPORTUNITIES: _opportunity,
    AnalyticsKind.REFUSALS: _refusals,
    AnalyticsKind.GRADES: _grade,
    AnalyticsKind.PREDICTIONS: _prediction,
    AnalyticsKind.SCORECARDS: _scorecard,
}
OWN_KINDS = tuple(_RESTORED)
"""The kinds that the engine publishes and restores."""
