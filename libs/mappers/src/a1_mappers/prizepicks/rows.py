"""A row of the board joined with its resources, and the pair of sides that it names."""

import re
from collections.abc import Iterator
from datetime import datetime

import msgspec

from a1_mappers.extracted import Reject
from a1_mappers.parsing import ParseError, decode_each, parse_optional_time, parse_side_name, parse_text
from a1_mappers.prizepicks import wire
from a1_mappers.prizepicks.included import Included
from a1_mappers.prizepicks.vocabulary import (
    DURATIONS,
    FULL,
    FULL_DURATION_ID,
    PLAYER_IS_SIDE,
    BoardMeaning,
    board_of,
)
from a1_schemas.vocabulary import Period, RejectReason

Pair = tuple[str, str]
_decode_projection = msgspec.json.Decoder(wire.Projection)
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_SEGMENT = re.compile(
    r"\s+(?:1st half|2nd half|[12]h|(?:1st|2nd|3rd|4th) (?:quarter|period|set|inning)|[1-4][qp]|maps? [\d+-]+"
    r"|\d(?:\+\d)* innings?)$",
    re.IGNORECASE,
)
_VERSUS = re.compile(r"^(?:vs\.?|@|at)\s+", re.IGNORECASE)
_WITHIN_COMBO = "/"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A projection joined with its resources. `player` is None if missing from the body."""

    path: str
    projection: wire.Projection
    player: wire.Player | None
    player_id: str
    board: BoardMeaning
    period: Period | None
    native_period: str | None
    pair: Pair | None
    start_time: datetime | None

    @property
    def league(self) -> str:
        """The league of the game, for boards of a part of the game too."""
        return self.board.league

    @property
    def is_combo(self) -> bool:
        """Whether the row is about several players together."""
        return self.player is not None and bool(self.player.combo)

    @property
    def game_ref(self) -> str | None:
        """The id of the included game that the row links to."""
        ref = self.projection.relationships.game.data
        return None if ref is None else ref.id

    @property
    def game_id(self) -> str | None:
        """The game's own id, an opaque text. Many rows of old boards lack it."""
        return self.projection.attributes.game_id or None


def rows_of(pieces: list[msgspec.Raw], included: Included) -> Iterator[Row | Reject]:
    """Yield each row or its reject; both for a row whose player is missing."""
    for decoded in decode_each(pieces, _decode_projection, "$.data"):
        if isinstance(decoded, Reject):
            yield decoded
            continue
        path, _, projection = decoded
        try:
            row = _row(path, projection, included)
        except ParseError as error:
            yield error.at(path)
            continue
        if row.player is None:
            yield Reject(RejectReason.DANGLING_REFERENCE, path, f"new_player {row.player_id}")
        yield row


def _row(path: str, projection: wire.Projection, included: Included) -> Row:
    links = projection.relationships
    if links.new_player.data is None:
        raise ParseError(RejectReason.MISSING_FIELD, "no new_player")
    player = included.player(links.new_player)
    board = _board(links, player, included)
    duration = included.name_of(links.duration, "duration")
    period, native_period = _period(board, links.duration, duration)
    return Row(
        path=path,
        projection=projection,
        player=player,
        player_id=links.new_player.data.id,
        board=board,
        period=period,
        native_period=native_period,
        pair=_pair(projection.attributes.description, player, board, duration),
        start_time=parse_optional_time(projection.attributes.start_time),
    )


def _board(links: wire.ProjectionLinks, player: wire.Player | None, included: Included) -> BoardMeaning:
    name = included.name_of(links.league, "league") or (None if player is None else player.league)
    return board_of("" if links.league.data is None else links.league.data.id, name)


def _period(board: BoardMeaning, link: wire.Link, duration: str | None) -> tuple[Period | None, str | None]:
    """Return the period and the provider's word for it. The period is None if that word is unknown or missing."""
    if link.data is None or duration == FULL or (duration is None and link.data.id == FULL_DURATION_ID):
        return board.period, duration
    if duration is None:
        return None, f"duration {link.data.id}"
    return DURATIONS.get(duration), duration


def _pair(
    description: str | None, player: wire.Player | None, board: BoardMeaning, duration: str | None
) -> Pair | None:
    """Return own side and opponent, if the row names exactly one pair."""
    if player is None or not board.names_games:
        return None
    own = parse_side_name(player.name if board.league in PLAYER_IS_SIDE and not player.combo else player.team)
    opponent = _opponent(description, duration)
    if own is None or opponent is None:
        return None
    if player.combo:
        sides = dict.fromkeys(side.strip() for text in (own, opponent) for side in text.split(_WITHIN_COMBO))
        if len(sides) != 2 or not all(parse_side_name(side) for side in sides):
            return None
        own, opponent = sides
    return None if own.casefold() == opponent.casefold() else (own, opponent)


def _opponent(description: str | None, duration: str | None) -> str | None:
    """Return the description without bracket and segment: `IND 1st Half`, `Canada (T20)`, `FaZe MAPS 1-2`."""
    text = parse_text(description)
    if text is None:
        return None
    text = _BRACKET.sub("", text)
    if duration is not None:
        text = text.removesuffix(f" {duration}")
    return parse_side_name(_VERSUS.sub("", _SEGMENT.sub("", text)))
