"""A league's games: /games?league=…"""

from collections.abc import Iterator, Sequence

import msgspec

from a1_mappers.completeness import completed
from a1_mappers.extracted import Contest, Extracted, Reject, Side, Unchanged
from a1_mappers.memory import PieceMemory
from a1_mappers.newprovider import wire
from a1_mappers.newprovider.errors import rejected
from a1_mappers.newprovider.vocabulary import STATUSES
from a1_mappers.parsing import ParseError, decode, decode_each, parse_optional_time, parse_side_name
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus, Kind, RejectReason

_decode_games = msgspec.json.Decoder(wire.Games)
_decode_game = msgspec.json.Decoder(wire.Game)


def map_games(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
    """The complete list of a league's games."""
    try:
        pieces = decode(body, _decode_games).games
    except ParseError as error:
        yield rejected(body, error)
        return
    yield from completed(_map_each(pieces, headers.league, memory), (Kind.LISTINGS,))


def _map_each(pieces: Sequence[msgspec.Raw], league: str, memory: PieceMemory) -> Iterator[Extracted]:
    for decoded in decode_each(pieces, _decode_game, "$.games"):
        if isinstance(decoded, Reject):
            yield decoded
            continue
        path, piece, game = decoded
        if memory.is_same(game.id, bytes(piece)):
            yield Unchanged(Kind.LISTINGS, (game.id,))
            continue
        try:
            yield _contest(game, league)
        except ParseError as error:
            memory.drop(game.id)
            yield error.at(path)


def _contest(game: wire.Game, league: str) -> Contest:
    """The contest of a game; raises ParseError."""
    if not game.id:
        raise ParseError(RejectReason.MISSING_FIELD, "id is empty")
    return Contest(
        native_id=game.id,
        league=league,
        home=_side(game.home),
        away=_side(game.away),
        start_time=parse_optional_time(game.start_time),
        status=_status(game.status),
        native_status=game.status,
    )


def _side(team: wire.Team) -> Side:
    return Side(name=parse_side_name(team.name), native_id=team.id, score=team.score)


def _status(word: str | None) -> EventStatus | None:
    if word is None:
        return None
    if word not in STATUSES:
        raise ParseError(RejectReason.UNKNOWN_STATUS, word[:80])
    return STATUSES[word]
