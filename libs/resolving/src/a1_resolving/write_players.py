"""Converts rosters to `PlayerProfile`, under the ids of the persons that follow from all rosters of the league."""

from typing import NamedTuple

from a1_identity.names import person_words
from a1_identity.persons import Person, Place, meant, pin_of
from a1_identity.players import Mention, distinctions, identify, name_key
from a1_identity.spelling import Source, Spelling
from a1_mappers.extracted import RosterPlace
from a1_resolving.body import Body
from a1_resolving.players import without_runs
from a1_resolving.roster_ids import mentioned_as
from a1_resolving.roster_places import Entry, Slot
from a1_resolving.steps import AT_ONCE, Steps
from a1_resolving.write_teams import team_of
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.vocabulary import Kind, RejectReason


class _Listed(NamedTuple):
    """A player of a roster, with the id that follows from the name alone and the place that identity follows from."""

    team_id: str
    listed: RosterPlace
    own_id: str
    entry: Entry | None
    """None where the provider has no id of the player."""


def write_players(body: Body) -> Steps[dict[str, None]]:
    """Write the players of this body's rosters. Returns the keys of all of them.

    Namesakes on one roster are distinct players. Players of teams that are not registered are refused.
    """
    rosters: dict[str, list[RosterPlace]] = {}
    for number, place in enumerate(body.contents.rosters):
        if number % AT_ONCE == 0:
            yield
        team = team_of(body, place.league, place.team)
        if team is not None and place.player.name:
            rosters.setdefault(team.team_id, []).append(place)
        elif team is not None:
            body.reject(RejectReason.MISSING_FIELD, place.player.native_id or "", "a player without a name")
    listed: list[_Listed] = []
    for team_id, roster in rosters.items():
        yield
        distinct = distinctions(dict.fromkeys(map(_mention, roster)))
        for place in roster:
            own_id = identify(place.player.name, body.league, distinct[_mention(place)])
            listed.append(_Listed(team_id, place, own_id, _entry(body, place, team_id)))
    persons = _persons(body, listed)
    named: dict[str, None] = {}
    for number, each in enumerate(listed):
        if number % AT_ONCE == 0:
            yield
        player_id = _player_id(body, each, persons)
        key = f"{body.league}|{body.headers.provider}|{body.headers.feed}|{each.team_id}|{player_id}"
        if key not in named:
            named[key] = None
            body.changes.write(Kind.PLAYERS, key, _profile(body, each, player_id))
    return named


def _mention(place: RosterPlace) -> Mention:
    return Mention(place.player.name, native_id=place.player.native_id)


def _entry(body: Body, place: RosterPlace, team_id: str) -> Entry | None:
    native_id = place.player.native_id
    if native_id is None:
        return None
    places = body.changes.state.players.places
    roster_id = (str(body.headers.provider), native_id)
    slot = Slot(roster_id[0], body.headers.feed, team_id, native_id)
    known = places.entry(slot)
    listed = Place(
        *roster_id,
        name=name_key(place.player.name),
        suffix=person_words(place.player.name)[1],
        team_id=team_id,
        is_listed=True,
        first_listed_at=body.headers.fetched_at if known is None else known.place.first_listed_at,
        pinned=pin_of([entry.place for entry in places.entries_of(roster_id)]),
    )
    return Entry(slot, "" if known is None else known.key, listed)


def _persons(body: Body, listed: list[_Listed]) -> dict[str, tuple[Person, ...]]:
    """Return the persons of the names whose places this body changes."""
    places = body.changes.state.players.places
    entries = (each.entry for each in listed)
    changed = {entry.slot: entry for entry in entries if entry is not None and places.entry(entry.slot) != entry}
    names = dict.fromkeys(entry.place.name for entry in changed.values())
    return places.persons_by_name(places.around_names(names, changed)) if changed else {}


def _player_id(body: Body, each: _Listed, changed: dict[str, tuple[Person, ...]]) -> str:
    player = each.listed.player
    mentioned = mentioned_as(player.name, body.headers.provider, player.native_id, (each.team_id,), each.own_id)
    persons = changed.get(mentioned.name) or body.changes.state.players.places.persons(mentioned.name)
    return meant(mentioned, persons, body.league)


def _profile(body: Body, each: _Listed, player_id: str) -> PlayerProfile:
    place, player = each.listed, each.listed.player
    written = without_runs(player.name)
    name = body.changes.state.players.spellings.name_with(
        player_id, Spelling(Source(body.headers.provider, ""), written)
    )
    facts = None if each.entry is None else each.entry.place
    return PlayerProfile(
        version=0,
        changed_at=body.headers.fetched_at,
        player_id=player_id,
        league=body.league,
        provider=body.headers.provider,
        feed=body.headers.feed,
        target=body.headers.target,
        name=name,
        team_id=each.team_id,
        position=player.position,
        jersey=player.jersey,
        headshot=place.headshot,
        status=place.status,
        native_status=place.native_status,
        provider_ids={} if player.native_id is None else {str(body.headers.provider): player.native_id},
        written=None if written == name else written,
        first_listed_at=None if facts is None else facts.first_listed_at,
        pinned=None if facts is None or facts.pinned is None else "/".join(facts.pinned),
    )
