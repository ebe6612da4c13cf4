"""What a record says about itself that a filter may ask for."""

from typing import NamedTuple

import msgspec

from a1_schemas.analytics_words import ViewKind
from a1_schemas.vocabulary import Kind


class Facts(NamedTuple):
    """The filterable facts of one record. Names are words between spaces, in lower case."""

    event_ids: frozenset[str] = frozenset()
    bookmakers: frozenset[str] = frozenset()
    markets: frozenset[str] = frozenset()
    players: str = ""
    teams: str = ""


class _Player(msgspec.Struct, frozen=True, gc=False):
    player_id: str | None = None
    name: str | None = None
    team: str | None = None


class _Side(msgspec.Struct, frozen=True, gc=False):
    team_id: str | None = None
    name: str | None = None
    abbreviation: str | None = None


class _Market(msgspec.Struct, frozen=True, gc=False):
    key: str


class _Quote(msgspec.Struct, frozen=True, gc=False):
    bookmaker: str
    event_id: str | None = None


class _Document(msgspec.Struct, frozen=True, kw_only=True):
    """The union of the kinds' filterable fields. A field of the same name has the same shape in every kind."""

    event_id: str | None = None
    event_ids: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    bookmaker: str | None = None
    inputs: tuple[_Quote, ...] = ()
    legs: tuple[_Quote, ...] = ()
    market: str | None = None
    markets: tuple[_Market, ...] = ()
    player: _Player = _Player()
    players: tuple[_Player, ...] = ()
    player_id: str | None = None
    player_name: str | None = None
    name: str | None = None
    nickname: str | None = None
    abbreviation: str | None = None
    team_id: str | None = None
    team_ids: tuple[str, ...] = ()
    home: _Side = _Side()
    away: _Side = _Side()


class _Prediction(msgspec.Struct, frozen=True, kw_only=True):
    """A prediction has `inputs` of another shape."""

    event_id: str | None = None
    market: str | None = None


_read = msgspec.json.Decoder(_Document).decode
_read_prediction = msgspec.json.Decoder(_Prediction).decode


def facts_of(kind: ViewKind, document: bytes) -> Facts:
    """Return the facts of a record's JSON; none for one that has not its kind's shape."""
    try:
        if kind == "predictions":
            found = _read_prediction(document)
            return Facts(_known(found.event_id), markets=_known(found.market))
        return _facts(kind, _read(document))
    except msgspec.DecodeError:
        return Facts()


def _facts(kind: ViewKind, found: _Document) -> Facts:
    players = (found.player, *found.players)
    is_player = kind is Kind.PLAYERS
    return Facts(
        _known(found.event_id, *found.event_ids, *found.aliases, *(leg.event_id for leg in found.legs)),
        _known(found.bookmaker, *(quote.bookmaker for quote in (*found.inputs, *found.legs))),
        _known(found.market, *(market.key for market in found.markets)),
        _words(
            *(word for player in players for word in (player.player_id, player.name)),
            *(found.player_id, found.player_name, found.name if is_player else None),
        ),
        _words(
            *(word for side in (found.home, found.away) for word in (side.team_id, side.name, side.abbreviation)),
            *(found.team_id, *found.team_ids, *(player.team for player in players)),
            *(() if is_player else (found.name, found.nickname, found.abbreviation)),
        ),
    )


def _known(*values: str | None) -> frozenset[str]:
    return frozenset(value for value in values if value)


def _words(*values: str | None) -> str:
    return "\n".join(f" {value.casefold()} " for value in values if value)
