"""Events of The Odds API: https://the-odds-api.com/liveapi/guides/v4/ (`/events`, `/scores`, and within `/odds`).

An event's id lasts only while the game is listed, and `commence_time` moves. Both are facts of this body, not keys.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from a1_mappers.completeness import completed
from a1_mappers.extracted import Contest, Extracted, Reject, Side, Unchanged
from a1_mappers.memory import PieceMemory
from a1_mappers.odds import wire
from a1_mappers.odds.errors import rejected
from a1_mappers.odds.vocabulary import league_of
from a1_mappers.parsing import ParseError, decode, decode_each, parse_number, parse_text, parse_time
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus, Kind, RejectReason

decode_events = msgspec.json.Decoder(list[msgspec.Raw])
decode_event = msgspec.json.Decoder(wire.Event)


def map_events(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the complete list of a sport's upcoming and live games."""
    yield from completed(_map_list(body, memory), (Kind.LISTINGS,))


def map_scores(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield live games with scores and finished ones of a time window. A window is not a complete list."""
    yield from _map_list(body, memory)


def map_event_markets(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield one game. The markets it lists were seen recently, and are not offers."""
    try:
        event = decode(body, decode_event)
    except ParseError as error:
        yield rejected(body, error)
        return
    yield contest_or_reject(event, "$")


def _map_list(body: bytes, memory: PieceMemory) -> Iterator[Extracted]:
    try:
        pieces = decode(body, decode_events)
    except ParseError as error:
        yield rejected(body, error)
        return
    for decoded in decode_each(pieces, decode_event, "$"):
        if isinstance(decoded, Reject):
            yield decoded
            continue
        path, piece, event = decoded
        content = bytes(piece)
        if event.id and memory.is_other(event.id, content):  # which of two games an id means is unknown
            yield Reject(RejectReason.DUPLICATE_RECORD, path, event.id)
        elif memory.is_same(event.id, content):
            yield Unchanged(Kind.LISTINGS, (event.id,))
        else:
            found = contest_or_reject(event, path)
            if isinstance(found, Reject):
                memory.drop(event.id)
            yield found


def contest_or_reject(event: wire.Event, path: str) -> Contest | Reject:
    """Return the contest of an event, or the reject if it has none."""
    try:
        return contest_of(event)
    except ParseError as error:
        return error.at(path)


def contest_of(event: wire.Event) -> Contest:
    """The contest of an event; raises ParseError."""
    if not event.id:
        raise ParseError(RejectReason.MISSING_FIELD, "id is empty")
    if event.is_outright:
        raise ParseError(RejectReason.NOT_A_CONTEST, "an outright names no sides")
    scores = {score.name: score.score for score in event.scores or ()}
    return Contest(
        native_id=event.id,
        league=league_of(event.sport_key),
        home=_side(event.home_team, scores),
        away=_side(event.away_team, scores),
        start_time=time_of(event.commence_time),
        status=_status(event),
        native_status=None if event.completed is None else f"completed={str(event.completed).lower()}",
        observed_at=None if event.last_update is None else time_of(event.last_update),
    )


def time_of(value: str | int | None) -> datetime | None:
    """ISO text, or seconds since 1970 with `dateFormat=unix`; raises ParseError."""
    if isinstance(value, int):
        try:
            return datetime.fromtimestamp(value, UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise ParseError(RejectReason.INVALID_TIME, f"{value} is no time") from error
    return None if value is None else parse_time(value)


def _status(event: wire.Event) -> EventStatus | None:
    """Return the status if the event has scores; otherwise a listed game may be live or not."""
    if event.completed:
        return EventStatus.FINAL
    if event.scores:
        return EventStatus.LIVE
    return None


def _side(name: str | None, scores: dict[str, str | int | None]) -> Side:
    score = scores.get(name) if name is not None else None
    return Side(name=parse_text(name), score=None if score is None or score == "" else _whole(score))


def _whole(value: str | int) -> int:
    number = parse_number(value)
    if number % 1:
        raise ParseError(RejectReason.INVALID_NUMBER, f"{value!r} is no score")
    return int(number)
