"""One league's part of the view in this process: its records, and the dependencies between them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import msgspec

from a1_gateway.snapshot.documents import proving_targets, shown_elsewhere, team_words
from a1_gateway.snapshot.freshness import Freshness, SourceWithQuota
from a1_schemas import fast
from a1_schemas.keys import VERSION_DIGITS, unpack
from a1_schemas.vocabulary import Kind

_DECODERS: dict[Kind, msgspec.json.Decoder[Any]] = {
    Kind.EVENTS: msgspec.json.Decoder(fast.SportingEvent),
    Kind.ODDS: msgspec.json.Decoder(fast.BettingOdds),
    Kind.PROPS: msgspec.json.Decoder(fast.PlayerProp),
    Kind.PLAYER_STATS: msgspec.json.Decoder(fast.PlayerStats),
    Kind.NEWS: msgspec.json.Decoder(fast.NewsItem),
    Kind.INJURIES: msgspec.json.Decoder(fast.Injury),
    Kind.SOURCES: msgspec.json.Decoder(fast.SourceStatus),
    Kind.LISTINGS: msgspec.json.Decoder(fast.Listing),
}
_OF_EVENTS = (Kind.ODDS, Kind.PROPS, Kind.PLAYER_STATS, Kind.LISTINGS)
"""Kinds whose records refer to an event."""

Touch = Callable[[Kind, str], None]


class LeagueRecords:
    """Records by kind and key, with their versions, indexed by event and by target.

    `touch(kind, key)` is called for each record whose bytes, game or freshness may have changed.
    """

    def __init__(self, league: str, touch: Touch) -> None:
        self.league = league
        self.freshness = Freshness()
        self._unreadable: set[tuple[Kind, str]] = set()
        self.alias_of: dict[str, str] = {}
        self._words_of_team: dict[str, tuple[str, ...]] = {}
        self._touch = touch
        self._documents: dict[Kind, dict[str, bytes]] = {kind: {} for kind in Kind}
        self._records: dict[Kind, dict[str, Any]] = {kind: {} for kind in Kind}
        self._of_event: dict[tuple[Kind, str], set[str]] = {}
        self._of_target: dict[str, set[tuple[Kind, str]]] = {}

    def counts(self) -> dict[str, int]:
        """Return the number of records of each kind."""
        return {kind: len(records) for kind, records in self._records.items()}

    @property
    def unreadable(self) -> int:
        """The number of records that could not be parsed, which health reports."""
        return len(self._unreadable)

    def keys(self, kind: Kind) -> Iterable[str]:
        return self._documents[kind].keys()

    def holds_newer(self, kind: Kind, key: str, value: bytes) -> bool:
        """Whether the version held of a record is higher than the one of this field."""
        held = self._documents[kind].get(key)
        return held is not None and held[:VERSION_DIGITS] > value[:VERSION_DIGITS]

    def record(self, kind: Kind, key: str) -> Any:  # a struct of `fast`, by kind
        """Return the record, or None."""
        return self._records[kind].get(key)

    def document(self, kind: Kind, key: str) -> bytes:
        """Return the bytes of a record. Raises KeyError if there is none."""
        return unpack(self._documents[kind][key])[1]

    def of_event(self, kind: Kind, event_id: str) -> list[Any]:
        """Return an event's records of a kind, sorted by key."""
        records = self._records[kind]
        return [records[key] for key in sorted(self._of_event.get((kind, event_id), ()))]

    def team_words(self, team_id: str) -> tuple[str, ...]:
        """Return the words clients may use for a team, from its games."""
        return self._words_of_team.get(team_id, (team_id,))

    def event_of(self, event_id: str) -> str | None:
        """Return the event id that an id or alias refers to, or None."""
        if event_id in self._records[Kind.EVENTS]:
            return event_id
        return self.alias_of.get(event_id)

    def sources(self, now: datetime) -> list[SourceWithQuota]:
        return self.freshness.rolled_up(now)

    def put(self, kind: Kind, key: str, value: bytes | None, now: datetime) -> bool:
        """Store a field of the view; None removes it. Returns whether anything changed."""
        if self._documents[kind].get(key) == value:
            return False
        self._unreadable.discard((kind, key))
        record = self._decoded(kind, key, value) if value is not None else None
        before = self._records[kind].pop(key, None)
        if before is not None:
            self._unlink(kind, key, before)
        if value is None:
            self._documents[kind].pop(key, None)
        else:
            self._documents[kind][key] = value
        if record is not None:
            self._records[kind][key] = record
            self._link(kind, key, record)
        self._propagate(kind, key, before, record, now)
        return True

    def expire(self, now: datetime) -> bool:
        """Mark records whose targets expired as stale. Returns whether anything changed."""
        expired = self.freshness.expire(now)
        for target in expired:
            self._touch_target(target)
        return bool(expired)

    def _decoded(self, kind: Kind, key: str, value: bytes) -> Any:
        try:
            _, document = unpack(value)
            return _DECODERS[kind].decode(document) if document else None
        except ValueError:
            self._unreadable.add((kind, key))
            return None

    def _propagate(self, kind: Kind, key: str, before: Any, record: Any, now: datetime) -> None:
        if kind is Kind.SOURCES:
            if self.freshness.note(key, record, now):
                self._touch_target(key)
        elif kind is Kind.LISTINGS:
            for listing in filter(None, (before, record)):
                self._touch(Kind.EVENTS, listing.event_id)
        else:
            self._touch(kind, key)
        if kind is Kind.EVENTS and (
            before is None or record is None or shown_elsewhere(before) != shown_elsewhere(record)
        ):
            for other in (Kind.ODDS, Kind.PROPS, Kind.PLAYER_STATS):
                for dependent in self._of_event.get((other, key), ()):
                    self._touch(other, dependent)

    def _link(self, kind: Kind, key: str, record: Any) -> None:
        if kind is Kind.EVENTS:
            self.alias_of.update(dict.fromkeys(record.aliases, record.event_id))
            self._learn_words(record)
        if kind in _OF_EVENTS:
            self._of_event.setdefault((kind, record.event_id), set()).add(key)
        for target in _targets(kind, record):
            self._of_target.setdefault(target, set()).add((kind, key))

    def _learn_words(self, event: fast.SportingEvent) -> None:
        for side in (event.home, event.away):
            words = team_words(side)
            if side.team_id and self._words_of_team.get(side.team_id) != words:
                self._words_of_team[side.team_id] = words
                for kind in (Kind.NEWS, Kind.INJURIES):
                    for key in self._records[kind]:
                        self._touch(kind, key)

    def _unlink(self, kind: Kind, key: str, record: Any) -> None:
        if kind is Kind.EVENTS:
            for alias in record.aliases:
                if self.alias_of.get(alias) == record.event_id:
                    del self.alias_of[alias]
        if kind in _OF_EVENTS:
            _discard(self._of_event, (kind, record.event_id), key)
        for target in _targets(kind, record):
            _discard(self._of_target, target, (kind, key))

    def _touch_target(self, target: str) -> None:
        for kind, key in self._of_target.get(target, ()):
            if kind is Kind.LISTINGS:
                self._touch(Kind.EVENTS, self._records[kind][key].event_id)
            else:
                self._touch(kind, key)
        for key, news in self._records[Kind.NEWS].items():
            if target.startswith(f"{news.provider}/news/"):
                self._touch(Kind.NEWS, key)


def _targets(kind: Kind, record: Any) -> tuple[str, ...]:
    if kind is Kind.LISTINGS:
        return proving_targets(record)
    return (record.target,) if kind in (*_OF_EVENTS, Kind.INJURIES) else ()


def _discard(index: dict[Any, set[Any]], at: Any, member: Any) -> None:
    members = index[at]
    members.discard(member)
    if not members:
        del index[at]
