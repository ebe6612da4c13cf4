"""ESPN's scoreboard of a day: `site/v2/sports/{sport}/{league}/scoreboard?dates=`.

A scheduled game that lacks its odds block keeps what was offered; one under way or over without it withdraws.
"""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from a1_normalizer.mappers.espn import wire
from a1_normalizer.mappers.espn.contests import contest_of
from a1_normalizer.mappers.espn.faults import refused
from a1_normalizer.mappers.espn.odds import offers_of
from a1_normalizer.mappers.espn.vocabulary import is_soccer
from a1_normalizer.mappers.parsing import Refusal, decode, decode_each
from a1_normalizer.memory import PieceMemory
from a1_normalizer.sightings import Complete, Contest, Kept, Offer, Reject, Sighting, Unchanged
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus, Kind

_decode_board = msgspec.json.Decoder(wire.Scoreboard)
_decode_ids = msgspec.json.Decoder(wire.EventIds)
_decode_event = msgspec.json.Decoder(wire.Event, float_hook=Decimal)
_decode_competition = msgspec.json.Decoder(wire.Competition, float_hook=Decimal)


def map_scoreboard(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Sighting]:
    """Every contest of the day with its offers: the complete list."""
    try:
        board = decode(body, _decode_board)
    except Refusal as refusal:
        yield refused(body, refusal)
        return
    is_whole = True
    for decoded in decode_each(board.events, _decode_ids, "$.events"):
        if isinstance(decoded, Reject):
            is_whole = False
            yield decoded
            continue
        path, piece, ids = decoded
        if memory.is_same(str(ids.id), bytes(piece)):
            yield from _unchanged(ids)
            continue
        for sighting in _map_event(path, piece, headers):
            is_whole = is_whole and not (isinstance(sighting, Reject) and sighting.path == path)
            yield sighting
    if is_whole:
        yield Complete((Kind.LISTINGS, Kind.ODDS))


def _unchanged(ids: wire.EventIds) -> Iterator[Sighting]:
    for competition in (*ids.competitions, *(each for draw in ids.groupings for each in draw.competitions)):
        yield Unchanged(Kind.LISTINGS, (str(competition.id),))
        yield Kept(Kind.ODDS, str(competition.id))


def _map_event(path: str, piece: msgspec.Raw, headers: RawHeaders) -> Iterator[Sighting]:
    try:
        event = decode(bytes(piece), _decode_event)
    except Refusal as refusal:
        yield refusal.at(path)
        return
    yield from _map_competitions(event.competitions, f"{path}.competitions", event, headers)
    for index, draw in enumerate(event.groupings):
        yield from _map_competitions(draw.competitions, f"{path}.groupings[{index}].competitions", event, headers)


def _map_competitions(
    pieces: list[msgspec.Raw], path: str, event: wire.Event, headers: RawHeaders
) -> Iterator[Sighting]:
    for decoded in decode_each(pieces, _decode_competition, path):
        if isinstance(decoded, Reject):
            yield decoded
        else:
            where, _, competition = decoded
            yield from map_competition(competition, event, headers, where)


def map_competition(
    competition: wire.Competition, event: wire.Event, headers: RawHeaders, path: str
) -> Iterator[Sighting]:
    """The contest of a competition, then what is offered on it."""
    contest = None
    for found in contest_of(competition, event, headers, path):
        contest = found if isinstance(found, Contest) else contest
        yield found
    if contest is None:
        return
    offered = list(
        offers_of(
            competition.odds or (),
            contest.native_id,
            contest.league,
            f"{path}.odds",
            is_soccer=is_soccer(competition.uid or event.uid, headers),
        )
    )
    yield from offered
    is_silent = not any(isinstance(each, Offer) for each in offered)
    if is_silent and contest.status in {EventStatus.SCHEDULED, None}:
        yield Kept(Kind.ODDS, contest.native_id)
