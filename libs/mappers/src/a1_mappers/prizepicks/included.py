"""The resources that a board's rows link to, by type and id, decoded on first access."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from a1_mappers.extracted import Reject
from a1_mappers.parsing import ParseError, decode, decode_each
from a1_mappers.prizepicks import wire

T = TypeVar("T")
_decode_resource = msgspec.json.Decoder(wire.Resource)
_decode_game = msgspec.json.Decoder(wire.GameAttributes)
_decode_game_links = msgspec.json.Decoder(wire.GameLinks)
_decode_named = msgspec.json.Decoder(wire.Named)
_decode_player = msgspec.json.Decoder(wire.Player)
_decode_score = msgspec.json.Decoder(wire.Score)
_decode_team = msgspec.json.Decoder(wire.Team)


class BoardGame(msgspec.Struct, frozen=True):
    """A game with the teams that it links to."""

    facts: wire.GameAttributes
    home: wire.Team | None
    away: wire.Team | None


class Included:
    """The included resources of one body. One that is missing or unreadable is None, and the row goes without it."""

    def __init__(self, pieces: Sequence[msgspec.Raw]) -> None:
        self.rejects: list[Reject] = []
        self._resources: dict[tuple[str, str], tuple[str, wire.Resource]] = {}
        self._decoded: dict[tuple[str, str], object] = {}
        for decoded in decode_each(pieces, _decode_resource, "$.included"):
            if isinstance(decoded, Reject):
                self.rejects.append(decoded)
            else:
                path, _, resource = decoded
                self._resources.setdefault((resource.type, resource.id), (path, resource))

    def player(self, link: wire.Link) -> wire.Player | None:
        """Return the player, or the several players of a combo."""
        return self._find(link, "new_player", _decode_player)

    def score(self, link: wire.Link) -> wire.Score | None:
        """Return the live box score of a row."""
        return self._find(link, "score", _decode_score)

    def name_of(self, link: wire.Link, kind: str) -> str | None:
        """Return the name of a duration, a league or a statistic."""
        found = self._find(link, kind, _decode_named)
        return None if found is None else found.name

    def games(self) -> Iterator[tuple[str, str, BoardGame]]:
        """Iterate over each game with its path and id."""
        for (kind, native_id), (path, resource) in self._resources.items():
            facts = self._read((kind, native_id), _decode_game) if kind == "game" else None
            if facts is None:
                continue
            try:
                links = decode(bytes(resource.relationships), _decode_game_links)
            except ParseError as error:
                self.rejects.append(error.at(f"{path}.relationships"))
                links = wire.GameLinks()
            yield path, native_id, BoardGame(facts, self._team(links.home_team_data), self._team(links.away_team_data))

    def _team(self, link: wire.Link) -> wire.Team | None:
        return self._find(link, "team", _decode_team)

    def _find(self, link: wire.Link, kind: str, decoder: "msgspec.json.Decoder[T]") -> T | None:
        return None if link.data is None else self._read((kind, link.data.id), decoder)

    def _read(self, key: tuple[str, str], decoder: "msgspec.json.Decoder[T]") -> T | None:
        """Decode a resource once. A type is always decoded by the same decoder, so a cached value has its type."""
        if key not in self._decoded:
            self._decoded[key] = self._decode(key, decoder)
        return self._decoded[key]  # pyright: ignore[reportReturnType]

    def _decode(self, key: tuple[str, str], decoder: "msgspec.json.Decoder[T]") -> T | None:
        found = self._resources.get(key)
        if found is None:
            return None
        path, resource = found
        try:
            return decode(bytes(resource.attributes), decoder)
        except ParseError as error:
            self.rejects.append(error.at(f"{path}.attributes"))
            return None
