"""The resources that a board's rows link to, by type and id, decoded on first access."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

import msgspec

from a1_mappers.extracted import Reject
from a1_mappers.parsing import ParseError, decode
from a1_mappers.prizepicks import wire

T = TypeVar("T")
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


ResourceName = tuple[str, str]
"""Type and id."""


class _Decoded(NamedTuple):
    """A resource's attributes as bytes, and what they are read as."""

    written: bytes
    read: object


Decoded = Mapping[ResourceName, _Decoded]
"""The resources that were read of one body."""


class Included:
    """The included resources of one body. One that is missing or unreadable is None, and the row goes without it.

    What is read equal to `last`, the resources of the body before, is the same object. So whether a resource changed
    is a comparison of identities.
    """

    def __init__(self, resources: Iterable[tuple[str, wire.Resource] | Reject], last: Decoded) -> None:
        self.rejects: list[Reject] = []
        self._last = last
        self._resources: dict[ResourceName, tuple[str, wire.Resource]] = {}
        self._decoded: dict[ResourceName, _Decoded] = {}
        for found in resources:
            if isinstance(found, Reject):
                self.rejects.append(found)
            else:
                self._resources.setdefault((found[1].type, found[1].id), found)

    @property
    def decoded(self) -> Decoded:
        """The resources that were read so far, without the unreadable and the missing ones."""
        return {name: decoded for name, decoded in self._decoded.items() if decoded.read is not None}

    def has_same(self, *kinds: str) -> bool:
        """Whether the resources of these types are those of the body before, as they are read by name."""
        names = {name for name in self._resources if name[0] in kinds}
        return names == {name for name in self._last if name[0] in kinds} and all(
            self._read(name, _decode_named) is self._last[name].read for name in names
        )

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

    def _read(self, name: ResourceName, decoder: "msgspec.json.Decoder[T]") -> T | None:
        """Decode a resource once. A type is always decoded by the same decoder, so a cached value has its type."""
        decoded = self._decoded.get(name)
        if decoded is None:
            decoded = self._decoded[name] = self._decode(name, decoder)
        return decoded.read  # pyright: ignore[reportReturnType]

    def _decode(self, name: ResourceName, decoder: "msgspec.json.Decoder[T]") -> _Decoded:
        found = self._resources.get(name)
        if found is None:
            return _MISSING
        path, resource = found
        written = bytes(resource.attributes)
        last = self._last.get(name, _MISSING)
        if last.written == written:
            return last
        try:
            read = decode(written, decoder)
        except ParseError as error:
            self.rejects.append(error.at(f"{path}.attributes"))
            return _MISSING
        return _Decoded(written, last.read if last.read == read else read)


_MISSING = _Decoded(b"", None)
