"""Gives records the ids of their players after rosters, or decisions about players, have changed.

Writers ask for the persons that rosters know before they write (see `a1_resolving.players`). What is left to do here
follows from what an input changes: a namesake who begins, moves or ends, or a player found to be another one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from a1_identity.persons import Person, RosterId, id_of_name, is_plain, meant, unplaced_id
from a1_identity.players import name_key
from a1_resolving.body import listing_key
from a1_resolving.changes import Changes
from a1_resolving.pieces import RecordName
from a1_resolving.records_of_players import NAMING, key_with, named_in_key, standing_in
from a1_resolving.roster_ids import article_by_rosters, mentioned_as, sides_of
from a1_resolving.roster_places import Changed, Entry, Slot, dated, entry_in
from a1_resolving.rosters import REPORTED
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas.base import Message
from a1_schemas.ids import league_of_player, player_id
from a1_schemas.injury import Injury
from a1_schemas.leagues import League
from a1_schemas.listing import Listing
from a1_schemas.news_item import NewsItem
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.player_prop import PlayerProp, PropPlayer
from a1_schemas.player_stats import PlayerStats
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind, RemovalReason


class _Known(NamedTuple):
    """What rosters say of a name that several persons have, or one under another id than the name's."""

    persons: tuple[Person, ...]
    ids: dict[str, None]
    """All ids that a record of the name can have by rosters, now or before."""


_KnownNames = Mapping[str, _Known]


def changed_places(changes: Changes) -> dict[Slot, Entry | None]:
    """Return the roster places that an input changes, as it leaves them."""
    places = changes.state.players.places
    found: dict[Slot, Entry | None] = {}
    for (_, key), record in changes.written(Kind.PLAYERS):
        entry = None if record is None else entry_in(key, record)
        before = places.entry_at(key)
        if entry is not None:
            found[entry.slot] = entry
        elif before is not None:
            found.setdefault(before.slot, None)
    return found


def follow_rosters(changes: Changes) -> Steps[None]:
    """Write the records of players whose ids follow from other rosters than before under their new ids.

    All records are read before any is written, because two players may swap ids.
    """
    changed = changed_places(changes)
    names = _names_in(changes, changed)
    if not names:
        return
    around = changes.state.players.places.around_names(names, changed)
    yield
    known = _known_names(changes, around, names, League(changes.state.league))
    if not known:
        return
    ids: dict[str, None] = {}
    for name, found in known.items():
        ids |= dict.fromkeys((*found.ids, *changes.state.players.spellings.ids_of(name)))
    moves = yield from _moves(changes, _records_of(changes, around, ids), known)
    for (kind, key), new_key, _ in moves:
        if new_key != key:
            changes.leave(kind, key, RemovalReason.MERGED)
            changes.moved[kind, key] = new_key
    for (kind, _), new_key, message in moves:
        changes.write(kind, new_key, message)
        yield
    yield from _follow_in_articles(changes, known, ids)


def _names_in(changes: Changes, changed: Changed) -> dict[str, None]:
    """Return the names of the places that differ from those found, and the unsettled names."""
    places = changes.state.players.places
    names = dict.fromkeys(places.unsettled())
    for slot, entry in changed.items():
        before = places.entry(slot)
        if entry is None or before is None or entry.place != before.place:
            names |= dict.fromkeys(each.place.name for each in (entry, before) if each is not None)
    return names


def _moves(
    changes: Changes, records: Iterable[RecordName], known: _KnownNames
) -> Steps[list[tuple[RecordName, str, Message]]]:
    """Return the records with other ids than their players have now: by name, with the new key and the new value."""
    persons = [person for found in known.values() for person in found.persons]
    by_roster_id = {roster_id: person for person in persons for roster_id in person.roster_ids}
    moves: list[tuple[RecordName, str, Message]] = []
    for number, name in enumerate(records):
        if number % AT_ONCE == 0:
            yield
        record = changes.current(*name)
        if record is None or record.is_removed:
            continue
        moved = _moved(changes, NAMING[name[0]].model_validate_json(record.value), known, by_roster_id)
        if moved is not None:
            moves.append((name, key_with(name, [player.player_id for player in _players_of(moved)]), moved))
            yield
    return moves


def _known_names(
    changes: Changes, around: Collection[Entry], names: Collection[str], league: League
) -> dict[str, _Known]:
    """Return the names whose records may need other ids: those with other persons than before, or unsettled ones."""
    places = changes.state.players.places
    unsettled = dict.fromkeys(places.unsettled())
    now = places.persons_by_name(around)
    native: dict[str, dict[str, None]] = {}
    for entry in around:
        provider, native_id = entry.place.roster_id
        native.setdefault(entry.place.name, {})[player_id(league, provider, native_id)] = None
    found: dict[str, _Known] = {}
    for name in sorted({*names, *now}):
        persons, before = now.get(name, ()), places.persons(name)
        if is_plain(name, persons, league) and is_plain(name, before, league):
            continue
        if persons != before or name in unsettled:
            ids = (id_of_name(name, league), unplaced_id(name, league), *native.get(name, ()))
            by_rosters = (each.player_id for each in chain(persons, before))
            found[name] = _Known(persons, dict.fromkeys((*ids, *by_rosters)))
    return found


def _records_of(changes: Changes, around: Collection[Entry], ids: Mapping[str, None]) -> Iterator[RecordName]:
    """Iterate over the records that may name one of these players: living ones, and those that the input writes."""
    names: dict[RecordName, None] = {}
    for event_id in changes.state.players.rosters.games_of(ids):
        names |= dict.fromkeys(standing_in(changes, event_id))
    names |= {(Kind.INJURIES, key): None for key, _ in changes.state.living(Kind.INJURIES)}
    names |= {(Kind.PLAYERS, entry.key): None for entry in around}
    for kind in NAMING:
        names |= {name: None for name, _ in changes.written(kind)}
    return (name for name in sorted(names) if not ids.keys().isdisjoint(named_in_key(name)))


def _players_of(message: Message) -> tuple[PropPlayer | PlayerProfile, ...]:
    match message:
        case PlayerProfile():
            return (message,)
        case PlayerProp():
            return message.players or (message.player,)
        case PlayerStats() | Injury():
            return (message.player,)
        case _:
            return ()


def _moved(
    changes: Changes, message: Message, known: _KnownNames, by_roster_id: Mapping[RosterId, Person]
) -> Message | None:
    """Return a record with the ids of its players by rosters, or None where it has them."""
    if isinstance(message, PlayerProfile):
        native_id = message.provider_ids.get(message.provider)
        person = None if native_id is None else by_roster_id.get((str(message.provider), native_id))
        if person is None or person.player_id == message.player_id:
            return None
        return dated(message).model_copy(update={"player_id": person.player_id})
    if not isinstance(message, PlayerProp | PlayerStats | Injury):
        return None
    sides = () if isinstance(message, Injury) else sides_of(_listing_of(changes, message))
    before = _players_of(message)
    after = tuple(_by_rosters(player, message, sides, known) for player in before if isinstance(player, PropPlayer))
    if after == before:
        return None
    more = {"players": after} if isinstance(message, PlayerProp) and message.players else {}
    return message.model_copy(update={"player": after[0], **more})


def _by_rosters(
    player: PropPlayer, message: PlayerProp | PlayerStats | Injury, sides: tuple[str, ...], known: _KnownNames
) -> PropPlayer:
    written = player.written or player.name
    name = name_key(written)
    found = known.get(name)
    if found is None or league_of_player(player.player_id) is None:
        return player
    own_id = id_of_name(name, message.league) if player.player_id in found.ids else player.player_id
    is_reported = player.team is not None and player.confidence == REPORTED
    teams = (player.team,) if is_reported and player.team is not None else sides
    mentioned = mentioned_as(written, message.provider, player.native_id, teams, own_id)
    return player.model_copy(update={"player_id": meant(mentioned, found.persons, message.league)})


def _listing_of(changes: Changes, message: PlayerProp | PlayerStats) -> Listing | None:
    own = changes.listing(listing_key(message.provider, message.league, message.native_event_id))
    if own is not None:
        return own
    others = sorted(changes.state.listings_of(Provider(message.provider), message.native_event_id))
    return changes.listing(others[0]) if others else None


def _follow_in_articles(changes: Changes, known: _KnownNames, ids: Mapping[str, None]) -> Steps[None]:
    words = [player_id.encode() for player_id in ids]
    for number, (key, _) in enumerate(sorted(changes.state.living(Kind.NEWS))):
        if number % AT_ONCE == 0:
            yield
        record = changes.current(Kind.NEWS, key)
        if record is None or record.is_removed or not any(word in record.own for word in words):
            continue
        article = NewsItem.model_validate_json(record.value)
        changes.write(Kind.NEWS, key, article_by_rosters(article, lambda name: _persons(changes, known, name)))
        yield


def _persons(changes: Changes, known: _KnownNames, name: str) -> tuple[Person, ...]:
    return known[name].persons if name in known else changes.state.players.places.persons(name)
