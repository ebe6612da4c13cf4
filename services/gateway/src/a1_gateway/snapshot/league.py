"""One league's part of the view in this process: its records, and the dependencies between them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from a1_gateway.snapshot.dependents import Dependents
from a1_gateway.snapshot.documents import proving_targets, shown_elsewhere, team_words
from a1_gateway.snapshot.fields import OF_A_GAME, WORTH_OF_A_GAME, Fields, event_of_key
from a1_gateway.snapshot.freshness import Freshness, SourceWithQuota
from a1_gateway.snapshot.learned_words import LearnedWords
from a1_schemas import fast
from a1_schemas.analytics_words import ViewKind
from a1_schemas.keys import VERSION_DIGITS
from a1_schemas.vocabulary import Kind

_WITH_PLAYER = frozenset((Kind.PROPS, Kind.PLAYER_STATS, Kind.INJURIES))


class Lists(Protocol):
    """What shows the records."""

    def touch(self, kind: ViewKind, key: str) -> None:
        """The facts of this record's item may have changed; an event id stands for all offers of a game."""

    def spoil(self, kind: ViewKind, key: str) -> None:
        """Only the bytes of this record's item may have changed."""

    def turn(self, kind: ViewKind, key: str, now: datetime) -> None:
        """The item of a record may have turned fresh or stale; an event id stands for all of a game's."""


class LeagueRecords:
    """Records by kind and key, with their versions, indexed by event, target and team.

    Reports to `lists` what may have changed.
    """

    def __init__(self, league: str, lists: Lists) -> None:
        self.league = league
        self.freshness = Freshness()
        self.alias_of: dict[str, str] = {}
        self.learned = LearnedWords()
        self._lists = lists
        self._fields = Fields()
        self._words_of_team: dict[str, tuple[str, ...]] = {}
        self._listings_of: dict[str, set[str]] = {}
        self._proven = Dependents()
        self._naming = Dependents()

    def counts(self) -> dict[str, int]:
        """Return the number of records of each kind."""
        return self._fields.counts()

    @property
    def unreadable(self) -> int:
        """The number of records that could not be parsed, which health reports."""
        return len(self._fields.unreadable)

    def keys(self, kind: ViewKind) -> Iterable[str]:
        return self._fields.keys(kind)

    def holds_newer(self, kind: ViewKind, key: str, value: bytes) -> bool:
        """Whether the version held of a record is higher than the one of this field."""
        held = self._fields.value(kind, key)
        return held is not None and held[:VERSION_DIGITS] > value[:VERSION_DIGITS]

    def removed(self, kind: ViewKind) -> Iterable[tuple[str, bytes]]:
        """Return the key and the field of each removed record of a kind, with its notice."""
        return self._fields.removed(kind)

    def record(self, kind: ViewKind, key: str) -> Any:  # a struct of `fast`, by kind
        """Return the record, or None."""
        return self._fields.record(kind, key)

    def holds(self, kind: ViewKind, key: str) -> bool:
        """Whether there is a record, and none that has ended or cannot be parsed."""
        return self._fields.is_live(kind, key)

    def document(self, kind: ViewKind, key: str) -> bytes:
        """Return the bytes of a record. Raises KeyError if there is none."""
        value = self._fields.value(kind, key)
        if value is None:
            raise KeyError(key)
        return value[VERSION_DIGITS:]

    def keys_of_event(self, kind: ViewKind, event_id: str) -> list[str]:
        """Return the keys of an event's records of a kind, sorted."""
        if kind is Kind.LISTINGS:
            return sorted(self._listings_of.get(event_id, ()))
        return self._fields.keys_of(kind, event_id)

    def of_event(self, kind: ViewKind, event_id: str) -> list[Any]:
        """Return an event's records of a kind, sorted by key."""
        return [self._fields.record(kind, key) for key in self.keys_of_event(kind, event_id)]

    def injuries_of(self, player: str) -> list[str]:
        """Return the keys of the injuries of a player of a team, sorted."""
        return self._fields.keys_of(Kind.INJURIES, player)

    def teams(self) -> list[list[fast.TeamProfile]]:
        """Return the profiles of each team that has any."""
        found = (self._profiles(Kind.TEAMS, team_id) for team_id in self._fields.places(Kind.TEAMS))
        return [profiles for profiles in found if profiles]

    def player(self, player_id: str) -> list[fast.PlayerProfile]:
        """Return the profiles of a player."""
        return self._profiles(Kind.PLAYERS, player_id)

    def team_words(self, team_id: str) -> tuple[str, ...]:
        """Return the words clients may use for a team, from its games."""
        return self._words_of_team.get(team_id, (team_id,))

    def event_of(self, event_id: str) -> str | None:
        """Return the event id that an id or alias refers to, or None."""
        if event_id in self._fields.records(Kind.EVENTS):
            return event_id
        return self.alias_of.get(event_id)

    def sources(self, now: datetime) -> list[SourceWithQuota]:
        return self.freshness.rolled_up(now)

    def put(self, kind: ViewKind, key: str, value: bytes | None, now: datetime) -> bool:
        """Store a field of the view; None removes it. Returns whether anything changed."""
        if self._fields.value(kind, key) == value:
            return False
        before = None if kind in OF_A_GAME or kind in WORTH_OF_A_GAME else self._fields.record(kind, key)
        record = self._fields.put(kind, key, value)
        if before is not None:
            self._unlink(kind, key, before)
        if record is not None:
            self._link(kind, key, record)
        elif kind in OF_A_GAME and not self._fields.keys_of(kind, event_of_key(key)):
            self._proven.forget((kind, event_of_key(key)))
        self._propagate(kind, key, before, record, now)
        return True

    def expire(self, now: datetime) -> bool:
        """Mark records whose targets expired as stale. Returns whether anything changed."""
        expired = self.freshness.expire(now)
        for target in expired:
            self._turn_target(target, now)
        return bool(expired)

    def _profiles(self, kind: ViewKind, subject: str) -> list[Any]:
        return [self._fields.record(kind, key) for key in self._fields.keys_of(kind, subject)]

    def _propagate(self, kind: ViewKind, key: str, before: Any, record: Any, now: datetime) -> None:
        if kind is Kind.SOURCES:
            if self.freshness.note(key, record, now):
                self._turn_target(key, now)
        elif kind is Kind.LISTINGS:
            for listing in filter(None, (before, record)):
                self._lists.spoil(Kind.EVENTS, listing.event_id)
        else:
            self._lists.touch(kind, key)
        if kind is Kind.EVENTS and (
            before is None or record is None or shown_elsewhere(before) != shown_elsewhere(record)
        ):
            for prop in self._fields.keys_of(Kind.PROPS, key):
                self._lists.touch(Kind.PROPS, prop)

    def _link(self, kind: ViewKind, key: str, record: Any) -> None:
        if kind in _WITH_PLAYER:
            self.learned.learn(record)
        if kind is Kind.EVENTS:
            self.alias_of.update(dict.fromkeys(record.aliases, record.event_id))
            self._learn_words(record)
        elif kind is Kind.LISTINGS:
            self._listings_of.setdefault(record.event_id, set()).add(key)
            self._proven.add((kind, key), proving_targets(record))
        elif kind is Kind.NEWS:
            self._naming.add((kind, key), record.team_ids)
            for player in record.players:
                self.learned.learn_named(player)
        elif kind is Kind.INJURIES:
            self._naming.add((kind, key), filter(None, (record.player.team,)))
            self._proven.add((kind, key), (record.target,))
        elif kind in OF_A_GAME:
            self._proven.add((kind, event_of_key(key)), (record.target,))

    def _learn_words(self, event: fast.SportingEvent) -> None:
        for side in (event.home, event.away):
            words = team_words(side)
            if side.team_id and self._words_of_team.get(side.team_id) != words:
                self._words_of_team[side.team_id] = words
                for kind, key in self._naming.of(side.team_id):
                    self._lists.touch(kind, key)

    def _unlink(self, kind: ViewKind, key: str, record: Any) -> None:
        if kind is Kind.EVENTS:
            for alias in record.aliases:
                if self.alias_of.get(alias) == record.event_id:
                    del self.alias_of[alias]
        elif kind is Kind.LISTINGS:
            listings = self._listings_of[record.event_id]
            listings.discard(key)
            if not listings:
                del self._listings_of[record.event_id]
        self._naming.forget((kind, key))
        self._proven.forget((kind, key))

    def _turn_target(self, target: str, now: datetime) -> None:
        """Report what shows the freshness of this target."""
        for kind, key in self._proven.of(target):
            if kind is Kind.LISTINGS:
                self._lists.turn(Kind.EVENTS, self._fields.record(kind, key).event_id, now)
            elif kind is Kind.PROPS:
                for prop in self._fields.keys_of(kind, key):
                    self._lists.turn(kind, prop, now)
            else:
                self._lists.turn(kind, key, now)
        provider, _, rest = target.partition("/")
        if rest.startswith("news/"):
            for key, news in self._fields.records(Kind.NEWS).items():
                if news.provider == provider:
                    self._lists.turn(Kind.NEWS, key, now)
