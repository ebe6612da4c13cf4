"""Infers the team of a player whose own source omits it, if the game's other sources agree on one."""

from collections.abc import Iterable, Iterator

from a1_resolving.changes import Changes
from a1_resolving.pieces import RecordName
from a1_resolving.players import with_team
from a1_resolving.props import WITHIN_COMBO
from a1_resolving.rosters import Appearance, Entry, entry_of
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas.player_prop import PlayerProp
from a1_schemas.player_stats import PlayerStats
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind

_MODELS: dict[Kind, type[PlayerProp | PlayerStats]] = {Kind.PROPS: PlayerProp, Kind.PLAYER_STATS: PlayerStats}
_PLAYER_IN_KEY = {Kind.PROPS: -3, Kind.PLAYER_STATS: -1}
"""The index of the player id in the key, counted from the end because a bookmaker's key may contain the separator."""


def infer_teams(changes: Changes, named: Iterable[RecordName]) -> Steps[None]:
    """Infer teams for all players in `named` records and in records changed by this input, including removed ones."""
    changed = {name: record for kind in _MODELS for name, record in changes.written(kind) if not _is_combo(name)}
    appearances = {_appearance_in(name): dict[RecordName, Entry]() for name in changed}
    for number, (name, record) in enumerate(changed.items()):
        if number % AT_ONCE == 0:
            yield
        if record is not None and not record.is_removed:
            appearances[_appearance_in(name)][name] = entry_of(record)
    for number, name in enumerate(named):
        if number % AT_ONCE == 0:
            yield
        if _is_combo(name):
            continue
        appearance = _appearance_in(name)
        if appearance not in appearances and _omits_a_team(changes, appearance):
            appearances[appearance] = {}
    standing = _Standing(changes, changed)
    for number, (appearance, entries) in enumerate(appearances.items()):
        if number % AT_ONCE == 0:
            yield
        _infer(changes, appearance, entries, standing)


def _omits_a_team(changes: Changes, appearance: Appearance) -> bool:
    return any(not is_reported for _, is_reported in changes.state.rosters.sides(appearance))


class _Standing:
    """What the records that this input does not change say of players."""

    def __init__(self, changes: Changes, changed: Iterable[RecordName]) -> None:
        self._changes = changes
        self._changed = dict.fromkeys(changed)
        self._games: dict[str, dict[Appearance, list[RecordName]]] = {}
        self._gone: dict[Appearance, list[Entry]] = {}
        for name in self._changed:
            before = changes.state.current(*name)
            if before is not None and not before.is_removed:
                entry = entry_of(before)
                self._gone.setdefault(entry.appearance, []).append(entry)

    def teams(self, appearance: Appearance, *, reported: bool) -> list[str | None]:
        """Return the teams that their own sources report, or those inferred so far."""
        sides = self._changes.state.rosters.sides(appearance)
        for entry in self._gone.get(appearance, ()):
            sides[entry.team, entry.is_reported] -= 1
        return [team for (team, is_reported), count in sides.items() if is_reported is reported and count > 0]

    def unreported(self, appearance: Appearance) -> Iterator[tuple[RecordName, str | None]]:
        """Iterate over the records whose own sources omit the team, with the team inferred so far."""
        game = self._games.get(appearance.event_id)
        if game is None:
            game = self._games[appearance.event_id] = self._game(appearance.event_id)
        for name in game.get(appearance, ()):
            record = self._changes.state.current(*name)
            entry = None if record is None else entry_of(record)
            if entry is not None and not entry.is_reported:
                yield name, entry.team

    def _game(self, event_id: str) -> dict[Appearance, list[RecordName]]:
        found: dict[Appearance, dict[RecordName, None]] = {}
        for listing in map(self._changes.state.listings.__getitem__, self._changes.state.game(event_id)):
            for native_id in (listing.native_id, *listing.also_ids):
                for name in self._changes.state.dependents(Provider(listing.provider), native_id):
                    if name[0] in _MODELS and name not in self._changed and not _is_combo(name):
                        found.setdefault(_appearance_in(name), {})[name] = None
        return {appearance: list(names) for appearance, names in found.items()}


def _infer(changes: Changes, appearance: Appearance, entries: dict[RecordName, Entry], standing: _Standing) -> None:
    inferred = standing.teams(appearance, reported=False)
    unreported = {name: entry.team for name, entry in entries.items() if not entry.is_reported}
    if not inferred and not unreported:
        return
    teams = {entry.team: None for entry in entries.values() if entry.is_reported}
    teams |= dict.fromkeys(standing.teams(appearance, reported=True))
    team = next(iter(teams)) if len(teams) == 1 else None
    if any(known != team for known in inferred):
        unreported |= standing.unreported(appearance)
    for (kind, key), known in unreported.items():
        if known != team:
            _write(changes, kind, key, team)


def _write(changes: Changes, kind: Kind, key: str, team: str | None) -> None:
    record = changes.current(kind, key)
    if record is not None:
        message = _MODELS[kind].model_validate_json(record.value)
        player = with_team(message.player, team)
        players = {"players": (player,)} if isinstance(message, PlayerProp) else {}
        changes.write(kind, key, message.model_copy(update={"player": player, **players}))


def _is_combo(name: RecordName) -> bool:
    """Whether a record is of several players. Providers report their teams."""
    kind, key = name
    return kind is Kind.PROPS and WITHIN_COMBO in key.split("|")[_PLAYER_IN_KEY[kind]]


def _appearance_in(name: RecordName) -> Appearance:
    kind, key = name
    parts = key.split("|")
    return Appearance(parts[0], parts[_PLAYER_IN_KEY[kind]])
