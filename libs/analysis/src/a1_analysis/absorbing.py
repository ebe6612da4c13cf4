"""Takes records up into a league's state."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import msgspec

from a1_analysis.games import Game, game_of
from a1_analysis.league_values import LeagueValues
from a1_analysis.markets import Bet
from a1_analysis.outputs import LogRecord
from a1_analysis.quotes import players_of, quotes_of_props
from a1_schemas import fast
from a1_schemas.removal import is_removal
from a1_schemas.topics import ANALYTICS_CONFIG, normalized_topic
from a1_schemas.vocabulary import EventStatus, Kind


class _Status(fast.SourceStatus, frozen=True, kw_only=True):
    """The status of one target, with the time of the record."""

    changed_at: datetime


class _Changed(msgspec.Struct, frozen=True):
    """The time of any record."""

    changed_at: datetime


_read_event = msgspec.json.Decoder(fast.SportingEvent).decode
_read_prop = msgspec.json.Decoder(fast.PlayerProp).decode
_read_report = msgspec.json.Decoder(fast.PlayerStats).decode
_read_status = msgspec.json.Decoder(_Status).decode
_read_time = msgspec.json.Decoder(_Changed).decode


def absorb(state: LeagueValues, record: LogRecord) -> Iterable[Bet]:
    """Take up a record of an input topic. Returns the bets whose values it may change.

    Raises ValueError, and changes nothing, where the record is not the message of its topic.
    """
    return _TAKERS[record.topic](state, record)


def _event(state: LeagueValues, record: LogRecord) -> Iterable[Bet]:
    if record.value is None:
        state.games.pop(record.key, None)
        return ()
    known = state.games.get(record.key)
    event = _read_event(record.value)
    state.grades.take_event(record.key, event.status, record.value)
    _note_time(state, event.changed_at)
    if is_removal(record.value):
        state.predictions.end_event(record.key)
        game = _ended(known, state.now)
    else:
        state.predictions.take_event(event, state.grades.event(record.key))
        game = game_of(event, state.configuration.quotes.min_confidence)
    if game is None or game == known:
        return ()
    state.games[record.key] = game
    return state.book.bets_of_game(record.key)


def _ended(known: Game | None, now: datetime) -> Game | None:
    """Return a game that is listed no longer: it is off unless it has started."""
    if known is None or known.has_started(now):
        return known
    return msgspec.structs.replace(known, status=str(EventStatus.CANCELLED))


def _odds(state: LeagueValues, record: LogRecord) -> Iterable[Bet]:
    if _is_gone(state, record):
        state.offers.forget(record.key)
        return state.book.remove(record.key)
    heading, new, quotes = state.offers.read(record.key, record.value or b"", record.version, state.configuration)
    state.grades.take_offer(heading.event_id, heading.bookmaker, new)
    _note_time(state, heading.changed_at)
    return state.book.put(record.key, heading.target, quotes)


def _prop(state: LeagueValues, record: LogRecord) -> Iterable[Bet]:
    if _is_gone(state, record):
        return state.book.remove(record.key)
    ladder = _read_prop(record.value or b"")
    quotes = list(quotes_of_props(record.key, ladder, record.version, state.configuration))
    state.grades.take_ladder(ladder, (bet for bet, _ in quotes))
    _note_time(state, ladder.changed_at)
    state.ledger.names[players_of(ladder)] = ladder.player.name
    return state.book.put(record.key, ladder.target, quotes)


def _source(state: LeagueValues, record: LogRecord) -> Iterable[Bet]:
    status = None
    if not _is_gone(state, record):
        status = _read_status(record.value or b"")
        _note_time(state, status.changed_at)
        state.vouched_at = max(state.vouched_at, status.changed_at)
    turned = state.sources.note(record.key, status, state.now)
    return state.book.bets_of_target(record.key) if turned else ()


def _report(state: LeagueValues, record: LogRecord) -> Iterable[Bet]:
    if record.value is None:
        state.grades.forget_report(record.key)
    else:
        report = _read_report(record.value)
        _note_time(state, report.changed_at)
        state.grades.take_report(record.key, report, record.value)
    return ()


def _section(state: LeagueValues, record: LogRecord) -> Iterable[Bet]:
    state.read_last = state.read_last.after(record.key, record.value)
    return ()


def _is_gone(state: LeagueValues, record: LogRecord) -> bool:
    if record.value is None:
        return True
    if not is_removal(record.value):
        return False
    _note_time(state, _read_time(record.value).changed_at)
    return True


def _note_time(state: LeagueValues, changed_at: datetime) -> None:
    state.now = max(state.now, changed_at)
    state.record_at = changed_at


_TAKERS: Mapping[str, Callable[[LeagueValues, LogRecord], Iterable[Bet]]] = {
    normalized_topic(Kind.EVENTS): _event,
    normalized_topic(Kind.ODDS): _odds,
    normalized_topic(Kind.PROPS): _prop,
    normalized_topic(Kind.SOURCES): _source,
    normalized_topic(Kind.PLAYER_STATS): _report,
    ANALYTICS_CONFIG: _section,
}
INPUT_TOPICS = tuple(_TAKERS)
"""The topics that values follow from."""
EVENTS, SOURCES = normalized_topic(Kind.EVENTS), normalized_topic(Kind.SOURCES)
QUOTES = (normalized_topic(Kind.ODDS), normalized_topic(Kind.PROPS))
"""The topics to which one body writes many records: they are judged together, once its status vouches for it."""
