"""Infers the team of a player whose own source omits it, if the game's other sources agree on one.

Writers ask the rosters before they write (see `a1_resolving.players`). What is left to do here follows from what an
input changes: a team newly reported, withdrawn or contradicted.
"""

from collections import Counter

from a1_resolving.changes import Changes
from a1_resolving.pieces import RecordName
from a1_resolving.players import with_team
from a1_resolving.records_of_players import changed_in, named_in_key, rewrite, standing_in
from a1_resolving.rosters import REPORTED, Appearance, Side, entries_in, is_inferred, team_of
from a1_resolving.spellings import P
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas import fast_origins
from a1_schemas.player_prop import PropPlayer
from a1_schemas.vocabulary import Kind

_KINDS = (Kind.PROPS, Kind.PLAYER_STATS)

_Teams = dict[str, str | None]
"""The teams of players by their ids."""


def infer_teams(changes: Changes) -> Steps[None]:
    """Give each record whose source omits a player's team the team that follows from all records of the game."""
    counted = {appearance: Counter[Side]() for appearance in changes.state.players.rosters.unsettled()}
    changed: dict[str, dict[RecordName, None]] = {}
    for number, record in enumerate(changed_in(changes, _KINDS)):
        if number % AT_ONCE == 0:
            yield
        for found, by in ((record.before, -1), (record.after, 1)):
            if isinstance(found, fast_origins.PlayerRecord):
                changed.setdefault(found.event_id, {})[record.name] = None
                for entry in entries_in(found):
                    counted.setdefault(entry.appearance, Counter())[entry.side] += by
    wrong: dict[str, _Teams] = {}
    for number, (appearance, by_side) in enumerate(counted.items()):
        if number % AT_ONCE == 0:
            yield
        sides = _sides_after(changes, appearance, by_side)
        if not is_inferred(sides):
            wrong.setdefault(appearance.event_id, {})[appearance.player_id] = team_of(sides)
    for event_id, teams in wrong.items():
        names = {**dict.fromkeys(standing_in(changes, event_id)), **changed.get(event_id, {})}
        yield from _correct(changes, list(names), teams)


def _sides_after(changes: Changes, appearance: Appearance, changed: Counter[Side]) -> list[Side]:
    counts = Counter(changes.state.players.rosters.sides(appearance))
    counts.update(changed)
    return [side for side, count in counts.items() if count > 0]


def _correct(changes: Changes, names: list[RecordName], teams: _Teams) -> Steps[None]:
    def on_team(player: P, /) -> P:
        if not isinstance(player, PropPlayer) or player.player_id not in teams:
            return player
        is_reported = player.team is not None and player.confidence == REPORTED
        return player if is_reported else with_team(player, teams[player.player_id])

    for number, name in enumerate(names):
        if number % AT_ONCE == 0:
            yield
        if not teams.keys().isdisjoint(named_in_key(name)):
            rewrite(changes, name, on_team)
            yield
