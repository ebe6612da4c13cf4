"""Sportradar's push stream, a JSON object a line: https://developer.sportradar.com, "Push Events".

Each line holds the game beside an event. A delete refers to an event that did not happen: its points of 0 are not a
score. Players' events have no totals: they are counted, and figures are read from the game summary. Drafts and their
trades are not served: they yield nothing.
"""

from collections.abc import Iterator

import msgspec

from a1_mappers.extracted import Contest, Extracted, PlayerBoxScore, Reject
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode, parse_optional_time
from a1_mappers.sportradar import games, wire
from a1_mappers.sportradar.named_players import distinct, named_in
from a1_mappers.sportradar.vocabulary import league_of
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import MAX_MESSAGE_BYTES
from a1_schemas.vocabulary import RejectReason

_decode_message = msgspec.json.Decoder(wire.PushMessage)
_DELETE = "delete"


def map_push(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the games as of the last line that has them, and the players named by events."""
    if len(body) > MAX_MESSAGE_BYTES:
        yield Reject(RejectReason.TOO_LARGE, "$", f"{len(body)} bytes")
        return
    contests: dict[str, Contest] = {}
    players: list[PlayerBoxScore] = []
    for number, line in enumerate(body.splitlines()):
        if not line.strip():
            continue
        try:
            message = decode(line, _decode_message)
            if message.payload is None:
                if message.heartbeat is None and message.draft is None:
                    raise ParseError(RejectReason.UNEXPECTED_SHAPE, "neither heartbeat, payload nor draft")
                continue
            if message.metadata is not None and message.metadata.operation == _DELETE:
                continue
            contest, rejects = _contest(message.payload, message.metadata, headers, f"$[{number}]")
        except ParseError as error:
            yield error.at(f"$[{number}]")
            continue
        yield from rejects
        if contest is not None:
            contests[contest.native_id] = contest
            players += named_in(message.payload.event, contest)
    yield from contests.values()
    yield from distinct(players)


def _contest(
    payload: wire.PushPayload, metadata: wire.PushMetadata | None, headers: RawHeaders, path: str
) -> tuple[Contest | None, list[Reject]]:
    league = league_of(metadata.league if metadata else None, headers)
    contest, rejects = games.contest_of(payload.game, league, path, payload.event)
    if contest is not None:
        updated = payload.event.get("updated") or payload.event.get("updated_at")
        contest = msgspec.structs.replace(contest, observed_at=parse_optional_time(updated))
    return contest, rejects
