"""The league's roster places, listed and left, and the persons that follow from them."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from a1_identity.names import person_words
from a1_identity.persons import Person, Place, RosterId, persons_of
from a1_identity.players import name_key
from a1_resolving.current import Current
from a1_resolving.key_index import KeyIndex
from a1_schemas.fast_origins import RosterListing
from a1_schemas.leagues import League
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.vocabulary import Kind, RemovalReason

_read = msgspec.json.Decoder(RosterListing).decode


class Slot(NamedTuple):
    """A player's place on one team's roster in one feed. It has a record under the player's present id."""

    provider: str
    feed: str
    team_id: str
    native_id: str


class Entry(NamedTuple):
    """A place, and the key of its record."""

    slot: Slot
    key: str
    place: Place


Changed = Mapping[Slot, Entry | None]
"""Places as an input leaves them; None for one that is forgotten."""
NONE_CHANGED: Changed = MappingProxyType({})
_Part = str | RosterId
"""What places have in common: a name, or a provider's own id."""


def entry_in(key: str, record: Current) -> Entry | None:
    """Return the place that a player's profile is about, or None for one that another id replaced.

    A provider that has no id of its own for the player gives none either.
    """
    found = _read(b"{" + record.rest)
    native_id = found.provider_ids.get(found.provider)
    if native_id is None or found.removed == RemovalReason.MERGED:
        return None
    written = found.written or found.name
    place = Place(
        provider=found.provider,
        native_id=native_id,
        name=name_key(written),
        suffix=person_words(written)[1],
        team_id=found.team_id,
        is_listed=found.removed is None,
        first_listed_at=found.first_listed_at or record.changed_at,
        pinned=None if found.pinned is None else roster_id_of(found.pinned),
    )
    return Entry(Slot(found.provider, found.feed, found.team_id, native_id), key, place)


def place_in(kind: Kind, key: str, record: Current | None) -> Entry | None:
    """Return the place that a record of any kind is about, or None. Raises ValueError for a profile that is none."""
    return None if record is None or kind is not Kind.PLAYERS else entry_in(key, record)


def dated(profile: PlayerProfile) -> PlayerProfile:
    """Return a profile with the time of its first listing, which one of before lacks, before it is written again."""
    if profile.first_listed_at is not None:
        return profile
    return profile.model_copy(update={"first_listed_at": profile.changed_at})


def roster_id_of(text: str) -> RosterId:
    """Return the provider and its own id of `provider/native id`."""
    provider, _, native_id = text.partition("/")
    return (provider, native_id)


class RosterPlaces:
    """The places of all profiles of a league, also of those that a roster lists no longer, by name and by player.

    Persons are computed when they are asked for. The places of a name that changed in a record outside the input being
    resolved are unsettled: records may still have the ids of before.
    """

    def __init__(self, league: str) -> None:
        self._league = league
        self._entries: dict[Slot, Entry] = {}
        self._slots: dict[str, Slot] = {}
        self._of_name: KeyIndex[str] = KeyIndex()
        self._of_player: KeyIndex[RosterId] = KeyIndex()
        self._persons: dict[str, tuple[Person, ...]] = {}
        self._unsettled: dict[str, None] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def note(self, key: str, entry: Entry | None) -> None:
        """Take up the place in a record, or take back that of a record that has none now."""
        slot = self._slots.pop(key, None)
        if slot is not None and (entry is None or entry.slot != slot) and self._entries[slot].key == key:
            self._drop(self._entries.pop(slot))
        if entry is None:
            return
        known = self._entries.get(entry.slot)
        if known is not None and known.key != key and known.place.is_listed > entry.place.is_listed:
            return
        if known is not None:
            self._slots.pop(known.key, None)
            self._drop(known)
        self._entries[entry.slot] = entry
        self._slots[key] = entry.slot
        self._of_name.add(entry.place.name, key)
        self._of_player.add(entry.place.roster_id, key)
        if entry.place.pinned is not None:
            self._of_player.add(entry.place.pinned, key)
        self._changed(entry.place)

    def settle(self) -> None:
        """Mark all places as settled by the resolution just applied."""
        self._unsettled.clear()

    def unsettled(self) -> tuple[str, ...]:
        """Return the names whose places changed since the last resolution of all that refers to them."""
        return tuple(self._unsettled)

    def entry(self, slot: Slot) -> Entry | None:
        """Return a place, or None."""
        return self._entries.get(slot)

    def entry_at(self, key: str) -> Entry | None:
        """Return the place in a record, or None."""
        slot = self._slots.get(key)
        return None if slot is None else self._entries[slot]

    def entries_of(self, roster_id: RosterId) -> list[Entry]:
        """Return all places of a provider's player."""
        found = (self._entries[self._slots[key]] for key in self._of_player.get(roster_id))
        return [entry for entry in found if entry.place.roster_id == roster_id]

    def is_needed(self, key: str, changed: Changed) -> bool:
        """Whether a listed place shares the name or the player of the one in a record: ids may follow from both."""
        entry = self.entry_at(key)
        return entry is not None and any(each.place.is_listed for each in self.around((entry.place,), changed))

    def persons(self, name: str) -> tuple[Person, ...]:
        """Return the persons that have a name, by id."""
        if next(iter(self._of_name.get(name)), None) is None:
            return ()
        found = self._persons.get(name)
        if found is None:
            for each, persons in self.persons_by_name(self.around_names((name,))).items():
                self._persons[each] = persons
            found = self._persons[name]
        return found

    def persons_by_name(self, entries: Iterable[Entry]) -> dict[str, tuple[Person, ...]]:
        """Return the persons of these places by each of their names, each in the order of their ids."""
        by_name: dict[str, dict[str, Person]] = {}
        for person in persons_of((entry.place for entry in entries), League(self._league)):
            for name in sorted(person.names):
                by_name.setdefault(name, {})[person.player_id] = person
        return {name: tuple(found[key] for key in sorted(found)) for name, found in sorted(by_name.items())}

    def around_names(self, names: Iterable[str], changed: Changed = NONE_CHANGED) -> list[Entry]:
        """Return all places of these names and of their players, and of the names of those in turn."""
        return self._around(names, changed)

    def around(self, places: Iterable[Place], changed: Changed = NONE_CHANGED) -> list[Entry]:
        """Return all places that share a name or a player with these, directly or not."""
        return self._around((part for place in places for part in _parts(place)), changed)

    def _around(self, parts: Iterable[_Part], changed: Changed) -> list[Entry]:
        arrived: dict[_Part, list[Entry]] = {}
        for entry in changed.values():
            if entry is not None:
                for part in _parts(entry.place):
                    arrived.setdefault(part, []).append(entry)
        found: dict[Slot, Entry] = {}
        waiting = dict.fromkeys(parts)
        seen: dict[_Part, None] = {}
        while waiting:
            part, _ = waiting.popitem()
            seen[part] = None
            known = (changed.get(entry.slot, entry) for entry in self._entries_of(part))
            for entry in (*known, *arrived.get(part, ())):
                if entry is not None and entry.slot not in found:
                    found[entry.slot] = entry
                    waiting.update(dict.fromkeys(each for each in _parts(entry.place) if each not in seen))
        return [found[slot] for slot in sorted(found)]

    def _entries_of(self, part: _Part) -> Iterator[Entry]:
        keys = self._of_name.get(part) if isinstance(part, str) else self._of_player.get(part)
        for key in keys:
            yield self._entries[self._slots[key]]

    def _drop(self, entry: Entry) -> None:
        self._of_name.remove(entry.place.name, entry.key)
        self._of_player.remove(entry.place.roster_id, entry.key)
        if entry.place.pinned is not None:
            self._of_player.remove(entry.place.pinned, entry.key)
        self._changed(entry.place)

    def _changed(self, place: Place) -> None:
        for name in dict.fromkeys((place.name, *(each.place.name for each in self.around((place,))))):
            self._persons.pop(name, None)
            self._unsettled[name] = None


def _parts(place: Place) -> tuple[_Part, ...]:
    own: tuple[_Part, ...] = (place.name, place.roster_id)
    return own if place.pinned in (None, place.roster_id) else (*own, place.pinned)
