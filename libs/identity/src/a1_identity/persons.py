"""Decides which players of rosters are one person, and whom a name means: pure functions of the set of roster places.

A provider's own id of a player is one person, on all teams and by all names of the player. Players of different
providers are one person if they share a name and, in this order: a team and the suffix, a team, a team that
one of them has left, or nothing else, where each provider lists just one. Pins of people come first. In doubt two
players stay two: a wrong merge is worse than a missed one.

A person's id is made as a game's is: it is that of the first place. The first place of a name in a league has the id of
the name, which players on no roster have too; every other one has an id made of the provider and its own id.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from a1_schemas.ids import player_id
from a1_schemas.leagues import League

RosterId = tuple[str, str]
"""A provider, and its own id of a player."""

_UNPLACED = "on no roster"
"""The word in the id of players with a name that several persons have, of whom it is unknown which is meant."""


class Place(NamedTuple):
    """A player on one team's roster, by one provider. One that the player has left is remembered."""

    provider: str
    native_id: str
    name: str
    """The name as `a1_identity.players.name_key` returns it."""
    suffix: str | None
    team_id: str
    is_listed: bool
    first_listed_at: datetime
    pinned: RosterId | None = None
    """The player that a person said this one is; its own id if it is a person apart."""

    @property
    def roster_id(self) -> RosterId:
        """The provider's own id."""
        return (self.provider, self.native_id)

    @property
    def order(self) -> tuple[object, ...]:
        """The sort key of places: first listed first; ties by provider and native id."""
        return (self.first_listed_at, self.provider, self.native_id, self.name, self.team_id)


class Person(NamedTuple):
    """One person, and what rosters say of the person."""

    player_id: str
    roster_ids: frozenset[RosterId]
    names: frozenset[str]
    suffixes: frozenset[str]
    teams: frozenset[str]
    """The teams that list the person now."""


class Mentioned(NamedTuple):
    """A player as a record mentions one."""

    name: str
    suffix: str | None
    roster_id: RosterId | None
    teams: Collection[str]
    """The player's team where it is reported, else the teams that it can be."""
    own_id: str
    """The id that follows from the name, and from what sets the player apart from namesakes in the same body."""


def persons_of(places: Iterable[Place], league: League) -> list[Person]:
    """Return the persons of these places, which are all places of their names and of their players."""
    by_id: dict[RosterId, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda each: each.order):
        by_id[place.roster_id].append(place)
    for roster_id, own in by_id.items():
        pinned = pin_of(own)
        by_id[roster_id] = [place if place.pinned == pinned else place._replace(pinned=pinned) for place in own]
    first_of_name: dict[str, Place] = {}
    for place in sorted((each for own in by_id.values() for each in own), key=_rank):
        first_of_name.setdefault(place.name, place)
    return [_person(group, first_of_name, league) for group in _grouped(by_id)]


def pin_of(own: Sequence[Place]) -> RosterId | None:
    """Return what a person decided about a player with these places: what those that list the player say now."""
    standing = [place for place in own if place.is_listed] or own
    return next((place.pinned for place in standing if place.pinned is not None), None)


def id_of_name(name: str, league: League) -> str:
    """Return the id that a name has as long as one person in the league has it."""
    return player_id(league, name)


def is_plain(name: str, persons: Sequence[Person], league: League) -> bool:
    """Whether all who have a name are one player under the id of the name, as without rosters."""
    return not persons or (len(persons) == 1 and persons[0].player_id == id_of_name(name, league))


def meant(mentioned: Mentioned, persons: Sequence[Person], league: League) -> str:
    """Return the id of the player that a record mentions by a name that these persons have.

    The provider's own id decides, else the only person of the name on one of the teams. Where several are possible, the
    id is that of no person on a roster.
    """
    if is_plain(mentioned.name, persons, league):
        return mentioned.own_id
    found = _person_meant(mentioned, persons, league)
    if found is not None:
        return found.player_id
    is_apart = len(persons) == 1 or mentioned.own_id != id_of_name(mentioned.name, league)
    return mentioned.own_id if is_apart else unplaced_id(mentioned.name, league)


def unplaced_id(name: str, league: League) -> str:
    """Return the id of a player with a name that several persons have, where it is unknown which of them."""
    return player_id(league, name, _UNPLACED)


def _person_meant(mentioned: Mentioned, persons: Sequence[Person], league: League) -> Person | None:
    for person in persons:
        if mentioned.roster_id in person.roster_ids:
            return person
    is_apart = mentioned.suffix is not None and mentioned.own_id != id_of_name(mentioned.name, league)
    fit = [each for each in persons if _suffixes_fit(mentioned.suffix, each.suffixes, is_exact=is_apart)]
    if len(persons) == 1:
        return fit[0] if fit else None
    on_team = [each for each in fit if not each.teams.isdisjoint(mentioned.teams)]
    if len(on_team) > 1:
        on_team = [each for each in on_team if _suffixes_fit(mentioned.suffix, each.suffixes, is_exact=True)]
    return on_team[0] if len(on_team) == 1 else None


def _suffixes_fit(suffix: str | None, others: Collection[str], *, is_exact: bool) -> bool:
    if is_exact:
        return suffix in others if suffix else not others
    return suffix is None or not others or suffix in others


def _rank(place: Place) -> tuple[object, ...]:
    """Sort places pinned to another player last: such a place must not give the id of its name away."""
    return (place.pinned not in (None, place.roster_id), *place.order)


def _person(group: Sequence[Place], first_of_name: Mapping[str, Place], league: League) -> Person:
    first = min(group, key=_rank)
    is_first = first_of_name[first.name] is first
    return Person(
        id_of_name(first.name, league) if is_first else player_id(league, first.provider, first.native_id),
        frozenset(place.roster_id for place in group),
        frozenset(place.name for place in group),
        frozenset(place.suffix for place in group if place.suffix),
        frozenset(place.team_id for place in group if place.is_listed),
    )


_Group = list[Place]
_Fits = Callable[[Sequence[Place], Sequence[Place]], bool]


def _grouped(by_id: Mapping[RosterId, _Group]) -> list[_Group]:
    """Join the players of rosters to persons, and return each person's places."""
    groups = dict(by_id)
    for roster_id, own in by_id.items():
        anchor = own[0].pinned
        if anchor is not None and anchor in groups:
            _join(groups, roster_id, anchor)
    names = sorted({place.name for own in by_id.values() for place in own})
    free = {roster_id for roster_id, own in by_id.items() if own[0].pinned is None}
    for name in names:
        named = [key for key, own in by_id.items() if key in free and any(place.name == name for place in own)]
        for fits in _FITS:
            _join_certain(groups, by_id, named, fits)
    return list({id(group): group for group in groups.values()}.values())


def _join_certain(
    groups: dict[RosterId, _Group], by_id: Mapping[RosterId, _Group], named: Sequence[RosterId], fits: _Fits
) -> None:
    """Join two players of different providers where neither fits another of the other's provider."""
    fitting: dict[RosterId, dict[str, list[RosterId]]] = {key: defaultdict(list) for key in named}
    for one in named:
        for other in named:
            if _can_share(groups[one], groups[other]) and fits(by_id[one], by_id[other]):
                fitting[one][other[0]].append(other)
    for one in named:
        for others in fitting[one].values():
            is_mutual = len(others) == 1 and fitting[others[0]][one[0]] == [one]
            if is_mutual and _can_share(groups[one], groups[others[0]]):
                _join(groups, one, others[0])


def _can_share(one: _Group, other: _Group) -> bool:
    """Whether two groups can be one person: no provider has both, and no suffixes differ."""
    if one is other or {each.provider for each in one} & {each.provider for each in other}:
        return False
    suffixes, others = ({each.suffix for each in group if each.suffix} for group in (one, other))
    return not suffixes or not others or not suffixes.isdisjoint(others)


def _join(groups: dict[RosterId, _Group], one: RosterId, other: RosterId) -> None:
    if groups[one] is not groups[other]:
        joined = [*groups[one], *groups[other]]
        for place in joined:
            groups[place.roster_id] = joined


def _teams(own: Iterable[Place], *, listed: bool) -> set[str]:
    return {place.team_id for place in own if place.is_listed or not listed}


def _on_one_team(one: Sequence[Place], other: Sequence[Place]) -> bool:
    return not _teams(one, listed=True).isdisjoint(_teams(other, listed=True))


def _with_one_suffix(one: Sequence[Place], other: Sequence[Place]) -> bool:
    return _on_one_team(one, other) and {each.suffix for each in one} == {each.suffix for each in other}


def _were_on_one_team(one: Sequence[Place], other: Sequence[Place]) -> bool:
    return not _teams(one, listed=False).isdisjoint(_teams(other, listed=False))


def _are_listed(one: Sequence[Place], other: Sequence[Place]) -> bool:
    return any(place.is_listed for place in one) and any(place.is_listed for place in other)


_FITS: tuple[_Fits, ...] = (_with_one_suffix, _on_one_team, _were_on_one_team, _are_listed)
