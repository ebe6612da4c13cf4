"""A league's fields of the view as they are written, and the records in them.

Offers, props, statistics and players are nearly all of a view: only their bytes are kept, and a record is decoded when
it is asked for. Those decoded last are kept too, since a game that moves is read again. Records of other kinds stay
decoded.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from a1_schemas import fast
from a1_schemas.analytics_words import VIEW_KINDS, AnalyticsKind, ViewKind
from a1_schemas.keys import VERSION_DIGITS, unpack
from a1_schemas.removal_notice import NOTICE
from a1_schemas.vocabulary import Kind

_DECODERS: dict[ViewKind, msgspec.json.Decoder[Any]] = {
    Kind.EVENTS: msgspec.json.Decoder(fast.SportingEvent),
    Kind.ODDS: msgspec.json.Decoder(fast.BettingOdds),
    Kind.PROPS: msgspec.json.Decoder(fast.PlayerProp),
    Kind.PLAYER_STATS: msgspec.json.Decoder(fast.PlayerStats),
    Kind.NEWS: msgspec.json.Decoder(fast.NewsItem),
    Kind.INJURIES: msgspec.json.Decoder(fast.Injury),
    Kind.SOURCES: msgspec.json.Decoder(fast.SourceStatus),
    Kind.LISTINGS: msgspec.json.Decoder(fast.Listing),
    Kind.TEAMS: msgspec.json.Decoder(fast.TeamProfile),
    Kind.PLAYERS: msgspec.json.Decoder(fast.PlayerProfile),
    **{kind: msgspec.json.Decoder(dict[str, Any]) for kind in AnalyticsKind},
}
OF_A_GAME = frozenset((Kind.ODDS, Kind.PROPS, Kind.PLAYER_STATS))
"""Canonical kinds whose keys begin with an event id."""
WORTH_OF_A_GAME = frozenset(set(AnalyticsKind) - {AnalyticsKind.REFUSALS, AnalyticsKind.SCORECARDS})
"""Kinds of analytics whose keys begin with an event id."""
_ON_DEMAND = OF_A_GAME | WORTH_OF_A_GAME | {Kind.PLAYERS}
"""Kinds whose records are decoded when they are asked for."""
_DECODED_LAST = 500
"""So many of those stay decoded: the offers of the games that move."""
_NONE: Mapping[str, bytes] = MappingProxyType({})


def event_of_key(key: str) -> str:
    """Return the event id with which the key of an offer, a prop or a statistic begins."""
    return key.partition("|")[0]


def player_of_key(key: str) -> str:
    """Return the team and the player with which the key of an injury ends."""
    return key.split("|", 3)[-1]


def subject_of_key(key: str) -> str:
    """Return the team's or the player's id with which the key of a profile ends."""
    return key.rpartition("|")[2]


_PLACE_OF: dict[ViewKind, Callable[[str], str]] = {
    **dict.fromkeys(OF_A_GAME | WORTH_OF_A_GAME, event_of_key),
    Kind.INJURIES: player_of_key,
    **dict.fromkeys((Kind.TEAMS, Kind.PLAYERS), subject_of_key),
}
"""What the records of a kind are asked for by, read from their keys."""


def _place(kind: ViewKind, key: str) -> str:
    place_of = _PLACE_OF.get(kind)
    return "" if place_of is None else place_of(key)


class Fields:
    """Fields by kind and key. Those of `OF_A_GAME` lie by their game, injuries by their player, profiles by subject."""

    def __init__(self) -> None:
        self.unreadable: set[tuple[ViewKind, str]] = set()
        """Records that could not be parsed."""
        self._values: dict[ViewKind, dict[str, dict[str, bytes]]] = {kind: {} for kind in VIEW_KINDS}
        self._records: dict[ViewKind, dict[str, Any]] = {kind: {} for kind in VIEW_KINDS if kind not in _ON_DEMAND}
        self._decoded: OrderedDict[tuple[ViewKind, str], Any] = OrderedDict()
        self._counts = Counter[ViewKind]()

    def counts(self) -> dict[str, int]:
        """Return the number of records of each kind."""
        return {kind: self._counts[kind] for kind in VIEW_KINDS}

    def keys(self, kind: ViewKind) -> Iterator[str]:
        """Yield the keys of a kind, those of ended records too."""
        for values in self._values[kind].values():
            yield from values

    def removed(self, kind: ViewKind) -> Iterator[tuple[str, bytes]]:
        """Yield the key and the field of each removed record of a kind, with its notice."""
        for values in self._values[kind].values():
            for key, value in values.items():
                if value.startswith(NOTICE, VERSION_DIGITS):
                    yield key, value

    def value(self, kind: ViewKind, key: str) -> bytes | None:
        """Return the field as it is written, or None."""
        return self._beside(kind, key).get(key)

    def record(self, kind: ViewKind, key: str) -> Any:  # a struct of `fast`, by kind
        """Return the record, or None."""
        if kind not in _ON_DEMAND:
            return self._records[kind].get(key)
        value = self.value(kind, key)
        return self._read(kind, key, value) if value is not None and self._is_live(kind, key, value) else None

    def records(self, kind: ViewKind) -> Mapping[str, Any]:
        """Return all records of a kind that stays decoded, by key."""
        return self._records[kind]

    def keys_of(self, kind: ViewKind, place: str) -> list[str]:
        """Return the keys of a kind's records of a game, of a player or of a team, sorted."""
        values = self._values[kind].get(place, _NONE)
        return sorted([key for key, value in values.items() if self._is_live(kind, key, value)])

    def places(self, kind: ViewKind) -> Iterator[str]:
        """Yield what `keys_of` knows, those with ended records alone too."""
        yield from self._values[kind]

    def put(self, kind: ViewKind, key: str, value: bytes | None) -> Any:
        """Store a field; None removes it. Returns its record, or None if there is none or it cannot be parsed."""
        was_live = self._is_live(kind, key, self.value(kind, key))
        self.unreadable.discard((kind, key))
        self._store(kind, key, value)
        record = None if value is None else self._parsed(kind, key, value)
        if kind not in _ON_DEMAND:
            self._records[kind].pop(key, None)
            if record is not None:
                self._records[kind][key] = record
        elif record is not None:
            self._keep(kind, key, record)
        else:
            self._decoded.pop((kind, key), None)
        self._counts[kind] += (record is not None) - was_live
        return record

    def _store(self, kind: ViewKind, key: str, value: bytes | None) -> None:
        place = _place(kind, key)
        if value is not None:
            self._values[kind].setdefault(place, {})[key] = value
        elif place in self._values[kind]:
            self._values[kind][place].pop(key, None)
            if not self._values[kind][place]:
                del self._values[kind][place]

    def _beside(self, kind: ViewKind, key: str) -> Mapping[str, bytes]:
        return self._values[kind].get(_place(kind, key), _NONE)

    def is_live(self, kind: ViewKind, key: str) -> bool:
        """Whether there is a record, and none that has ended or cannot be parsed."""
        return self._is_live(kind, key, self.value(kind, key))

    def _is_live(self, kind: ViewKind, key: str, value: bytes | None) -> bool:
        """Whether a field holds a record: not none, not an ended one, not one that cannot be parsed."""
        return (
            value is not None
            and len(value) > VERSION_DIGITS
            and not value.startswith(NOTICE, VERSION_DIGITS)
            and (kind, key) not in self.unreadable
        )

    def _parsed(self, kind: ViewKind, key: str, value: bytes) -> Any:
        try:
            _, document = unpack(value)
            return _DECODERS[kind].decode(document) if document and not document.startswith(NOTICE) else None
        except ValueError:
            self.unreadable.add((kind, key))
            return None

    def _read(self, kind: ViewKind, key: str, value: bytes) -> Any:
        record = self._decoded.get((kind, key))
        if record is None:
            record = _DECODERS[kind].decode(memoryview(value)[VERSION_DIGITS:])
        self._keep(kind, key, record)
        return record

    def _keep(self, kind: ViewKind, key: str, record: Any) -> None:
        self._decoded[kind, key] = record
        self._decoded.move_to_end((kind, key))
        if len(self._decoded) > _DECODED_LAST:
            self._decoded.popitem(last=False)
