"""Infers the team of a player whose own source omits it, if the game's other sources agree on one."""

from collections.abc import Iterable

from a1_resolving.changes import Changes
from a1_resolving.players import with_team
from a1_resolving.rosters import Appearance, Entry, RecordName, entry_of
from a1_schemas.player_prop import PlayerProp
from a1_schemas.player_stats import PlayerStats
from a1_schemas.vocabulary import Kind

_MODELS: dict[Kind, type[PlayerProp | PlayerStats]] = {Kind.PROPS: PlayerProp, Kind.PLAYER_STATS: PlayerStats}
_PLAYER_IN_KEY = {Kind.PROPS: -3, Kind.PLAYER_STATS: -1}
"""The index of the player id in the key, counted from the end because a bookmaker's key may contain the separator."""


def infer_teams(changes: Changes, named: Iterable[RecordName]) -> None:
    """Infer teams for all players in `named` records and in records changed by this input, including removed ones."""
    changed = {name: record for kind in _MODELS for name, record in changes.written(kind)}
    appearances = {_appearance_in(name): dict[RecordName, Entry]() for name in changed}
    for name, record in changed.items():
        if record is not None and not record.is_removed:
            appearances[_appearance_in(name)][name] = entry_of(record)
    for name in named:
        appearance = _appearance_in(name)
        if changes.state.rosters.unreported(appearance):
            appearances.setdefault(appearance, {})
    for appearance, entries in appearances.items():
        _infer(changes, appearance, entries, frozenset(changed))


def _infer(
    changes: Changes, appearance: Appearance, entries: dict[RecordName, Entry], changed: frozenset[RecordName]
) -> None:
    rosters = changes.state.rosters
    unreported = {name: team for name, team in rosters.unreported(appearance).items() if name not in changed}
    unreported |= {name: entry.team for name, entry in entries.items() if not entry.is_reported}
    if not unreported:
        return
    teams = {entry.team: None for entry in entries.values() if entry.is_reported}
    teams |= dict.fromkeys(rosters.reported(appearance, besides=changed))
    team = next(iter(teams)) if len(teams) == 1 else None
    for (kind, key), known in unreported.items():
        if known != team:
            _write(changes, kind, key, team)


def _write(changes: Changes, kind: Kind, key: str, team: str | None) -> None:
    record = changes.current(kind, key)
    if record is not None:
        message = _MODELS[kind].model_validate_json(record.value)
        changes.write(kind, key, message.model_copy(update={"player": with_team(message.player, team)}))


def _appearance_in(name: RecordName) -> Appearance:
    kind, key = name
    parts = key.split("|")
    return Appearance(parts[0], parts[_PLAYER_IN_KEY[kind]])
