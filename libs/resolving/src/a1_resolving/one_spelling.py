"""Gives each player one name in all records of a league, chosen from what their sources write.

Writers ask for the name before they write (see `a1_resolving.players`). What is left to do here follows from what an
input changes: a better spelling that begins, or the best one that ends.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from a1_identity.spelling import choose
from a1_resolving.changes import Changes
from a1_resolving.pieces import RecordName
from a1_resolving.records_of_players import NAMING, changed_in, named_in_key, rewrite, standing_in
from a1_resolving.spellings import Named, P, names_in, with_name
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas.vocabulary import Kind


def spell_players(changes: Changes) -> Steps[None]:
    """Rewrite the records that name a player otherwise than all living records together say."""
    counted = {player_id: Counter[Named]() for player_id in changes.state.players.spellings.unsettled()}
    changed: dict[RecordName, None] = {}
    for number, record in enumerate(changed_in(changes, NAMING)):
        if number % AT_ONCE == 0:
            yield
        changed[record.name] = None
        for found, by in ((record.before, -1), (record.after, 1)):
            for player_id, named in () if found is None else names_in(found):
                counted.setdefault(player_id, Counter())[named] += by
    names: dict[str, str] = {}
    for number, (player_id, by_naming) in enumerate(counted.items()):
        if number % AT_ONCE == 0:
            yield
        found = _named_after(changes, player_id, by_naming)
        name = choose(named.spelling for named in found) if found else ""
        if any(named.name != name for named in found):
            names[player_id] = name
    if names:
        yield from _rename(changes, changed, names)


def _named_after(changes: Changes, player_id: str, changed: Counter[Named]) -> list[Named]:
    counts = Counter(changes.state.players.spellings.named(player_id))
    counts.update(changed)
    return [named for named, count in counts.items() if count > 0]


def _rename(changes: Changes, changed: Mapping[RecordName, None], names: Mapping[str, str]) -> Steps[None]:
    def renamed(player: P, /) -> P:
        return with_name(player, names.get(player.player_id, player.name))

    standing = (name for name in _standing(changes, names) if name not in changed)
    for records in (changed, standing):
        for number, name in enumerate(records):
            if number % AT_ONCE == 0:
                yield
            if not names.keys().isdisjoint(named_in_key(name)):
                rewrite(changes, name, renamed)
                yield


def _standing(changes: Changes, names: Mapping[str, str]) -> Iterator[RecordName]:
    """Iterate over the living records that may name one of these players, as the input finds them."""
    for event_id in changes.state.players.rosters.games_of(names):
        yield from standing_in(changes, event_id)
    for kind in (Kind.INJURIES, Kind.PLAYERS):
        for key, _ in changes.state.living(kind):
            yield kind, key
